package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.PermitId;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.util.List;
import java.util.Optional;

/**
 * Node to hub: where a permit stands at this hospital. Sent when a permit has been offered and
 * whenever its state changes.
 *
 * @param status the word of health.lode.governance.permit.PermitStatus
 * @param needs every office whose signature this hospital's rulebook asks for
 * @param refusals why the rulebook forbids it, where it does
 */
public record PermitReport(
    PermitId permit,
    String permitHash,
    String status,
    List<NeedReport> needs,
    List<RefusalReport> refusals)
    implements Message {
  static final String KIND = "permit-report";

  /**
   * One office that has to sign.
   *
   * @param document for an office outside the hospital that has not signed: the very thing to be
   *     signed, {@code SigningDocument.toJson()}; its canonical form is what the signature covers
   */
  public record NeedReport(
      PartyId office, Words because, boolean signed, Optional<JsonNode> document) {
    JsonNode toJson() {
      ObjectNode json = Message.body().put("office", office.value()).put("signed", signed);
      json.putObject("because").put("en", because.en()).put("zh", because.zh());
      document.ifPresent(d -> json.set("document", d));
      return json;
    }

    static NeedReport read(JsonNode json) {
      Fields fields = new Fields(json);
      try {
        NeedReport need =
            new NeedReport(
                PartyId.of(fields.text("office")),
                RefusalReport.words(fields.any("because")),
                fields.truth("signed"),
                Optional.ofNullable(fields.optional("document")));
        fields.done();
        return need;
      } catch (RefusedException e) {
        throw new IllegalArgumentException("not an office", e);
      }
    }
  }

  public PermitReport {
    needs = List.copyOf(needs);
    refusals = List.copyOf(refusals);
  }

  static PermitReport read(Fields fields) {
    return new PermitReport(
        fields.permit("permit"),
        fields.text("permitHash"),
        fields.text("status"),
        fields.list("needs", NeedReport::read),
        fields.list("refusals", RefusalReport::fromJson));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json =
        Message.body()
            .put("permit", permit.value())
            .put("permitHash", permitHash)
            .put("status", status);
    ArrayNode needed = json.putArray("needs");
    needs.forEach(n -> needed.add(n.toJson()));
    ArrayNode refused = json.putArray("refusals");
    refusals.forEach(r -> refused.add(r.toJson()));
    return json;
  }
}
