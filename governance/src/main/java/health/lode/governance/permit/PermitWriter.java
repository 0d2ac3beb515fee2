package health.lode.governance.permit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A permit as JSON; what is absent is left out, so that equal permits have equal bytes. */
final class PermitWriter {
  private PermitWriter() {}

  static ObjectNode write(Permit permit) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("project", permit.project());
    json.put("purpose", permit.purpose());
    json.put("requester", permit.requester().value());
    json.put("recipient", permit.recipient().value());
    texts(json, "data", List.copyOf(permit.data()));
    texts(json, "forms", permit.forms().stream().map(f -> f.word()).toList());
    texts(json, "hospitals", permit.hospitals());
    json.putObject("valid")
        .put("from", permit.valid().from().toString())
        .put("until", permit.valid().until().toString());
    permit.basis().ifPresent(b -> json.put("basis", b));
    permit.ethics().ifPresent(e -> ethics(json, e));
    permit.agreement().ifPresent(a -> attachment(json.putObject("agreement"), a));
    if (!permit.attachments().isEmpty()) {
      ArrayNode list = json.putArray("attachments");
      permit.attachments().forEach(a -> attachment(list.addObject(), a));
    }
    limits(json, permit.limits());
    permit
        .price()
        .ifPresent(
            p -> json.putObject("price").put("amount", p.amount()).put("currency", p.currency()));
    texts(json, "obligations", permit.obligations());
    return json;
  }

  private static void ethics(ObjectNode json, Ethics ethics) {
    ObjectNode node = json.putObject("ethics").put("number", ethics.number());
    ethics.until().ifPresent(u -> node.put("until", u.toString()));
  }

  private static void attachment(ObjectNode node, Attachment attachment) {
    node.put("name", attachment.name());
    attachment.sha256().ifPresent(h -> node.put("sha256", h));
  }

  private static void limits(ObjectNode json, Limits limits) {
    if (limits.equals(Limits.NONE)) {
      return;
    }
    ObjectNode node = json.putObject("limits");
    limits.questions().ifPresent(q -> node.put("questions", q));
    limits.minimumPersons().ifPresent(m -> node.put("minimumPersons", m));
  }

  private static void texts(ObjectNode json, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode list = json.putArray(key);
      texts.forEach(list::add);
    }
  }
}
