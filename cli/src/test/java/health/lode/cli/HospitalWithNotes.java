package health.lode.cli;

import static health.lode.cli.CommandLineRun.done;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Thirty patients of two sources, each with one report. All are called 高兴 and a letter, a name that
 * is also a word; some reports hold what a page must not fall over.
 */
final class HospitalWithNotes {
  static final int PATIENTS = 30;
  static final String HOSTILE =
      "复查。</script><script>document.title='taken'</script>&amp;\r\n手机13812345678。";

  private HospitalWithNotes() {}

  static Path home(Path folder) throws IOException {
    Path home = folder.resolve("home");
    done("init", "node", home, "--name", "江湾医院");
    for (String source : new String[] {"his", "ris"}) {
      Path in = Files.createDirectories(folder.resolve(source));
      StringBuilder patients = new StringBuilder();
      StringBuilder reports = new StringBuilder();
      for (int i = 0; i < PATIENTS; i++) {
        ObjectNode patient = LodeCommand.JSON.createObjectNode().put("resourceType", "Patient");
        patient.put("id", source + i).put("gender", "female").put("birthDate", "1960-02-03");
        patient.putArray("name").addObject().put("text", "高兴" + (char) ('A' + i));
        patients.append(patient).append('\n');
        reports.append(report(source, i)).append('\n');
      }
      Files.writeString(in.resolve("Patient.ndjson"), patients);
      Files.writeString(in.resolve("DiagnosticReport.ndjson"), reports);
      done("capture", home, in, "--source", source);
    }
    return home;
  }

  private static ObjectNode report(String source, int i) {
    ObjectNode report = LodeCommand.JSON.createObjectNode().put("resourceType", "DiagnosticReport");
    report.put("id", "r" + i).put("status", "final").put("effectiveDateTime", "2025-05-06");
    report.putObject("subject").put("reference", "Patient/" + source + i);
    report.putObject("code").put("text", "CT");
    return report.put("conclusion", text(i));
  }

  static String text(int i) {
    return i % 3 == 0
        ? HOSTILE
        : "告知高兴"
            + (char) ('A' + i)
            + "检查结果，2025年5月"
            + (i % 28 + 1)
            + "日复诊，绰号小不点儿。\n联系电话13912345678。";
  }
}
