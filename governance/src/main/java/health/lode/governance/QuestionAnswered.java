package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * An answer is about to leave.
 *
 * @param question id of the accepted question
 * @param resultHash hash of the part that leaves
 * @param groups groups shown
 * @param suppressed groups withheld
 */
public record QuestionAnswered(
    String question, String resultHash, long groups, long suppressed, Instant at) implements Event {
  static final String TYPE = "question-answered";

  static QuestionAnswered read(StrictMapping map, Instant at) {
    return new QuestionAnswered(
        map.text("question"),
        map.text("resultHash"),
        EventReader.count(map, "groups"),
        EventReader.count(map, "suppressed"),
        at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this)
        .with("question", question)
        .with("resultHash", resultHash)
        .with("groups", groups)
        .with("suppressed", suppressed)
        .json();
  }

  @Override
  public State after(State before) {
    return before.answered(this);
  }
}
