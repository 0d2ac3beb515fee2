package health.lode.simulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tables in GB18030 with Chinese headers; the columns are those of docs/spec/simulator.md. */
final class CsvExport implements Export {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final String DIAGNOSES = "诊断流水号,就诊号,病案号,诊断类型,诊断编码,诊断名称,编码版本,诊断日期,更新时间";
  private static final String RESULTS = "结果流水号,报告号,就诊号,病案号,项目名称,结果值,单位,参考范围,检验时间,更新时间";

  private final OutputStream patients;
  private final OutputStream visits;
  private final OutputStream diagnoses;
  private final OutputStream results;
  private final OutputStream diagnosisUpdates;
  private final OutputStream resultUpdates;

  CsvExport(Path dir) throws IOException {
    patients = open(dir, "patients.csv", "病案号,姓名,性别,出生日期,身份证号,联系电话,住址,死亡日期,更新时间");
    visits = open(dir, "visits.csv", "就诊号,病案号,就诊类型,科室,入院时间,出院时间,转归,更新时间");
    diagnoses = open(dir, "diagnoses.csv", DIAGNOSES);
    results = open(dir, "results.csv", RESULTS);
    diagnosisUpdates = open(dir, "diagnoses_update.csv", DIAGNOSES);
    resultUpdates = open(dir, "results_update.csv", RESULTS);
  }

  private static OutputStream open(Path dir, String name, String header) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(dir.resolve(name)), 1 << 18);
    row(out, header);
    return out;
  }

  @Override
  public void write(Registration r) throws IOException {
    Visit last = r.visits().get(r.visits().size() - 1);
    row(
        patients,
        cells(
            r.recordNumber(),
            r.surname() + r.given(),
            r.sex().chinese(),
            r.birthDate().toString(),
            r.residentId(),
            r.phone(),
            r.region().full(r.street()),
            r.died() == null ? null : r.died().toString(),
            TIME.format(last.end())));
    for (Visit v : r.visits()) {
      row(
          visits,
          cells(
              v.number(),
              r.recordNumber(),
              v.kind().codeAt(HospitalKind.CSV),
              v.department(),
              TIME.format(v.start()),
              TIME.format(v.end()),
              v.outcome() == null ? null : v.outcome().chinese(),
              TIME.format(v.end().plusHours(1))));
      for (Diagnosis d : v.diagnoses()) {
        String first = diagnosis(r, v, d, d.firstSent(), v.end().plusHours(1));
        row(diagnoses, first);
        if (d.repeated()) {
          row(diagnosisUpdates, first);
        }
        if (d.fate() == Fate.CORRECTED) {
          row(diagnosisUpdates, diagnosis(r, v, d, d.disease(), v.end().plusDays(2)));
        }
      }
      for (Panel p : v.panels()) {
        for (Result result : p.results()) {
          writeResult(r, v, p, result);
        }
      }
    }
    writeMalformed(r);
  }

  private void writeResult(Registration r, Visit v, Panel p, Result result) throws IOException {
    String sent = result.firstSent().toPlainString();
    String first = result(r, v, p, result, sent, p.taken().plusHours(3));
    row(results, first);
    if (result.repeated()) {
      row(resultUpdates, first);
    }
    if (result.fate() == Fate.CORRECTED) {
      String value = result.value().toPlainString();
      row(resultUpdates, result(r, v, p, result, value, p.taken().plusDays(1)));
    }
  }

  private void writeMalformed(Registration r) throws IOException {
    String id = "X" + r.recordNumber();
    String visit = r.visits().get(0).number();
    String end = ",10^9/L,3.5-9.5,";
    if (r.malformed() == Malformed.CSV_TOO_FEW_CELLS) {
      row(results, cells(id, id, visit, r.recordNumber()));
    } else if (r.malformed() == Malformed.CSV_NO_SUCH_DATE) {
      row(
          results,
          cells(id, id, visit, r.recordNumber(), "白细胞计数", "6.1")
              + end
              + "2024-13-45 08:00:00,2024-12-01 08:00:00");
    } else if (r.malformed() == Malformed.CSV_BAD_BYTES) {
      results.write(cells(id, id, visit, r.recordNumber(), "").getBytes(GB18030));
      results.write(new byte[] {(byte) 0xff, (byte) 0xff});
      row(results, ",6.1" + end + "2024-12-01 08:00:00,2024-12-01 08:00:00");
    }
  }

  private static String diagnosis(
      Registration r, Visit v, Diagnosis d, Disease disease, LocalDateTime updated) {
    return cells(
        d.id(),
        v.number(),
        r.recordNumber(),
        d.role().chinese(),
        disease.codeAt(HospitalKind.CSV),
        disease.chinese(),
        "医保版2.0",
        d.date().toString(),
        TIME.format(updated));
  }

  private static String result(
      Registration r, Visit v, Panel p, Result result, String value, LocalDateTime updated) {
    LaboratoryItem item = result.item();
    return cells(
        result.id(),
        p.order(),
        v.number(),
        r.recordNumber(),
        item.codeAt(HospitalKind.CSV),
        value,
        item.unitAt(HospitalKind.CSV),
        item.low() + "-" + item.high(),
        TIME.format(p.taken()),
        TIME.format(updated));
  }

  /** No cell of ours holds a comma, a quote or a line end: none needs quoting. */
  private static String cells(@Nullable String... cells) {
    StringBuilder out = new StringBuilder(160);
    for (int i = 0; i < cells.length; i++) {
      String cell = cells[i];
      out.append(i == 0 ? "" : ",").append(cell == null ? "" : cell);
    }
    return out.toString();
  }

  private static void row(OutputStream out, String row) throws IOException {
    out.write(row.getBytes(GB18030));
    out.write('\r');
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    try (patients;
        visits;
        diagnoses;
        results;
        diagnosisUpdates;
        resultUpdates) {
      // Closing is all there is to do; each is closed even where another fails.
    }
  }
}
