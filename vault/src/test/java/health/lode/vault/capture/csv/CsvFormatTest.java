package health.lode.vault.capture.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import health.lode.vault.capture.FormatTrial;
import health.lode.vault.capture.FormatTrial.Fact;
import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.codes.Dictionary;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvFormatTest {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final String DIAGNOSES = "诊断流水号,就诊号,病案号,诊断类型,诊断编码,诊断名称,编码版本,诊断日期,更新时间\r\n";
  private static final String RESULTS = "结果流水号,报告号,就诊号,病案号,项目名称,结果值,单位,参考范围,检验时间,更新时间\r\n";

  private final CsvFormat format = new CsvFormat(Dictionary.shipped());

  private FormatTrial read(String name, String text, Charset charset) {
    return FormatTrial.of(format, name, text.getBytes(charset));
  }

  /** Rows found in the bytes are the rows that FastCSV finds in the text. */
  @Test
  void rowsAreCutWhereFastCsvCutsThem() {
    String[] pieces = {"a", "\"", "\"\"", ",", "\n", "\r\n", "肺炎", "镕", " ", "|", "x\"y", "𠮷"};
    Random random = new Random(11);
    for (int round = 0; round < 400; round++) {
      StringBuilder table = new StringBuilder("h1,h2\n");
      for (int row = 0; row < 1 + random.nextInt(6); row++) {
        for (int cell = 0; cell < 1 + random.nextInt(3); cell++) {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(4); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
          }
          boolean plain = text.indexOf("\"") < 0 && text.indexOf(",") < 0 && text.indexOf("\n") < 0;
          String quoted = "\"" + text.toString().replace("\"", "\"\"") + "\"";
          table.append(cell > 0 ? "," : "").append(plain ? text : quoted);
        }
        table.append(random.nextBoolean() ? "\r\n" : "\n");
      }
      List<List<String>> expected = new ArrayList<>();
      for (CsvRecord row :
          CsvReader.builder()
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(table.toString())) {
        expected.add(row.getFields());
      }
      expected.remove(0);
      for (Charset charset : List.of(StandardCharsets.UTF_8, GB18030, StandardCharsets.UTF_16LE)) {
        String marked =
            charset.equals(StandardCharsets.UTF_16LE) ? "\ufeff" + table : table.toString();
        List<List<String>> found = new ArrayList<>();
        for (FormatTrial.Outcome outcome : read("t.csv", marked, charset).outcomes) {
          found.add(RowText.cells(new String(outcome.bytes(), charset), ','));
        }
        assertThat(found).as(charset + table.toString()).isEqualTo(expected);
      }
    }
  }

  @Test
  void aGb18030ExportBecomesFacts() {
    String rows =
        """
        D1,V1,P1,出院诊断,J18.900x001,肺炎,医保版2.0,2024-03-05,2024-03-09 10:00:00
        D1,V1,P1,出院诊断,R05.x00,咳嗽,医保版2.0,2024-03-05,2024-03-10 10:00:00
        """;
    FormatTrial trial = read("diagnoses.csv", DIAGNOSES + rows, GB18030);
    assertThat(trial.types()).containsOnly("diagnoses");
    Fact first = trial.facts.get(0);
    Fact corrected = trial.facts.get(1);
    assertThat(first.at("condition_source_value")).isEqualTo("J18.900x001");
    assertThat(first.at("condition_icd10")).isEqualTo("J18.9");
    assertThat(first.at("condition_source_text")).isEqualTo("肺炎");
    assertThat(first.at("condition_start_date")).isEqualTo("2024-03-05");
    assertThat(first.visit).isEqualTo("visit_occurrence/V1");
    assertThat(corrected.key).isEqualTo(first.key);
    assertThat(corrected.version).isGreaterThan(first.version);
    assertThat(corrected.at("condition_icd10")).isEqualTo("R05");
  }

  @Test
  void identityStaysApartAndVisitsMeetTheirRows() {
    String patients =
        """
        病案号,姓名,性别,出生日期,身份证号,联系电话,住址,死亡日期,更新时间
        P1,欧阳测试,女,1950-02-01,11010119500201002X,13800000000,某市某路1号,2024-05-06,2024-05-07 08:00:00
        """;
    FormatTrial trial = read("patients.csv", patients, GB18030);
    assertThat(trial.only("person").columns.values()).doesNotContain("欧阳测试", "P1");
    assertThat(trial.only("person").at("gender_concept_id")).isEqualTo("8532");
    assertThat(trial.only("person").at("year_of_birth")).isEqualTo("1950");
    assertThat(trial.only("death").at("death_date")).isEqualTo("2024-05-06");
    assertThat(trial.patients.get(0).values())
        .containsEntry(Kind.NAME, "欧阳测试")
        .containsEntry(Kind.ID_NUMBER, "11010119500201002X");
    String visits =
        """
        就诊号,病案号,就诊类型,科室,入院时间,出院时间,转归,更新时间
        V1,P1,住院,呼吸科,2024-05-01 09:30:00,2024-05-06 10:00:00,死亡,2024-05-07 08:00:00
        """;
    Fact visit = read("visits.csv", visits, GB18030).only("visit_occurrence");
    assertThat(visit.key).isEqualTo("visit_occurrence/V1");
    assertThat(visit.at("visit_start_datetime")).isEqualTo("2024-05-01T09:30");
    assertThat(visit.at("visit_concept_id")).isEqualTo("9201");
    assertThat(visit.at("discharge_outcome_concept_id")).isEqualTo("2000001004");
  }

  @Test
  void onlyTheUnreadableRowWaits() {
    byte[] good =
        (RESULTS
                + "R1,B,V1,P1,白细胞计数,6.1,10^9/L,3.5-9.5,2024-03-05 08:00:00,2024-03-05 09:00:00\r\n"
                + "R2,B,V1,P1\r\n"
                + "R3,B,V1,P1,白细胞计数,6.1,10^9/L,3.5-9.5,2024-13-45,2024-03-05 09:00:00\r\n"
                + "R4,B,V1,P1,白细胞计数,未见,10^9/L,,2024-03-05 08:00:00,2024-03-05 09:00:00\r\n"
                + "R5,B,V1,,白细胞计数,6.1,10^9/L,,2024-03-05 08:00:00,2024-03-05 09:00:00\r\n"
                + "R6,B,V1,P1,\"白细胞\"计数,6.1,g,,2024-03-05 08:00:00,2024-03-05 09:00:00\r\n")
            .getBytes(GB18030);
    byte[] bad = "R7,B,V1,P1,".getBytes(GB18030);
    byte[] utf8 =
        "R8,B,V1,P1,白细胞计数,6.1,g,,2024-03-05 08:00:00,2024-03-05 09:00:00\r\n"
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(good.length + bad.length + 40 + utf8.length);
    file.put(good)
        .put(bad)
        .put(new byte[] {(byte) 0xff, (byte) 0xff})
        .put(",1,g,,,\r\n".getBytes(GB18030));
    file.put(utf8);
    byte[] bytes = java.util.Arrays.copyOf(file.array(), file.position());
    FormatTrial trial = FormatTrial.of(format, "results.csv", bytes);
    assertThat(trial.quarantined())
        .containsExactly(
            "CSV_RAGGED",
            "DATE_UNREADABLE column 检验时间",
            "PATIENT_MISSING column 病案号",
            "CSV_QUOTES",
            "CHARSET_MALFORMED column 项目名称",
            "CHARSET_DOUBTFUL");
    assertThat(trial.outcomes).hasSize(8);
    assertThat(trial.facts).hasSize(2);
    assertThat(trial.facts.get(0).at("value_as_number")).isEqualTo("6.1");
    assertThat(trial.facts.get(0).at("range_low")).isEqualTo("3.5");
    assertThat(trial.facts.get(0).at("measurement_concept_id")).isEqualTo("2000000001");
    assertThat(trial.facts.get(1).columns).doesNotContainKey("value_as_number");
    assertThat(trial.facts.get(1).at("value_source_value")).isEqualTo("未见");
  }

  @Test
  void aQuoteThatNeverClosesCostsOneLine() {
    String table = "a,b\n1,2\n3,\"open\n5,6\n7,8\n";
    FormatTrial trial = read("t.csv", table, StandardCharsets.UTF_8);
    assertThat(trial.outcomes).hasSize(4);
    assertThat(trial.quarantined()).containsExactly("CSV_QUOTES");
    assertThat(new String(trial.outcomes.get(1).bytes(), StandardCharsets.UTF_8))
        .isEqualTo("3,\"open");
  }

  @Test
  void repeatedRowsAreSeparateFactsAndTheSameOnesNextTime() {
    String table =
        "DATE,PATIENT,ENCOUNTER,CATEGORY,CODE,DESCRIPTION,VALUE,UNITS,TYPE\n"
            + "2020-01-02T03:04:05Z,p,e,laboratory,6690-2,Leukocytes,6.1,10*3/uL,numeric\n"
                .repeat(2);
    FormatTrial once = read("observations.csv", table, StandardCharsets.UTF_8);
    FormatTrial again = read("observations.csv", table, StandardCharsets.UTF_8);
    assertThat(once.facts).extracting(fact -> fact.key).doesNotHaveDuplicates().hasSize(2);
    assertThat(again.facts)
        .extracting(fact -> fact.key)
        .isEqualTo(once.facts.stream().map(f -> f.key).toList());
    assertThat(once.facts.get(0).at("measurement_datetime")).isEqualTo("2020-01-02T03:04:05");
  }

  @Test
  void aFileWithoutMappingIsCapturedWholeAndItsCharsetFoundLate() {
    byte[] rows = "id,text\n1,plain\n2,第二行\n3,more\n".getBytes(GB18030);
    FormatTrial trial = FormatTrial.of(format, "notes of ward 3.csv", rows);
    assertThat(trial.types()).containsOnly("notes of ward 3").hasSize(3);
    assertThat(trial.quarantined()).isEmpty();
    assertThat(trial.facts).isEmpty();
  }

  @Test
  void aRowOverTheLimitIsPassedThroughInPieces() {
    String table = "a,b\n1,2\n3," + "x".repeat(300_000) + "\n5,6\n";
    FormatTrial trial =
        FormatTrial.of(
            format,
            "t.csv",
            new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8)),
            10_000);
    assertThat(trial.quarantined()).containsExactly("RECORD_TOO_LARGE");
    assertThat(trial.outcomes.get(1).bytes()).hasSize(300_002);
    assertThat(new String(trial.outcomes.get(2).bytes(), StandardCharsets.UTF_8)).isEqualTo("5,6");
  }
}
