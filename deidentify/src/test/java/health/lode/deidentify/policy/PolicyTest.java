package health.lode.deidentify.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.refusal.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static final String START = "policy: lode-deidentification/1\ntitle: {en: a, zh: b}\n";

  @Test
  void theShippedPolicyIsRead() {
    assertThat(Policy.standard().dates()).isEqualTo(new Dates.Shift(180));
    assertThat(Policy.standard().hash()).hasSize(64);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        START,
        START + "dates: {shift: 0}\n",
        START + "dates: {shift: 4000}\n",
        START + "dates: {shift: 3, keep: year}\n",
        START + "dates: {keep: week}\n",
        START + "dates: {shift: 3}\ntexts: {}\n",
        "policy: lode-deidentification/2\ntitle: {en: a, zh: b}\ndates: {shift: 1}\n",
        "policy: [\n",
        ""
      })
  void whatIsNotUnderstoodIsRefused(String text) {
    assertThatThrownBy(() -> Policy.read(text))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("POLICY_UNREADABLE");
  }

  @Test
  void aSilentSectionAndAnUnreadableOneAreTold() {
    Policy policy = Policy.read(START + "dates: {keep: year}\ntext: {typo: 1}\n");
    assertThatThrownBy(() -> policy.section(Policy.Section.TABLE, node -> node))
        .hasMessageContaining("POLICY_SILENT");
    assertThatThrownBy(
            () ->
                policy.section(
                    Policy.Section.TEXT,
                    node -> {
                      node.mapping().done();
                      return "";
                    }))
        .hasMessageContaining("POLICY_UNREADABLE")
        .hasMessageContaining("line 4");
  }
}
