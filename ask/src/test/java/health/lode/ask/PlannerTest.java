package health.lode.ask;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class PlannerTest {
  @Test
  void whatItWarmsUpWithIsAQuestionThatCanBePlanned() {
    try (Planner planner = new Planner()) {
      assertThatCode(planner::warmUp).doesNotThrowAnyException();
    }
  }
}
