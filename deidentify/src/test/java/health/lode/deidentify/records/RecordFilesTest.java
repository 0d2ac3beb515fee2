package health.lode.deidentify.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.deidentify.Progress;
import health.lode.deidentify.fhir.Cleaning;
import health.lode.deidentify.fhir.FhirDeidentifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFilesTest {
  @TempDir Path folder;

  private static String patient(int number) {
    return "{\"resourceType\":\"Patient\",\"id\":\"p"
        + number
        + "\",\"name\":[{\"family\":\"Wang"
        + number
        + "x\"}],\"gender\":\"male\"}";
  }

  private static String observation(int number) {
    return "{\"resourceType\":\"Observation\",\"id\":\"o"
        + number
        + "\",\"status\":\"final\",\"subject\":"
        + "{\"reference\":\"Patient/p"
        + number
        + "\"},\"valueString\":\"Wang"
        + number
        + "x coughs\",\"valueInteger\":"
        + number
        + "}";
  }

  private static RecordFiles files() {
    return RecordFiles.of(blind(), Cleaning.TODAY, 2);
  }

  /** With a cleaner that finds nothing, so that what goes goes by what was learnt. */
  private static FhirDeidentifier blind() {
    return Cleaning.by("{largestResource: 20000}", (about, text) -> text);
  }

  private RecordSummary run(Path in, Path out) {
    return files()
        .run(new RecordFiles.Request(in, out, Optional.empty(), Optional.empty()), Progress.NONE);
  }

  private void refused(String code, Path in) {
    Path out = folder.resolve("refused-out");
    assertThatThrownBy(() -> run(in, out))
        .hasMessageContaining(code)
        .hasMessageNotContaining("Wang");
    assertThat(out).doesNotExist();
    assertThat(folder.toFile().list()).noneMatch(n -> n.startsWith(".lode"));
  }

  @Test
  void linesKeepTheirOrderAndBrokenOnesAreHeldBackByNumber() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in"));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      lines.add(observation(i));
    }
    lines.set(10, "{\"Wang\":");
    lines.set(20, "{\"resourceType\":\"Wang\"}");
    lines.set(30, "{\"resourceType\":\"Patient\",\"id\":\"" + "x".repeat(30_000) + "\"}");
    lines.add(40, "");
    Files.write(in.resolve("Observation.ndjson"), lines);
    Files.write(
        in.resolve("Patient.ndjson"),
        Stream.iterate(0, i -> i + 1).limit(5000).map(RecordFilesTest::patient).toList());
    Files.writeString(in.resolve("readme.txt"), "Wang");
    Path out = folder.resolve("out");
    RecordSummary summary =
        files()
            .run(
                new RecordFiles.Request(
                    in,
                    out,
                    Optional.of(folder.resolve("trace")),
                    Optional.of(folder.resolve("held"))),
                Progress.NONE);
    assertThat(summary.resources())
        .containsEntry("Observation", 4997L)
        .containsEntry("Patient", 5000L);
    assertThat(summary.quarantined())
        .containsOnlyKeys("FHIR_NOT_JSON", "FHIR_TYPE_UNKNOWN", "FHIR_TOO_LARGE");
    assertThat(summary.ignored()).isEqualTo(1);
    assertThat(summary.patients()).isEqualTo(5000);
    int before = -1;
    for (String line : Files.readAllLines(out.resolve("Observation.ndjson"))) {
      JsonNode each = Cleaning.JSON.readTree(line);
      assertThat(each.path("valueInteger").asInt()).isGreaterThan(before);
      assertThat(each.path("valueString").asText()).isEqualTo("[removed] coughs");
      before = each.path("valueInteger").asInt();
    }
    assertThat(Files.readAllLines(folder.resolve("held/quarantine.jsonl")))
        .containsExactly(
            "{\"file\":1,\"number\":11,\"code\":\"FHIR_NOT_JSON\"}",
            "{\"file\":1,\"number\":21,\"code\":\"FHIR_TYPE_UNKNOWN\"}",
            "{\"file\":1,\"number\":31,\"code\":\"FHIR_TOO_LARGE\"}");
    String trace = Files.readString(folder.resolve("trace"));
    assertThat(trace)
        .doesNotContain("Wang")
        .contains("\"path\":\"Patient.name.family\"", "\"path\":\"Observation.subject.reference\"");
    for (String line : trace.lines().limit(50).toList()) {
      assertThat(Cleaning.JSON.readTree(line).fieldNames())
          .toIterable()
          .containsExactly("file", "number", "type", "path", "rule", "action", "times");
    }
  }

  @Test
  void aBundleIsStreamedEntryByEntry() throws Exception {
    StringBuilder bundle =
        new StringBuilder(
            "\uFEFF {\"resourceType\" : \"Bundle\", \"type\":\"collection\",\n\"entry\": [");
    for (int i = 0; i < 3000; i++) {
      bundle
          .append(i == 0 ? "" : ", ")
          .append("{\"resource\":")
          .append(i == 7 ? "{\"resourceType\":\"Wang\"}" : observation(i))
          .append('}');
    }
    bundle
        .append(", {\"resource\":")
        .append(patient(5))
        .append("}], \"total\": 3000, \"Wang\":1}\n");
    Path in = Files.writeString(folder.resolve("Wang.json"), bundle);
    RecordSummary summary = run(in, folder.resolve("out.json"));
    JsonNode out = Cleaning.JSON.readTree(Files.readAllBytes(folder.resolve("out.json")));
    assertThat(out.fieldNames())
        .toIterable()
        .containsExactly("resourceType", "type", "entry", "total");
    assertThat(out.path("entry")).hasSize(3000);
    assertThat(out.at("/entry/5/resource/valueString").asText()).isEqualTo("[removed] coughs");
    assertThat(summary.quarantined()).containsEntry("FHIR_TYPE_UNKNOWN", 1L);
    assertThat(summary.resources()).containsEntry("Bundle", 1L).containsEntry("Observation", 2999L);
  }

  @Test
  void aBundleOfNothingIsNoEmptyArray() throws Exception {
    Path in =
        Files.writeString(
            folder.resolve("b.json"),
            "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[],\"total\":0}");
    run(in, folder.resolve("out.json"));
    assertThat(folder.resolve("out.json"))
        .hasContent("{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":{}},",
        "{\"resourceType\":\"Bundle\",\"entry\":[{}],\"entry\":[{}]}",
        "{\"resourceType\":\"Bundle\",\"\\u0065ntry\":[],\"entry\":[{}]}",
        "{\"resourceType\":\"Bundle\",\"entry\":[{},]}",
        "{\"resourceType\":\"Patient\"} Wang",
        "{\"resourceType\":\"Patient\",\"name\":\"Wang",
        "",
        "Wang",
        "[{\"resourceType\":\"Patient\"}]",
      })
  void aBrokenDocumentLeavesNothing(String json) throws Exception {
    refused("FHIR_NOT_JSON", Files.writeString(folder.resolve("Wang.json"), json));
  }

  @Test
  void aBrokenFileOfAFolderIsHeldBackWhole() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in/Wang"));
    Files.writeString(in.resolve("Wang1.json"), patient(1));
    Files.writeString(
        in.resolve("Wang2.json"),
        "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" + patient(2) + "},");
    Files.writeString(in.resolve("Wang3.xml"), "<!DOCTYPE x []><x/>");
    Path out = folder.resolve("out");
    RecordSummary summary = run(folder.resolve("in"), out);
    assertThat(summary.quarantined()).containsOnlyKeys("FHIR_NOT_JSON", "CDA_HAS_DTD");
    assertThat(summary.resources()).containsOnlyKeys("Patient").containsEntry("Patient", 1L);
    try (Stream<Path> all = Files.walk(out)) {
      List<Path> written = all.filter(Files::isRegularFile).toList();
      assertThat(written).hasSize(1);
      assertThat(out.relativize(written.get(0)).toString())
          .matches("[0-9A-Z]{16}/[0-9A-Z]{16}\\.json");
    }
  }

  @Test
  void packedFilesStayPacked() throws Exception {
    Path in =
        Files.write(folder.resolve("Patient.ndjson.gz"), packed(patient(1) + "\n" + patient(2)));
    run(in, folder.resolve("out.ndjson.gz"));
    try (InputStream out =
        new GZIPInputStream(Files.newInputStream(folder.resolve("out.ndjson.gz")))) {
      assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8).lines()).hasSize(2);
    }
    byte[] cut = packed(patient(1).repeat(500));
    refused(
        "FHIR_NOT_JSON",
        Files.write(folder.resolve("cut.ndjson.gz"), java.util.Arrays.copyOf(cut, cut.length / 2)));
    refused("FHIR_NOT_JSON", Files.writeString(folder.resolve("no.ndjson.gz"), "Wang"));
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void nothingToDoIsSaid() throws Exception {
    refused("INPUT_UNREADABLE", folder.resolve("missing"));
    refused("FHIR_NOTHING_TO_DO", Files.createDirectories(folder.resolve("empty")));
    refused("FHIR_NOTHING_TO_DO", Files.writeString(folder.resolve("Wang.txt"), "Wang"));
  }
}
