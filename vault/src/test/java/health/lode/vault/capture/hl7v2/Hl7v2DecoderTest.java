package health.lode.vault.capture.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.vault.capture.FormatTrial;
import health.lode.vault.capture.FormatTrial.Fact;
import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.codes.Dictionary;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Hl7v2DecoderTest {
  private static final String PID =
      "PID|1||M7^^^H^MR~11010119500201002X^^^PRC^NNCHN||欧阳^测试||19500201|F|||某路1号^^某市^某省||13800000000\r";

  private final Hl7v2Format format = new Hl7v2Format(Dictionary.shipped());

  private FormatTrial read(String type, String time, String... segments) {
    String text =
        "MSH|^~\\&|HIS|H|X|X|"
            + time
            + "||"
            + type
            + "|1|P|2.5.1||||||UNICODE UTF-8\r"
            + (type.startsWith("ADT") ? "EVN||" + time + "\r" : "")
            + String.join("", segments);
    FormatTrial trial = FormatTrial.of(format, "m.hl7", text.getBytes(StandardCharsets.UTF_8));
    assertThat(trial.quarantined()).isEmpty();
    return trial;
  }

  private static String visit(String outcome, String end) {
    return "PV1|1|I|呼吸科||||||||||||||||V1|||||||||||||||||"
        + outcome
        + "||||||||20240301093000|"
        + end
        + "\r";
  }

  @Test
  void anAdmissionBecomesPersonVisitAndDiagnoses() {
    FormatTrial trial =
        read(
            "ADT^A01",
            "20240301100000",
            PID,
            visit("", ""),
            "DG1|1||J18.900^肺炎^I10||20240301|A|||||||||1|||||D1|A\r",
            "AL1|1|DA|P^青霉素^L|SV|皮疹|20200101\r",
            "PR1|1||33.24^支气管镜^I9||202403021100\r");
    Fact person = trial.only("person");
    assertThat(person.patient).isEqualTo("M7^H");
    assertThat(person.at("gender_concept_id")).isEqualTo("8532");
    assertThat(person.at("birth_datetime")).isEqualTo("1950-02-01T00:00");
    assertThat(trial.patients.get(0).values())
        .containsEntry(Kind.NAME, "欧阳测试")
        .containsEntry(Kind.ID_NUMBER, "11010119500201002X")
        .containsEntry(Kind.MEDICAL_RECORD_NUMBER, "M7")
        .containsEntry(Kind.ADDRESS, "某省某市某路1号");
    Fact visit = trial.only("visit_occurrence");
    assertThat(visit.key).isEqualTo("visit/V1");
    assertThat(visit.at("visit_concept_id")).isEqualTo("9201");
    assertThat(visit.at("visit_start_datetime")).isEqualTo("2024-03-01T09:30");
    assertThat(visit.columns).doesNotContainKey("visit_end_date");
    Fact diagnosis = trial.only("condition_occurrence");
    assertThat(diagnosis.visit).isEqualTo("visit/V1");
    assertThat(diagnosis.at("condition_source_value")).isEqualTo("J18.900");
    assertThat(diagnosis.at("condition_icd10")).isEqualTo("J18.9");
    assertThat(trial.only("observation").at("observation_source_text")).isEqualTo("青霉素");
    assertThat(trial.only("procedure_occurrence").at("procedure_datetime"))
        .isEqualTo("2024-03-02T11:00");
  }

  @Test
  void laterMessagesSupersedeAndTakeBack() {
    Fact admitted = read("ADT^A01", "20240301100000", PID, visit("", "")).only("visit_occurrence");
    Fact discharged =
        read("ADT^A03", "20240306100000", PID, visit("死亡", "20240306090000"))
            .only("visit_occurrence");
    Fact seen = read("ORU^R01", "20240307100000", PID, visit("", "")).only("visit_occurrence");
    Fact undone = read("ADT^A11", "20240307100000", PID, visit("", "")).only("visit_occurrence");
    Fact reopened =
        read("ADT^A13", "20240307100000", PID, visit("", "20240306090000"))
            .only("visit_occurrence");
    assertThat(discharged.key).isEqualTo(admitted.key);
    assertThat(discharged.version).isGreaterThan(admitted.version);
    assertThat(discharged.at("discharge_outcome_source_value")).isEqualTo("死亡");
    assertThat(seen.version)
        .as("a result's mention never replaces ADT")
        .isLessThan(admitted.version);
    assertThat(undone.retracted).isTrue();
    assertThat(reopened.columns).doesNotContainKey("visit_end_date");

    Fact first =
        read(
                "ADT^A01",
                "20240301",
                PID,
                visit("", ""),
                "DG1|1||J18.9^肺炎^I10||20240301|A||||||||||||||D1|A\r")
            .only("condition_occurrence");
    Fact deleted =
        read(
                "ADT^A08",
                "20240302",
                PID,
                visit("", ""),
                "DG1|1||J18.9^肺炎^I10||20240301|A||||||||||||||D1|D\r")
            .only("condition_occurrence");
    assertThat(deleted.key).isEqualTo(first.key);
    assertThat(deleted.retracted).isTrue();
  }

  @Test
  void resultsAndTheirCorrections() {
    String order = "ORC|RE|F1|F1\rOBR|1|F1|F1|CBC^血常规^L|||20240302080000|||||||||||||||||LAB|F\r";
    FormatTrial sent =
        read(
            "ORU^R01",
            "20240302110000",
            PID,
            order,
            "OBX|1|NM|WBC^白细胞^L||6.1|10\\S\\9/L|3.5-9.5|N|||F\r",
            "OBX|2|SN|CRP^C反应蛋白^L||<^5|mg/L|<10||||F\r",
            "OBX|3|CWE|ABO^血型^L||A^A型^L||||||F\r",
            "OBX|4|NM|HR^心率^L||60~120|/min|||||F\r",
            "OBX|5|FT|IMP^意见^L||第一行\\.br\\第二行||||||F\r");
    assertThat(sent.facts("measurement")).hasSize(4);
    Fact count = sent.facts("measurement").get(0);
    assertThat(count.at("value_as_number")).isEqualTo("6.1");
    assertThat(count.at("unit_source_value")).isEqualTo("10^9/L");
    assertThat(count.at("measurement_concept_id")).isEqualTo("2000000001");
    assertThat(count.at("measurement_datetime")).isEqualTo("2024-03-02T08:00");
    assertThat(count.at("range_high")).isEqualTo("9.5");
    Fact below = sent.facts("measurement").get(1);
    assertThat(below.columns).doesNotContainKey("value_as_number");
    assertThat(below.at("value_source_value")).isEqualTo("<^5");
    assertThat(below.at("operator_source_value")).isEqualTo("<");
    assertThat(sent.facts("measurement").get(2).at("value_source_text")).isEqualTo("A型");
    assertThat(sent.facts("measurement").get(3).at("value_source_value")).isEqualTo("60~120");
    assertThat(sent.facts("measurement").get(3).columns).doesNotContainKey("value_as_number");
    assertThat(sent.only("note").at("note_text")).isEqualTo("第一行\n第二行");

    Fact corrected =
        read("ORU^R01", "20240303", PID, order, "OBX|1|NM|WBC^白细胞^L||7.1|10\\S\\9/L||||||C\r")
            .only("measurement");
    Fact deleted =
        read("ORU^R01", "20240304", PID, order, "OBX|1|NM|WBC^白细胞^L||||||||D\r")
            .only("measurement");
    assertThat(corrected.key).isEqualTo(count.key).isEqualTo(deleted.key);
    assertThat(corrected.version).isGreaterThan(count.version);
    assertThat(deleted.retracted).isTrue();
  }

  @Test
  void ordersDosesAppointmentsAndDocuments() {
    String order = "ORC|%s|P9|F9|||||||\rOBR|1|P9|F9|CT^胸部CT^L|||20240302\r";
    FormatTrial ordered = read("ORM^O01", "20240301", PID, String.format(order, "NW"));
    assertThat(ordered.only("procedure_occurrence").at("procedure_source_text")).isEqualTo("胸部CT");
    Fact cancelled =
        read("ORM^O01", "20240302", PID, String.format(order, "CA")).only("procedure_occurrence");
    assertThat(cancelled.key).isEqualTo(ordered.only("procedure_occurrence").key);
    assertThat(cancelled.retracted).isTrue();

    Fact dose =
        read(
                "VXU^V04",
                "20240301",
                PID,
                "ORC|RE||I1\rRXA|0|1|20240301||08^乙肝疫苗^CVX|0.5|mL|||||||L77|||||CP|A\rRXR|IM^肌注^HL70162\r")
            .only("drug_exposure");
    assertThat(dose.at("drug_source_value")).isEqualTo("08");
    assertThat(dose.at("quantity")).isEqualTo("0.5");
    assertThat(dose.at("route_source_value")).isEqualTo("IM");

    String schedule =
        "SCH|1|A5|||||复查|NORMAL|||^^^20240401080000^20240401083000||||||||||||||BOOKED\r";
    assertThat(
            read("SIU^S12", "20240301", schedule, PID)
                .only("appointment")
                .at("appointment_start_datetime"))
        .isEqualTo("2024-04-01T08:00");
    assertThat(read("SIU^S15", "20240302", schedule, PID).only("appointment").retracted).isTrue();

    String document =
        "TXA|1|DS^出院小结|TX|20240306||||||||%s|%s\rOBX|1|TX|1||一般情况可~体温正常||||||F\rOBX|2|TX|2||出院||||||F\r";
    FormatTrial written = read("MDM^T02", "20240306", PID, String.format(document, "T1", ""));
    assertThat(written.only("note").at("note_text")).isEqualTo("一般情况可\n体温正常\n出院");
    FormatTrial replaced = read("MDM^T10", "20240307", PID, String.format(document, "T2", "T1"));
    assertThat(replaced.facts("note"))
        .extracting(fact -> fact.key, fact -> fact.retracted)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("document/T2", false),
            org.assertj.core.groups.Tuple.tuple("document/T1", true));
    assertThat(read("MDM^T01", "20240306", PID, "TXA|1|DS|TX|20240306||||||||T1\r").facts("note"))
        .isEmpty();
  }

  @Test
  void mergesAndWhatIsOnlyCaptured() {
    assertThat(read("ADT^A40", "20240301", PID, "MRG|M8^^^H^MR\r").merges)
        .containsExactly("M8^H -> M7^H");
    assertThat(read("ADT^A41", "20240301", PID, "MRG|M8^^^H^MR||A2\r").merges).isEmpty();
    for (String type : new String[] {"BAR^P01", "RDE^O11", "OUL^R22", "ADT^Z01", "ZZZ^Z99"}) {
      FormatTrial trial = read(type, "20240301", "PID|1||||||nonsense\r", "ZZZ|x\r");
      assertThat(trial.facts).isEmpty();
      assertThat(trial.outcomes).hasSize(1);
    }
  }
}
