package health.lode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The whole house at once: a hub, three hospitals, their files, signatures and one question. */
class DemoTest {
  @Test
  void theStoryEndsWithTheFiguresOfTheAnswerKey() {
    CommandLineRun run = CommandLineRun.of("demo", "--once", "--json", "--patients", "2000");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode document = run.json();
    JsonNode answer = document.path("answer");
    JsonNode expected = document.path("expected");
    assertThat(answer.path("columns")).isEqualTo(expected.path("columns"));
    assertThat(answer.path("rows").toString()).isEqualTo(expected.path("rows").toString());
    assertThat(answer.path("suppressed").asInt()).isEqualTo(expected.path("suppressed").asInt());
    assertThat(answer.path("rows")).hasSizeGreaterThan(3);

    assertThat(document.path("hospitals")).hasSize(3);
    for (JsonNode hospital : document.path("hospitals")) {
      JsonNode captured = hospital.path("captured");
      assertThat(captured.path("received").asLong())
          .isEqualTo(
              captured.path("captured").asLong()
                  + captured.path("duplicate").asLong()
                  + captured.path("quarantined").asLong());
      assertThat(captured.path("quarantined").asLong()).isPositive();
      assertThat(hospital.path("ledger").path("verified").asBoolean()).isTrue();
    }
    assertThat(document.path("refusals").findValuesAsText("code"))
        .containsExactly("COLUMN_NOT_GRANTED", "PERMIT_UNSIGNED");

    JsonNode withdrawal = document.path("withdrawal");
    assertThat(withdrawal.path("patients").asInt()).isGreaterThanOrEqualTo(10);
    assertThat(withdrawal.path("after").path("rows"))
        .isNotEqualTo(withdrawal.path("before").path("rows"));
    assertThat(withdrawal.path("after").path("rows").toString())
        .isEqualTo(withdrawal.path("expectedAfter").path("rows").toString());
    // No cell changes by fewer persons than a cell needs to be shown.
    for (int i = 0; i < withdrawal.path("before").path("rows").size(); i++) {
      int change =
          withdrawal.path("before").path("rows").get(i).get(3).asInt()
              - withdrawal.path("after").path("rows").get(i).get(3).asInt();
      assertThat(change == 0 || change >= 10).as("row %d changes by %d", i, change).isTrue();
    }
  }
}
