package health.lode.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitAct;
import health.lode.governance.permit.PermitId;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.server.Account;
import health.lode.server.Reply;
import health.lode.server.Routes;
import health.lode.server.ServerReason;
import health.lode.server.Visit;
import health.lode.server.wire.Envelope;
import health.lode.server.wire.HubStatement;
import health.lode.server.wire.WirePaths;
import health.lode.signing.Signature;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What programs call: the wire of the nodes, and the interface that docs/spec/wire.md lists. */
final class HubInterface {
  private static final String BASE = "/api/v1";
  private final Hub hub;
  private final WireDesk wire;
  private final PermitDesk permits;
  private final HubStatement statement;

  HubInterface(Hub hub, WireDesk wire, PermitDesk permits, HubStatement statement) {
    this.hub = hub;
    this.wire = wire;
    this.permits = permits;
    this.statement = statement;
  }

  void hangUp(Routes routes) {
    routes.openData(WirePaths.HUB, visit -> Reply.json(statement.toJson()));
    routes.openCall(WirePaths.JOIN, visit -> wire.join(visit.body()).thenApply(this::sealed));
    routes.openCall(WirePaths.POLL, visit -> wire.poll(visit.body()).thenApply(this::sealed));
    routes.openCall(WirePaths.REPORT, visit -> wire.report(visit.body()).thenApply(this::sealed));
    routes.openCall(WirePaths.QUESTION, this::question);
    routes.call(BASE + "/ask", this::ask);
    routes.data(BASE + "/status", visit -> Reply.json(hub.status()));
    routes.data(BASE + "/hospitals", visit -> Reply.json(hub.hospitals()));
    routes.data(BASE + "/permits", visit -> list());
    routes.call(BASE + "/permits", this::request);
    routes.data(BASE + "/permits/{id}", visit -> Reply.json(hub.showPermit(id(visit))));
    routes.call(BASE + "/permits/{id}/sign", this::sign);
    routes.call(BASE + "/permits/{id}/signatures", this::signature);
    routes.call(BASE + "/permits/{id}/act", this::act);
    routes.call(BASE + "/tokens", this::token);
  }

  private Reply sealed(byte[] envelope) {
    return new Reply.Download(envelope, "application/json", Optional.empty());
  }

  private CompletableFuture<Reply> question(Visit visit) {
    return hub.ask(Envelope.parse(visit.body())).thenApply(Reply::json);
  }

  private Reply ask(Visit visit) {
    JsonNode json = visit.json();
    PermitId id = PermitId.of(text(json, "permit"));
    visit.require(requester(id));
    return Reply.json(hub.ask(id, text(json, "sql")));
  }

  private String requester(PermitId id) {
    return hub.showPermit(id).path("permit").path("requester").asText();
  }

  private Reply list() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    permits.all().forEach(p -> list.add(permits.show(p.id())));
    return Reply.json(list);
  }

  /** A permit as JSON, or as the YAML of a permit file in {@code {"yaml": …}}. */
  private Reply request(Visit visit) {
    JsonNode json = visit.json();
    Permit permit =
        json.path("yaml").isTextual()
            ? Permit.fromYaml(json.path("yaml").textValue())
            : Permit.fromJson(json);
    visit.require(permit.requester().value());
    return Reply.json(hub.showPermit(hub.requestPermit(permit)));
  }

  private Reply sign(Visit visit) {
    PartyId office = PartyId.of(text(visit.json(), "as"));
    visit.require(office.value());
    List<String> hospitals = hub.signPermit(id(visit), office);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("office", office.value());
    ArrayNode names = json.putArray("hospitals");
    hospitals.forEach(names::add);
    return Reply.json(json);
  }

  private Reply signature(Visit visit) {
    JsonNode json = visit.json();
    PartyId office = PartyId.of(text(json, "office"));
    visit.require(office.value());
    JsonNode sig = json.path("signature");
    Signature signature;
    try {
      signature = Signature.fromBase64(text(sig, "alg"), text(sig, "keyId"), text(sig, "value"));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(unreadable("signature"), e);
    }
    permits.accept(id(visit), text(json, "hospital"), office, signature);
    return Reply.json(hub.showPermit(id(visit)));
  }

  private Reply act(Visit visit) {
    JsonNode json = visit.json();
    PartyId office = PartyId.of(text(json, "as"));
    visit.require(office.value());
    PermitAct.Kind kind;
    try {
      kind = PermitAct.Kind.valueOf(text(json, "act").toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(unreadable("act"), e);
    }
    hub.actOnPermit(id(visit), kind, office, text(json, "reason"));
    return Reply.json(hub.showPermit(id(visit)));
  }

  private Reply token(Visit visit) {
    visit.require(Account.OPERATOR);
    return Reply.json(
        JsonNodeFactory.instance
            .objectNode()
            .put("token", hub.issueToken())
            .put("hubKey", hub.fingerprint()));
  }

  private static PermitId id(Visit visit) {
    return PermitId.of(visit.path("id"));
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual() || value.textValue().isBlank()) {
      throw unreadable(name).asException();
    }
    return value.textValue();
  }

  private static Refusal unreadable(String name) {
    return Refusal.of(
        ServerReason.REQUEST_UNREADABLE,
        Words.of("'" + name + "' is missing or unreadable.", "缺少 '" + name + "' 或无法读取。"),
        Words.of("See docs/spec/wire.md.", "见 docs/spec/wire.md。"));
  }
}
