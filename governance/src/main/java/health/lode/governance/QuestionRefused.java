package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.permit.PermitId;
import health.lode.strict.StrictMapping;
import java.time.Instant;
import java.util.Optional;

/**
 * A question was refused, before or after it was accepted.
 *
 * @param question id of the question
 * @param permit empty where the question named no readable permit
 * @param code reason code
 */
public record QuestionRefused(String question, Optional<PermitId> permit, String code, Instant at)
    implements Event {
  static final String TYPE = "question-refused";

  static QuestionRefused read(StrictMapping map, Instant at) {
    return new QuestionRefused(
        map.text("question"), map.optionalText("permit").map(PermitId::of), map.text("code"), at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this)
        .with("question", question)
        .with("permit", permit.map(PermitId::value))
        .with("code", code)
        .json();
  }

  @Override
  public State after(State before) {
    return before.refusedQuestion(this);
  }
}
