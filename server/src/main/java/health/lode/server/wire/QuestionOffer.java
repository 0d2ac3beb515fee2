package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Hub to node: a question, in the asker's own envelope. The node opens it as if it had come
 * straight from the asker: {@code envelope.open(hubFingerprint, …)} with the keys it has pinned.
 *
 * @param question {@link Envelope#questionId()} of the envelope
 */
public record QuestionOffer(String question, Envelope envelope) implements Message {
  static final String KIND = "question-offer";

  public QuestionOffer {
    if (!question.equals(envelope.questionId())) {
      throw new IllegalArgumentException("the question's id is not its envelope's");
    }
  }

  public static QuestionOffer of(Envelope envelope) {
    return new QuestionOffer(envelope.questionId(), envelope);
  }

  static QuestionOffer read(Fields fields) {
    return new QuestionOffer(fields.text("question"), Envelope.read(fields.any("envelope")));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = Message.body().put("question", question);
    json.set("envelope", envelope.toJson());
    return json;
  }
}
