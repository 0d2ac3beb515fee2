package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One thing said inside an {@link Envelope}: a kind, and a body of that kind. */
public sealed interface Message
    permits Join,
        Joined,
        Poll,
        Deliveries,
        PermitOffer,
        PermitSignatureOffer,
        PermitActOffer,
        PermitReport,
        Question,
        QuestionOffer,
        QuestionAnswered,
        QuestionRefused,
        CatalogueReport,
        CheckpointReport,
        Noted {

  /** The word in the envelope's {@code kind} field. */
  String kind();

  /** The body; only whole numbers, texts, lists and objects, so that it has a canonical form. */
  JsonNode toJson();

  /** Reads {@link #toJson} of a {@code kind}; throws IllegalArgumentException for anything else. */
  static Message fromJson(String kind, JsonNode body) {
    Fields fields = new Fields(body);
    Message message =
        switch (kind) {
          case Join.KIND -> Join.read(fields);
          case Joined.KIND -> Joined.read(fields);
          case Poll.KIND -> Poll.read(fields);
          case Deliveries.KIND -> Deliveries.read(fields);
          case PermitOffer.KIND -> PermitOffer.read(fields);
          case PermitSignatureOffer.KIND -> PermitSignatureOffer.read(fields);
          case PermitActOffer.KIND -> PermitActOffer.read(fields);
          case PermitReport.KIND -> PermitReport.read(fields);
          case Question.KIND -> Question.read(fields);
          case QuestionOffer.KIND -> QuestionOffer.read(fields);
          case QuestionAnswered.KIND -> QuestionAnswered.read(fields);
          case QuestionRefused.KIND -> QuestionRefused.read(fields);
          case CatalogueReport.KIND -> CatalogueReport.read(fields);
          case CheckpointReport.KIND -> CheckpointReport.read(fields);
          case Noted.KIND -> Noted.read();
          default -> throw new IllegalArgumentException("unknown kind of message");
        };
    fields.done();
    return message;
  }

  /** An empty body to fill. */
  static ObjectNode body() {
    return JsonNodeFactory.instance.objectNode();
  }
}
