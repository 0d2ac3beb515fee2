package health.lode.vault.capture.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import health.lode.refusal.RefusedException;
import health.lode.vault.capture.FormatTrial;
import health.lode.vault.codes.Dictionary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MappingTest {
  @TestFactory
  Stream<DynamicTest> complaintsNameLineAndKey() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in = MappingTest.class.getResourceAsStream("mapping-errors.yaml")) {
      for (JsonNode row : new YAMLMapper().readTree(in)) {
        tests.add(
            DynamicTest.dynamicTest(
                row.path("id").asText() + ": " + row.path("reason").asText(),
                () ->
                    assertThatThrownBy(() -> Mapping.parse(row.path("text").asText()))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("MAPPING_INVALID")
                        .hasMessageContaining(row.path("names").asText())));
      }
    }
    return tests.stream();
  }

  @Test
  void shippedMappingsAreSound() {
    assertThat(Mapping.shipped()).extracting(Mapping::name).isEqualTo(Mapping.shippedNames());
  }

  /** One row, every means of the language. */
  @Test
  void everyMeansOfTheLanguage() {
    String yaml =
        """
        mapping: ward
        empty: ["-"]
        dates: ["d.M.yyyy"]
        tables:
          stays:
            match: "stays*.txt"
            patient: {first: [mrn, old]}
            visit: {join: [mrn, no], with: "/"}
            identity: {name: name, other_keys: [old]}
            facts:
              - table: condition_occurrence
                as: admission
                key: [no]
                when: {kind: [A, B]}
                present: [code]
                deleted: {state: [void]}
                columns:
                  condition_start_date: day
                  condition_source_value: code
                  condition_source_vocabulary: {constant: ICD-10}
                  condition_status_source_value: {column: kind, values: {A: admitting}, else: empty}
        """;
    CsvFormat format = new CsvFormat(Dictionary.shipped()).withMapping(Mapping.parse(yaml));
    String table =
        """
        mrn|old|no|name|kind|code|day|state
        7|6|1|Ann|A|i10|31.1.2024|
        -|6|2|Ann|B|J189|2024年2月1日|void
        7|6|3|Ann|C|J18.9|1.2.2024|
        7|6|4|Ann|A|-|1.2.2024|
        """;
    FormatTrial trial =
        FormatTrial.of(format, "stays 2024.txt", table.getBytes(StandardCharsets.UTF_8));
    assertThat(trial.quarantined()).isEmpty();
    assertThat(trial.facts).hasSize(2);
    FormatTrial.Fact kept = trial.facts.get(0);
    assertThat(kept.key).isEqualTo("condition_occurrence/1#admission");
    assertThat(kept.patient).isEqualTo("7");
    assertThat(kept.visit).isEqualTo("visit_occurrence/7/1");
    assertThat(kept.at("condition_start_date")).isEqualTo("2024-01-31");
    assertThat(kept.at("condition_icd10")).isEqualTo("I10");
    assertThat(kept.at("condition_status_source_value")).isEqualTo("admitting");
    assertThat(trial.facts.get(1).patient).isEqualTo("6");
    assertThat(trial.facts.get(1).retracted).isTrue();
    assertThat(trial.patients.get(0).otherKeys()).containsExactly("6");
  }
}
