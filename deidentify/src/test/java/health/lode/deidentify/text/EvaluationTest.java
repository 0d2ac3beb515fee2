package health.lode.deidentify.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
  @TempDir Path folder;

  private Path gold(String lines) throws IOException {
    return Files.writeString(folder.resolve("gold.jsonl"), lines);
  }

  @Test
  void countsSpansByTheRulesOfTheGoldFile() throws IOException {
    // Found whole; half of a span (a miss); a prediction that is no gold (wrong).
    Path file =
        gold(
            """
            {"text":"电话13812345678","spans":[{"start":2,"end":13,"type":"PHONE"}]}
            {"text":"电话13812345678晚","spans":[{"start":2,"end":14,"type":"PHONE"}]}

            {"text":"电话13812345678","spans":[]}
            """);
    JsonNode json = Evaluation.of(file, 1, Integer.MAX_VALUE).json();
    assertThat(json.path("overall").path("exact").path("recall").asDouble()).isEqualTo(0.5);
    assertThat(json.path("overall").path("exact").path("precision").asDouble())
        .isCloseTo(1 / 3.0, within(1e-4));
    assertThat(json.path("overall").path("overlap").path("precision").asDouble())
        .isCloseTo(2 / 3.0, within(1e-4));
    assertThat(json.path("misses")).hasSize(1);
    assertThat(json.path("misses").path(0).path("line").asInt()).isEqualTo(2);
    assertThat(json.path("notesWithMiss").path("withMiss").asInt()).isEqualTo(1);
    assertThat(json.path("byType").path("PHONE").path("gold").asInt()).isEqualTo(2);
  }

  @Test
  void theUpperBoundIsWilsons() {
    assertThat(Evaluation.wilsonUpper(0, 100)).isCloseTo(0.0370, within(1e-4));
    assertThat(Evaluation.wilsonUpper(10, 100)).isCloseTo(0.1744, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "王小明",
        "{\"text\":\"王小明\"}",
        "{\"text\":\"王小明\",\"spans\":[{\"start\":0,\"end\":9,\"type\":\"NAME\"}]}",
        "{\"text\":\"王小明\",\"spans\":[{\"start\":0,\"end\":3,\"type\":\"PERSON\"}]}",
        "{\"text\":\"王小明\",\"spans\":[{\"start\":2,\"end\":2,\"type\":\"NAME\"}]}"
      })
  void aMalformedLineIsRefusedByItsNumberAndNeverPrinted(String line) throws IOException {
    Path file = gold("{\"text\":\"a\",\"spans\":[]}\n" + line + "\n");
    assertThatThrownBy(() -> Evaluation.of(file, 1, 9))
        .hasMessageContaining("GOLD_UNREADABLE")
        .hasMessageContaining("2")
        .hasMessageNotContaining("王小明");
  }

  @Test
  void presidiosLayoutIsReadAndCountriesAreSetAside() throws IOException {
    Path file =
        gold(
            "[{\"full_text\":\"Anna moved to Italy, call 905-674-3793\",\"spans\":["
                + "{\"entity_type\":\"PERSON\",\"start_position\":0,\"end_position\":4},"
                + "{\"entity_type\":\"GPE\",\"start_position\":14,\"end_position\":19},"
                + "{\"entity_type\":\"PHONE_NUMBER\",\"start_position\":26,\"end_position\":38}]}]");
    JsonNode json = Evaluation.of(file, 1, 9).json();
    assertThat(json.path("byType").path("PHONE").path("exact").path("recall").asDouble()).isOne();
    assertThat(json.path("byType").path("NAME").path("gold").asInt()).isOne();
    assertThat(json.path("byType").path("ADDRESS").path("gold").asInt()).isZero();
  }
}
