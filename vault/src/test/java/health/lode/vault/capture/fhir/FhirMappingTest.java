package health.lode.vault.capture.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.vault.TestVault;
import health.lode.vault.capture.CaptureReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FhirMappingTest {
  private static final String P = "'subject':{'reference':'Patient/1'}";

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();

  @Test
  void everyKindOfValueIsKept() throws IOException {
    observation("q", "'valueQuantity':{'value':6.370,'comparator':'<','unit':'%','code':'pct'}");
    observation("c", "'valueCodeableConcept':{'coding':[{'system':'s','code':'A','display':'a'}]}");
    observation("s", "'valueString':'阳性'");
    observation("b", "'valueBoolean':false");
    observation("i", "'valueInteger':7");
    observation("r", "'valueRange':{'low':{'value':1,'unit':'g'},'high':{'value':2}}");
    observation("t", "'valueRatio':{'numerator':{'value':1},'denominator':{'value':128}}");
    observation("w", "'valueTime':'08:30:00'");
    observation("d", "'valueDateTime':'2020-02'");
    observation("p", "'valuePeriod':{'start':'2020-01-01'}");
    observation("z", "'valueSampledData':{'data':'1 2 E','dimensions':1}");
    observation("n", "'dataAbsentReason':{'coding':[{'code':'unknown'}]}");
    observation("big", "'valueQuantity':{'value':123456789012345678901234567890.5}");
    assertThat(capture().byType().get("Observation").captured()).isEqualTo(13);
    assertThat(
            rows(
                "SELECT measurement_source_value, value_as_number, value_source_value,"
                    + " operator_source_value, unit_source_value, value_source_text"
                    + " FROM intake.measurement ORDER BY fact_id"))
        .containsExactly(
            "q|6.37|6.370|<|%|null",
            "c|null|A|null|null|a",
            "s|null|阳性|null|null|null",
            "b|null|false|null|null|null",
            "i|7.0|7|null|null|null",
            "r|null|1 g - 2|null|null|null",
            "t|null|1 / 128|null|null|null",
            "w|null|08:30:00|null|null|null",
            "d|null|2020-02|null|null|null",
            "p|null|2020-01-01 - |null|null|null",
            "z|null|{\"data\":\"1 2 E\",\"dimensions\":1}|null|null|null",
            "n|null|null|null|null|unknown",
            "big|1.2345678901234568E29|123456789012345678901234567890.5|null|null|null");
  }

  @Test
  void oneObservationIsOneMeasurementAndItsComponentsBelongToIt() throws IOException {
    add(
        "{'resourceType':'Observation','id':'bp','status':'final','category':[{'coding':[{'code':"
            + "'vital-signs'}]}],'code':{'text':'血压'},"
            + P
            + ",'effectivePeriod':{'start':'2024-01-02T23:30:00-05:00'},'component':[{'code':"
            + "{'coding':[{'code':'8480-6'}]},'valueQuantity':{'value':120,'unit':'mmHg'}},"
            + "{'code':{'coding':[{'code':'8462-4'}]},'valueQuantity':{'value':80}}]}");
    capture();
    assertThat(
            rows(
                "SELECT measurement_category, measurement_source_text, measurement_datetime"
                    + " FROM intake.measurement"))
        .as("the wall clock as written")
        .containsExactly("vital-signs|血压|2024-01-02 23:30:00.0");
    assertThat(
            rows(
                "SELECT component_source_value, c.value_as_number, component_date, c.measurement_id ="
                    + " m.fact_id FROM intake.measurement_component c, intake.measurement m"
                    + " ORDER BY 1 DESC"))
        .containsExactly("8480-6|120.0|2024-01-02|true", "8462-4|80.0|2024-01-02|true");
  }

  @Test
  void aDateIsKeptAtThePrecisionItWasWrittenWith() throws IOException {
    condition("y", "'onsetDateTime':'2015'");
    condition("m", "'onsetDateTime':'2015-03'");
    condition("d", "'onsetPeriod':{'start':'2015-03-04'}");
    condition("t", "'recordedDate':'2015-03-04T24:00:00Z'");
    condition("none", "'onsetString':'as a child'");
    condition("bad", "'onsetDateTime':'2015-13-40'");
    capture();
    assertThat(
            rows(
                "SELECT condition_source_value, condition_start_date, condition_start_datetime"
                    + " FROM intake.condition_occurrence ORDER BY fact_id"))
        .containsExactly(
            "y|2015-01-01|null",
            "m|2015-03-01|null",
            "d|2015-03-04|2015-03-04 00:00:00.0",
            "t|2015-03-04|2015-03-04 00:00:00.0",
            "none|null|null",
            "bad|null|null");
  }

  @Test
  void everyFormOfReferenceFindsItsPatientAndVisit() throws IOException {
    String of = "{'resourceType':'Condition','id':'%s','code':{'coding':[{'code':'%s'}]},%s}";
    add(
        "{'resourceType':'Patient','id':'1','identifier':[{'system':'urn:mrn','value':'7'}],"
            + "'gender':'male','deceasedDateTime':'2024-02'}");
    add(of.formatted("2", "plain", "'subject':{'reference':'Patient/1'}"));
    add(of.formatted("3", "absolute", "'subject':{'reference':'https://h/fhir/Patient/1'}"));
    add(of.formatted("4", "version", "'subject':{'reference':'Patient/1/_history/3'}"));
    add(of.formatted("5", "urn", "'subject':{'reference':'urn:uuid:1'}"));
    add(of.formatted("1", "search", "'subject':{'reference':'Patient?identifier=urn:mrn|7'}"));
    add(of.formatted("6", "logical", "'subject':{'identifier':{'system':'urn:mrn','value':'7'}}"));
    add(of.formatted("7", "unknown", "'subject':{'reference':'Patient/2'}"));
    add(of.formatted("8", "group", "'subject':{'reference':'Group/2'}"));
    add(of.formatted("9", "contained", "'subject':{'reference':'#p'}"));
    CaptureReport report = capture();
    assertThat(report.quarantined()).isZero();
    assertThat(
            rows(
                "SELECT source_patient_id, string_agg(condition_source_value, ' ' ORDER BY"
                    + " fact_id) FROM intake.condition_occurrence GROUP BY 1 ORDER BY 1"))
        .containsExactly("1|plain absolute version urn search logical", "2|unknown", "3|contained");
    assertThat(rows("SELECT death_date, death_datetime, source_patient_id FROM intake.death"))
        .containsExactly("2024-02-01|null|1");
    assertThat(rows("SELECT count(*) FROM cut_1.person")).containsExactly("3");
  }

  @Test
  void whatIsTakenBackYieldsNoRowInTheCut() throws IOException {
    add(
        "{'resourceType':'Encounter','id':'1','status':'cancelled','class':{'code':'AMB'},"
            + P
            + "}");
    add(
        "{'resourceType':'Immunization','id':'1','status':'not-done','patient':{'reference':'Patient/1'}}");
    add("{'resourceType':'Procedure','id':'1','status':'entered-in-error'," + P + "}");
    add(
        "{'resourceType':'MedicationRequest','id':'1','status':'active','medicationReference':"
            + "{'reference':'#m'},'contained':[{'resourceType':'Medication','id':'m','code':{'text':'阿司匹林'}}],"
            + P
            + "}");
    add(
        "{'fullUrl':'x','resource':{'resourceType':'Condition','id':'9','code':{'text':'a'},"
            + P
            + "}}");
    add("{'fullUrl':'x','request':{'method':'DELETE','url':'Condition/9'}}");
    add("{'resourceType':'Appointment','id':'1','status':'booked'}");
    CaptureReport report = capture();
    assertThat(report.quarantined()).isZero();
    assertThat(report.superseded()).isEqualTo(1);
    assertThat(
            rows(
                "SELECT (SELECT count(*) FROM cut_1.visit_occurrence), (SELECT count(*) FROM"
                    + " cut_1.procedure_occurrence), (SELECT count(*) FROM"
                    + " cut_1.condition_occurrence), (SELECT list(drug_source_text) FROM"
                    + " cut_1.drug_exposure)"))
        .containsExactly("0|0|0|[阿司匹林]");
  }

  @Test
  void codesTextsSeriesAndNotesAreKept() throws IOException {
    add(
        "{'resourceType':'Condition','id':'1','code':{'coding':[{'system':'http://snomed.info/sct',"
            + "'code':'233604007','display':'Pneumonia'},{'system':'http://hl7.org/fhir/sid/icd-10',"
            + "'code':'J18.900'}],'text':'肺炎'},'verificationStatus':{'coding':[{'code':'refuted'}]},"
            + P
            + "}");
    add(
        "{'resourceType':'ImagingStudy','id':'1','started':'2024-01-01','identifier':[{'value':"
            + "'urn:oid:1.2'}],'series':[{'uid':'1.2.1','modality':{'code':'CT'}},{'uid':'1.2.2',"
            + "'modality':{'code':'SR'}}],"
            + P
            + "}");
    String note = Base64.getEncoder().encodeToString("出院小结".getBytes(StandardCharsets.UTF_8));
    add(
        "{'resourceType':'DiagnosticReport','id':'1','conclusion':'好转','presentedForm':[{'contentType':"
            + "'text/plain; charset=utf-8','data':'"
            + note
            + "'},{'contentType':'application/pdf','data':'AA=='}],"
            + P
            + "}");
    add(
        "{'resourceType':'Claim','id':'1','total':{'value':704.20,'currency':'CNY'},'patient':{'reference':'Patient/1'}}");
    capture();
    assertThat(
            rows(
                "SELECT condition_source_value, condition_source_vocabulary,"
                    + " condition_source_text, condition_icd10, condition_status_source_value"
                    + " FROM intake.condition_occurrence"))
        .containsExactly("233604007|http://snomed.info/sct|肺炎|J18.9|refuted");
    assertThat(
            rows(
                "SELECT image_study_uid, image_series_uid, modality_source_value FROM cut_1.image_occurrence ORDER BY 2"))
        .containsExactly("1.2|1.2.1|CT", "1.2|1.2.2|SR");
    assertThat(rows("SELECT note_text FROM intake.note")).containsExactly("好转\n\n出院小结");
    assertThat(rows("SELECT total_charge, currency_source_value FROM cut_1.cost"))
        .containsExactly("704.2|CNY");
  }

  private void observation(String code, String value) {
    add(
        "{'resourceType':'Observation','id':'"
            + code
            + "','status':'final','code':{'coding':[{'code':'"
            + code
            + "'}]},"
            + P
            + ","
            + value
            + "}");
  }

  private void condition(String code, String when) {
    add(
        "{'resourceType':'Condition','id':'"
            + code
            + "','code':{'coding':[{'code':'"
            + code
            + "'}]},"
            + P
            + ","
            + when
            + "}");
  }

  private void add(String json) {
    lines.add(json.replace('\'', '"'));
  }

  private CaptureReport capture() throws IOException {
    Path file = folder.resolve("a.ndjson");
    Files.write(file, lines);
    return TestVault.capture(folder.resolve("home"), "his", file);
  }

  private List<String> rows(String sql) {
    return TestVault.rows(folder.resolve("home"), sql);
  }
}
