package health.lode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lode deidentify fhir} alone, on files. */
@SuppressWarnings("StringConcatToTextBlock") // one resource a line
class DeidentifyFhirTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir Path folder;
  private Path in;

  @BeforeEach
  void files() throws Exception {
    in = Files.createDirectories(folder.resolve("in"));
    Files.writeString(
        in.resolve("Patient.ndjson"),
        "{\"resourceType\":\"Patient\",\"id\":\"p\",\"name\":[{\"text\":\"王小宝\"}],\"birthDate\":\"1980-02-03\"}\n{\"no\n");
    Files.writeString(
        in.resolve("Condition.ndjson"),
        "{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Patient/p\"},\"note\":[{\"text\":"
            + "\"患者王小宝，电话13912345678，咳嗽三天。\"}]}\n");
    Files.writeString(
        in.resolve("王小宝.xml"),
        "<ClinicalDocument xmlns='urn:hl7-org:v3'><title>小结</title><recordTarget><patientRole><id root='1.2.3'"
            + " extension='p'/></patientRole></recordTarget></ClinicalDocument>");
  }

  @Test
  void aFolderIsCleanedWithItsTextAndTraced() throws Exception {
    Path key = folder.resolve("key");
    CommandLineRun.done("deidentify", "key", "new", key);
    Path out = folder.resolve("out");
    Path trace = folder.resolve("trace.jsonl");
    Path held = folder.resolve("held");
    JsonNode result =
        CommandLineRun.done(
            "deidentify", "fhir", in, out, "--key", key, "--trace", trace, "--quarantine", held);
    assertThat(result.path("files").asInt()).isEqualTo(3);
    assertThat(result.at("/resources/ClinicalDocument").asInt()).isEqualTo(1);
    assertThat(result.at("/quarantined/FHIR_NOT_JSON").asInt()).isEqualTo(1);
    assertThat(result.path("patients").asInt()).isEqualTo(1);
    JsonNode patient = JSON.readTree(out.resolve("Patient.ndjson").toFile());
    JsonNode condition = JSON.readTree(out.resolve("Condition.ndjson").toFile());
    assertThat(condition.at("/subject/reference").asText())
        .isEqualTo("Patient/" + patient.path("id").asText());
    assertThat(condition.at("/note/0/text").asText())
        .contains("咳嗽三天")
        .doesNotContain("王小宝", "13912345678");
    assertThat(out.toFile().list()).hasSize(3).noneMatch(n -> n.contains("王"));
    assertThat(trace).content().contains("Condition.note.text").doesNotContain("王小宝");
    assertThat(held.resolve("quarantine.jsonl"))
        .hasContent("{\"file\":2,\"number\":2,\"code\":\"FHIR_NOT_JSON\"}");

    Path again = folder.resolve("again");
    CommandLineRun.done("deidentify", "fhir", in, again, "--key", key);
    assertThat(again.resolve("Condition.ndjson"))
        .hasSameTextualContentAs(out.resolve("Condition.ndjson"));
  }

  @Test
  void refusalsLeaveNothing() throws Exception {
    Path out = folder.resolve("out");
    CommandLineRun.refused("INPUT_UNREADABLE", "deidentify", "fhir", folder.resolve("none"), out);
    Path policy =
        Files.writeString(
            folder.resolve("p.yaml"),
            "policy: lode-deidentification/1\n"
                + "title: {en: a, zh: b}\ndates: {shift: 10}\nfhir:\n  rules:\n    - {path: Patient.name, action: forget}\n");
    assertThat(
            CommandLineRun.refused(
                    "POLICY_UNREADABLE", "deidentify", "fhir", in, out, "--policy", policy)
                .path("reason")
                .asText())
        .contains("line 6");
    Files.writeString(
        policy, "policy: lode-deidentification/1\ntitle: {en: a, zh: b}\ndates: {shift: 10}\n");
    CommandLineRun.refused("POLICY_SILENT", "deidentify", "fhir", in, out, "--policy", policy);
    assertThat(out).doesNotExist();
    Files.createDirectories(out);
    CommandLineRun.refused("OUTPUT_REFUSED", "deidentify", "fhir", in, out);
  }

  @Test
  void withoutATextSectionTextIsWithheld() throws Exception {
    Path policy =
        Files.writeString(
            folder.resolve("p.yaml"),
            "policy: lode-deidentification/1\n"
                + "title: {en: a, zh: b}\ndates: {shift: 10}\nfhir: {patientKey: id}\n");
    Path out = folder.resolve("out");
    CommandLineRun.done("deidentify", "fhir", in, out, "--policy", policy);
    assertThat(out.resolve("Condition.ndjson")).content().doesNotContain("咳嗽", "note");
  }
}
