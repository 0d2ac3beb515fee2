package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.PermitId;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * A question passed every check and is about to run.
 *
 * @param question id of the question
 * @param questionHash hash of the question's text, which lies encrypted beside the journal
 * @param cut number of the cut it runs on
 */
public record QuestionAccepted(
    String question,
    PermitId permit,
    String permitHash,
    String questionHash,
    PartyId asker,
    long cut,
    Instant at)
    implements Event {
  static final String TYPE = "question-accepted";

  static QuestionAccepted read(StrictMapping map, Instant at) {
    return new QuestionAccepted(
        map.text("question"),
        PermitId.of(map.text("permit")),
        map.text("permitHash"),
        map.text("questionHash"),
        PartyId.of(map.text("asker")),
        EventReader.count(map, "cut"),
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
        .with("permit", permit.value())
        .with("permitHash", permitHash)
        .with("questionHash", questionHash)
        .with("asker", asker.value())
        .with("cut", cut)
        .json();
  }

  @Override
  public State after(State before) {
    return before.accepted(this);
  }
}
