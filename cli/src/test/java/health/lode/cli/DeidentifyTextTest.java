package health.lode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lode deidentify text} and {@code evaluate}, as a shell runs them. */
class DeidentifyTextTest {
  private static final String NOTE = "姓名：张伟强\n电话13812345678，住院号：0012345\n";
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void aFolderKeepsItsLayoutAndTheReportHoldsNoText() throws IOException {
    file("in/a/one.txt", NOTE);
    Files.write(folder.resolve("in/two.txt"), NOTE.getBytes(Charset.forName("GB18030")));
    Path report = folder.resolve("report.json");
    JsonNode done =
        CommandLineRun.done(
            "deidentify", "text", folder.resolve("in"), folder.resolve("out"), "--report", report);
    assertThat(done.path("files").asInt()).isEqualTo(2);
    assertThat(done.path("found").path("PHONE").asInt()).isEqualTo(2);
    for (String name : new String[] {"a/one.txt", "two.txt"}) {
      String text = Files.readString(folder.resolve("out").resolve(name));
      assertThat(text).contains("姓名：").doesNotContain("张伟强", "13812345678", "0012345");
    }
    String found = Files.readString(report);
    assertThat(found).contains("phone-mobile").doesNotContain("张伟强", "13812345678");
  }

  @Test
  void aColumnOfATableAndOfJsonLines() throws IOException {
    Path csv = file("notes.csv", "id,note\n1,\"姓名：张伟强\"\n");
    CommandLineRun.done(
        "deidentify",
        "text",
        csv,
        folder.resolve("o.csv"),
        "--column",
        "note",
        "--patient-column",
        "id");
    assertThat(Files.readString(folder.resolve("o.csv")))
        .startsWith("id,note")
        .doesNotContain("张伟强");
    Path lines = file("notes.jsonl", "{\"n\":\"姓名：张伟强\"}\n");
    CommandLineRun.done("deidentify", "text", lines, folder.resolve("o.jsonl"), "--column", "n");
    assertThat(Files.readString(folder.resolve("o.jsonl"))).doesNotContain("张伟强");
  }

  @Test
  void whatCannotBeReadIsRefusedAndLeavesNothing() throws IOException {
    Path in = folder.resolve("in");
    file("in/a.txt", NOTE);
    Files.write(folder.resolve("in/b.txt"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});
    Path out = folder.resolve("out");
    CommandLineRun.refused("TEXT_CHARSET", "deidentify", "text", in, out);
    assertThat(out).doesNotExist();
    Path csv = file("t.csv", "id,note\n1,x\n");
    CommandLineRun.refused(
        "TEXT_COLUMN_MISSING", "deidentify", "text", csv, folder.resolve("o"), "--column", "no");
    Path lines = file("t.jsonl", "{\"n\":\"x\"}\n王小明\n");
    JsonNode refusal =
        CommandLineRun.refused(
            "TEXT_LINE_UNREADABLE",
            "deidentify",
            "text",
            lines,
            folder.resolve("o"),
            "--column",
            "n");
    assertThat(refusal.toString()).doesNotContain("王小明");
  }

  @Test
  void oneKeyGivesOnePatientTheSameSurrogates() throws IOException {
    Path key = folder.resolve("key");
    CommandLineRun.done("deidentify", "key", "new", key);
    Path note = file("n.txt", NOTE);
    for (String out : new String[] {"o1", "o2"}) {
      CommandLineRun.done(
          "deidentify", "text", note, folder.resolve(out), "--key", key, "--patient", "p1");
    }
    assertThat(Files.readString(folder.resolve("o1")))
        .isEqualTo(Files.readString(folder.resolve("o2")));
  }

  @Test
  void evaluateMeasuresAndRefusesByLine() throws IOException {
    Path gold =
        file(
            "gold.jsonl",
            "{\"text\":\"电话13812345678\",\"spans\":[{\"start\":2,\"end\":13,\"type\":\"PHONE\"}]}\n");
    JsonNode done = CommandLineRun.done("deidentify", "evaluate", gold);
    assertThat(done.path("overall").path("exact").path("f1").asDouble()).isOne();
    assertThat(done.path("misses")).isEmpty();
    assertThat(done.has("seconds")).isTrue();
    Path broken = file("broken.jsonl", "{}\n");
    CommandLineRun.refused("GOLD_UNREADABLE", "deidentify", "evaluate", broken);
  }
}
