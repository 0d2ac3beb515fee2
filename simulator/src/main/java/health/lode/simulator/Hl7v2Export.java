package health.lode.simulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** HL7 v2.5.1 messages in one file, segments ended by carriage returns. */
final class Hl7v2Export implements Export {
  static final String AUTHORITY = "SONGLING";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);

  private final OutputStream messages;
  private long control;

  Hl7v2Export(Path dir) throws IOException {
    messages =
        new BufferedOutputStream(Files.newOutputStream(dir.resolve("messages.hl7")), 1 << 18);
  }

  @Override
  public void write(Registration r) throws IOException {
    for (Visit v : r.visits()) {
      boolean stays = v.kind() == VisitKind.INPATIENT;
      String opening = stays ? admission(r, v) : outpatient(r, v);
      send(opening, v.repeated());
      for (Panel p : v.panels()) {
        send(report(r, v, p), p.repeated());
      }
      if (stays) {
        send(discharge(r, v), false);
      }
      if (v.hasChangedDiagnosis()) {
        send(update(r, v), false);
      }
      for (Panel p : v.panels()) {
        if (p.hasChangedResult()) {
          send(correction(r, v, p), false);
        }
      }
    }
    writeMalformed(r);
  }

  private void send(String message, boolean twice) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    messages.write(bytes);
    if (twice) {
      messages.write(bytes);
    }
  }

  private String admission(Registration r, Visit v) {
    StringBuilder out = header("ADT", "A01", "ADT_A01", v.start());
    person(out, r, false);
    visit(out, v, false);
    diagnoses(out, v, List.of(DiagnosisRole.ADMISSION, DiagnosisRole.SYMPTOM));
    return out.toString();
  }

  private String outpatient(Registration r, Visit v) {
    StringBuilder out = header("ADT", "A04", "ADT_A01", v.start());
    person(out, r, false);
    visit(out, v, true);
    diagnoses(out, v, List.of(DiagnosisRole.OUTPATIENT, DiagnosisRole.SYMPTOM));
    return out.toString();
  }

  private String discharge(Registration r, Visit v) {
    StringBuilder out = header("ADT", "A03", "ADT_A03", v.end());
    person(out, r, isDeath(v));
    visit(out, v, true);
    diagnoses(out, v, List.of(DiagnosisRole.DISCHARGE, DiagnosisRole.COMPLICATION));
    return out.toString();
  }

  private String update(Registration r, Visit v) {
    StringBuilder out = header("ADT", "A08", "ADT_A01", v.end().plusDays(1));
    person(out, r, isDeath(v));
    visit(out, v, true);
    int set = 1;
    for (Diagnosis d : v.diagnoses()) {
      if (d.fate() != Fate.AS_SENT) {
        String action = d.fate() == Fate.CORRECTED ? "U" : "D";
        diagnosis(out, set++, d, d.disease(), action);
      }
    }
    return out.toString();
  }

  private static boolean isDeath(Visit v) {
    return v.outcome() == Outcome.DIED;
  }

  private String report(Registration r, Visit v, Panel p) {
    StringBuilder out = header("ORU", "R01", "ORU_R01", p.taken().plusHours(3));
    person(out, r, false);
    visit(out, v, v.kind() != VisitKind.INPATIENT);
    order(out, p, "F");
    int set = 1;
    for (Result result : p.results()) {
      observation(out, set++, p, result, result.firstSent().toPlainString(), "F");
    }
    return out.toString();
  }

  private String correction(Registration r, Visit v, Panel p) {
    LocalDateTime sent = v.end().plusDays(1).plusHours(2);
    StringBuilder out = header("ORU", "R01", "ORU_R01", sent);
    person(out, r, false);
    visit(out, v, true);
    order(out, p, "C");
    int set = 1;
    for (Result result : p.results()) {
      if (result.fate() != Fate.AS_SENT) {
        String status = result.fate() == Fate.CORRECTED ? "C" : "D";
        observation(out, set++, p, result, result.value().toPlainString(), status);
      }
    }
    return out.toString();
  }

  private StringBuilder header(String code, String event, String structure, LocalDateTime sent) {
    StringBuilder out = new StringBuilder(1200);
    out.append("MSH|^~\\&|HIS|").append(AUTHORITY).append("|ENGINE|").append(AUTHORITY).append('|');
    out.append(TIME.format(sent)).append("||").append(code).append('^').append(event).append('^');
    out.append(structure).append("|M").append(++control);
    out.append("|P|2.5.1|||||CHN|UNICODE UTF-8\r");
    if (code.equals("ADT")) {
      out.append("EVN|").append(event).append('|').append(TIME.format(sent)).append('\r');
    }
    return out;
  }

  private static void person(StringBuilder out, Registration r, boolean died) {
    out.append("PID|1||").append(r.recordNumber()).append("^^^").append(AUTHORITY).append("^MR");
    if (r.residentId() != null) {
      out.append('~').append(r.residentId()).append("^^^PRC^NNCHN");
    }
    out.append("||").append(r.surname()).append('^').append(r.given());
    out.append("||").append(DAY.format(r.birthDate()));
    out.append('|').append(r.sex().hl7());
    out.append("|||").append(r.region().district()).append(r.street());
    out.append("^^").append(r.region().city()).append('^').append(r.region().province());
    out.append("^^CHN||").append(r.phone());
    if (died && r.died() != null) {
      out.append("|".repeat(16)).append(DAY.format(r.died())).append("|Y");
    }
    out.append('\r');
  }

  private static void visit(StringBuilder out, Visit v, boolean over) {
    out.append("PV1|1|").append(v.kind().codeAt(HospitalKind.HL7V2));
    out.append('|').append(v.department());
    out.append("|".repeat(16)).append(v.number());
    out.append("|".repeat(17));
    if (over && v.outcome() != null) {
      out.append(v.outcome().chinese());
    }
    out.append("|".repeat(8)).append(TIME.format(v.start()));
    if (over) {
      out.append('|').append(TIME.format(v.end()));
    }
    out.append('\r');
  }

  private static void diagnoses(StringBuilder out, Visit v, List<DiagnosisRole> roles) {
    int set = 1;
    for (Diagnosis d : v.diagnoses()) {
      if (roles.contains(d.role())) {
        diagnosis(out, set++, d, d.firstSent(), "A");
      }
    }
  }

  private static void diagnosis(
      StringBuilder out, int set, Diagnosis d, Disease disease, String action) {
    out.append("DG1|").append(set).append("||").append(disease.codeAt(HospitalKind.HL7V2));
    out.append('^').append(disease.chinese()).append("^I10||").append(DAY.format(d.date()));
    out.append('|').append(d.role().hl7());
    out.append("|".repeat(9)).append(set);
    out.append("|".repeat(5)).append(d.id()).append('|').append(action).append('\r');
  }

  private static void order(StringBuilder out, Panel p, String status) {
    String number = p.order();
    String taken = TIME.format(p.taken());
    out.append("ORC|RE|").append(number).append('|').append(number).append('\r');
    out.append("OBR|1|").append(number).append('|').append(number).append("|CBC^血常规^L|||");
    out.append(taken).append("|".repeat(15)).append(TIME.format(p.taken().plusHours(3)));
    out.append("||LAB|").append(status).append('\r');
  }

  private static void observation(
      StringBuilder out, int set, Panel p, Result result, String value, String status) {
    LaboratoryItem item = result.item();
    out.append("OBX|").append(set).append("|NM|").append(item.codeAt(HospitalKind.HL7V2));
    out.append('^').append(item.display()).append("^L||").append(value);
    out.append('|').append(item.unitAt(HospitalKind.HL7V2).replace("^", "\\S\\"));
    out.append('|').append(item.low()).append('-').append(item.high());
    out.append("||||").append(status).append("|||").append(TIME.format(p.taken())).append('\r');
  }

  private void writeMalformed(Registration r) throws IOException {
    Visit v = r.visits().get(0);
    String day = "20241301";
    if (r.malformed() == Malformed.HL7_NO_SUCH_DATE) {
      StringBuilder out = header("ORU", "R01", "ORU_R01", v.end());
      person(out, r, false);
      visit(out, v, true);
      out.append("OBR|1||X").append(r.recordNumber()).append("|CBC^血常规^L\r");
      out.append("OBX|1|NM|WBC^白细胞^L||6.1|10*9/L|||||F|||").append(day).append('\r');
      send(out.toString(), false);
    } else if (r.malformed() == Malformed.HL7_NO_PATIENT_NUMBER) {
      StringBuilder out = header("ADT", "A04", "ADT_A01", v.end());
      out.append("PID|1||||").append(r.surname()).append('^').append(r.given()).append('\r');
      visit(out, v, true);
      send(out.toString(), false);
    } else if (r.malformed() == Malformed.HL7_NO_SEGMENT_NAME) {
      StringBuilder out = header("ORU", "R01", "ORU_R01", v.end());
      person(out, r, false);
      out.append("检验结果见附页\r");
      send(out.toString(), false);
    }
  }

  @Override
  public void close() throws IOException {
    messages.close();
  }
}
