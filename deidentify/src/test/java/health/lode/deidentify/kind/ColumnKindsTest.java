package health.lode.deidentify.kind;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.deidentify.table.Table;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What columns are taken for, and what they must not be taken for. */
class ColumnKindsTest {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

  private static ColumnFinding of(String name, IntFunction<String> cell) {
    Table.Builder table = new Table.Builder(List.of(name));
    for (int i = 0; i < 60; i++) {
      table.row(cell.apply(i));
    }
    return ColumnKinds.of(table.build()).get(0);
  }

  /** A made-up number with the right check digit, in the region range that no county has. */
  private static String id(int i) {
    String body =
        "110000" + (1950 + i % 50) + "0" + (1 + i % 9) + "1" + i % 9 + String.format("%03d", i);
    int sum = 0;
    for (int at = 0; at < 17; at++) {
      sum += (body.charAt(at) - '0') * WEIGHTS[at];
    }
    return body + "10X98765432".charAt(sum % 11);
  }

  @Test
  void residentIdNumbersAreFoundByContentInEveryForm() {
    assertThat(of("x", ColumnKindsTest::id).kind()).isEqualTo(ColumnKind.RESIDENT_ID);
    assertThat(of("note", i -> i == 3 ? "患者证件" + id(9) + "已核对" : "无").kind())
        .isEqualTo(ColumnKind.RESIDENT_ID);
    String wide =
        id(4)
            .chars()
            .mapToObj(c -> String.valueOf((char) (c >= '0' && c <= '9' ? c + 0xFEE0 : c)))
            .collect(java.util.stream.Collectors.joining());
    assertThat(of("x", i -> i == 0 ? wide : "").kind()).isEqualTo(ColumnKind.RESIDENT_ID);
    String spaced =
        id(5).substring(0, 6) + " " + id(5).substring(6, 14) + " " + id(5).substring(14);
    assertThat(of("x", i -> i == 0 ? spaced : "a").kind()).isEqualTo(ColumnKind.RESIDENT_ID);
  }

  @Test
  void aWrongCheckDigitOrALongerNumberIsNoResidentId() {
    String wrong = id(4).substring(0, 17) + (id(4).charAt(17) == '1' ? "2" : "1");
    assertThat(of("x", i -> wrong).kind()).isNotEqualTo(ColumnKind.RESIDENT_ID);
    assertThat(of("x", i -> "9" + id(4)).kind()).isNotEqualTo(ColumnKind.RESIDENT_ID);
  }

  @Test
  void otherDirectIdentifiersAreFoundByContent() {
    assertThat(of("x", i -> "138" + (10_000_000 + i * 7919)).kind()).isEqualTo(ColumnKind.PHONE);
    assertThat(of("x", i -> i == 5 ? "call 13912345678 soon" : "ok").kind())
        .isEqualTo(ColumnKind.PHONE);
    assertThat(of("x", i -> i == 5 ? "a.b@example.com" : "-").kind()).isEqualTo(ColumnKind.EMAIL);
    assertThat(of("x", i -> "王" + (char) ('一' + i)).kind()).isEqualTo(ColumnKind.NAME);
    assertThat(of("x", i -> "幸福路" + (i + 1) + "号3室").kind()).isEqualTo(ColumnKind.ADDRESS);
    assertThat(of("x", i -> "京A" + (10000 + i * 17)).kind()).isEqualTo(ColumnKind.PLATE);
    assertThat(of("x", i -> "10.0." + i + ".7").kind()).isEqualTo(ColumnKind.ADDRESS_ON_NET);
    assertThat(of("x", i -> "ZY" + (100000 + i * 7919)).kind()).isEqualTo(ColumnKind.RECORD_NUMBER);
    assertThat(of("patient_id", i -> "" + (30000000 + i * 7919)).kind())
        .isEqualTo(ColumnKind.RECORD_NUMBER);
  }

  @Test
  void namesOfColumnsInBothLanguages() {
    Object[][] cases = {
      {"姓名", ColumnKind.NAME},
      {"patient_name", ColumnKind.NAME},
      {"lastName", ColumnKind.NAME},
      {"药品名称", ColumnKind.TREATMENT},
      {"hospital_name", ColumnKind.ORGANISATION},
      {"drug name", ColumnKind.TREATMENT},
      {"住院号", ColumnKind.RECORD_NUMBER},
      {"MRN", ColumnKind.RECORD_NUMBER},
      {"就诊流水号", ColumnKind.EVENT_CODE},
      {"性别", ColumnKind.SEX},
      {"Gender", ColumnKind.SEX},
      {"年龄", ColumnKind.AGE},
      {"age", ColumnKind.AGE},
      {"stage", ColumnKind.OTHER},
      {"出生日期", ColumnKind.BIRTH_DATE},
      {"birth_weight", ColumnKind.BODY},
      {"入院日期", ColumnKind.DATE},
      {"籍贯", ColumnKind.REGION},
      {"native-country", ColumnKind.NATIONALITY},
      {"marital-status", ColumnKind.MARITAL},
      {"race", ColumnKind.ETHNICITY},
      {"民族", ColumnKind.ETHNICITY},
      {"工作单位", ColumnKind.OCCUPATION},
      {"出院诊断", ColumnKind.DIAGNOSIS},
      {"总费用", ColumnKind.MONEY},
      {"手机号", ColumnKind.PHONE},
      {"微信号", ColumnKind.ACCOUNT},
      {"医保卡号", ColumnKind.DOCUMENT_NUMBER},
    };
    for (Object[] each : cases) {
      assertThat(of((String) each[0], i -> "v" + i % 12).kind())
          .as("%s", each[0])
          .isEqualTo(each[1]);
    }
  }

  @Test
  void ordinaryContentIsNotTakenForAnIdentifier() {
    assertThat(of("hb", i -> "" + (90.5 + i)).direct()).isFalse();
    assertThat(of("n", i -> "" + (i + 1)).kind()).isEqualTo(ColumnKind.ROW_NUMBER);
    assertThat(of("x", i -> "2020-01-" + (10 + i % 20)).kind()).isEqualTo(ColumnKind.DATE);
    assertThat(of("x", i -> "20200" + (1 + i % 9) + "1" + i % 9).kind()).isEqualTo(ColumnKind.DATE);
    assertThat(of("x", i -> List.of("I10", "E11.9", "J18.900", "C34.1").get(i % 4)).kind())
        .isEqualTo(ColumnKind.DIAGNOSIS);
    assertThat(
            of(
                    "x",
                    i ->
                        List.of(
                                "高血压", "白塞病", "糖尿病", "肺炎", "胃癌", "肝炎", "脑梗死", "骨折", "哮喘", "贫血",
                                "肾炎")
                            .get(i % 11))
                .direct())
        .isFalse();
    assertThat(of("姓名", i -> "王**").direct()).as("masked").isFalse();
    assertThat(of("姓名", i -> "*").direct()).as("suppressed").isFalse();
    assertThat(of("病案号", i -> "0123456789ABCDE" + "FGHJKMNPQR".charAt(i % 10)).kind())
        .isEqualTo(ColumnKind.PERSON_CODE);
  }

  @Test
  void evidenceHoldsNoValue() {
    ColumnFinding finding = of("x", i -> i == 5 ? "call 13912345678 soon" : "ok");
    assertThat(finding.because().en() + finding.because().zh()).doesNotContain("139");
  }
}
