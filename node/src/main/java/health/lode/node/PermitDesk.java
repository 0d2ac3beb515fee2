package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.Governance;
import health.lode.governance.PermitActed;
import health.lode.governance.PermitRequested;
import health.lode.governance.PermitSigned;
import health.lode.governance.party.Party;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Need;
import health.lode.governance.permit.Needs;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitAct;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitSignature;
import health.lode.governance.permit.PermitState;
import health.lode.governance.permit.SigningDocument;
import health.lode.refusal.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Permits at this hospital: requested, signed, shown, acted upon. */
final class PermitDesk {
  private final Home home;
  private final HomeKeys keys;
  private final NodeLedger ledger;

  PermitDesk(Home home, HomeKeys keys, NodeLedger ledger) {
    this.home = home;
    this.keys = keys;
    this.ledger = ledger;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("permit.request", (a, p) -> request(Permit.fromYaml(a.text("text"))));
    verbs.put(
        "permit.sign",
        (a, p) -> sign(find(a.text("id")), PartyId.ofShort(a.text("office")), a.file("key")));
    verbs.put(
        "permit.show",
        (a, p) -> show(find(a.text("id")), a.optional("office").map(PartyId::ofShort)));
    verbs.put("permit.list", (a, p) -> list());
    for (PermitAct.Kind kind : PermitAct.Kind.values()) {
      verbs.put("permit." + kind.word(), (a, p) -> act(kind, a));
    }
  }

  /** The permit whose id is, or begins with, {@code text}. */
  PermitState find(String text) {
    List<PermitState> found =
        ledger.governance().permits().values().stream()
            .filter(state -> state.id().value().startsWith(text) && text.length() > 2)
            .toList();
    if (found.isEmpty()) {
      throw Refusals.refused(
          NodeReason.PERMIT_NOT_FOUND,
          Words.of("There is no permit " + shown(text) + " here.", "这里没有许可 " + shown(text) + "。"),
          Words.of("List them: lode permit list HOME", "查看列表：lode permit list 目录"));
    }
    if (found.size() > 1) {
      throw Refusals.refused(
          NodeReason.PERMIT_AMBIGUOUS,
          Words.of("Several permits begin with " + text + ".", "有多个许可以 " + text + " 开头。"),
          Words.of("Write more of the id.", "请写出更多位编号。"));
    }
    return found.get(0);
  }

  private static String shown(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  /**
   * Enters a request, unless this very permit stands already; one that was returned is requested
   * anew. Forbidden ones are refused.
   */
  ObjectNode request(Permit permit) {
    Needs needs = ledger.governance().needs(permit);
    if (needs instanceof Needs.Refused refused) {
      throw refused.refusals().get(0).asException();
    }
    boolean stands =
        ledger
            .governance()
            .permit(permit.id())
            .filter(state -> !state.has(PermitAct.Kind.RETURN))
            .isPresent();
    if (!stands) {
      ledger.enter(PermitRequested.of(permit, ledger.now()));
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", permit.id().value());
    json.put("hash", permit.hash());
    json.put("state", ledger.governance().status(permit.id(), ledger.now()).word());
    needs(json.putArray("needs"), ((Needs.Needed) needs).needs());
    return json;
  }

  private static void needs(ArrayNode array, List<Need> needs) {
    for (Need need : needs) {
      ObjectNode one = array.addObject();
      one.put("office", need.office().value());
      one.put("because", need.because().en());
      one.put("becauseZh", need.because().zh());
    }
  }

  /** Signs with a key held here or given by file. */
  ObjectNode sign(PermitState state, PartyId office, Optional<Path> keyFile) {
    SigningDocument document = ledger.governance().document(state.permit(), office);
    return signed(state.id(), document.sign(keys.officeOr(office, keyFile)));
  }

  /** Enters a signature that was made elsewhere; governance judges it. */
  ObjectNode signed(PermitId id, PermitSignature signature) {
    ledger.enter(new PermitSigned(id, signature, ledger.now()));
    return standing(id);
  }

  private ObjectNode act(PermitAct.Kind kind, Arguments a) {
    PermitState state = find(a.text("id"));
    PartyId office = PartyId.ofShort(a.text("office"));
    PermitAct act =
        PermitAct.of(
            kind,
            state.permit(),
            home.name(),
            office,
            a.optional("reason").orElse(""),
            keys.officeOr(office, a.file("key")));
    acted(act);
    return standing(state.id());
  }

  /** Enters an act that was signed elsewhere; governance judges it. */
  void acted(PermitAct act) {
    ledger.enter(new PermitActed(act, ledger.now()));
  }

  /** {@code {id, state, signed [offices], missing [offices]}}. */
  ObjectNode standing(PermitId id) {
    Governance state = ledger.governance();
    PermitState permit = state.permit(id).orElseThrow();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id.value());
    json.put("hash", permit.hash());
    json.put("state", state.status(id, ledger.now()).word());
    ArrayNode signed = json.putArray("signed");
    permit.signatures().keySet().forEach(office -> signed.add(office.value()));
    ArrayNode missing = json.putArray("missing");
    if (state.needs(permit.permit()) instanceof Needs.Needed needed) {
      needed.needs().stream()
          .filter(need -> !permit.signatures().containsKey(need.office()))
          .forEach(need -> missing.add(need.office().value()));
    }
    return json;
  }

  /**
   * A permit, with the very text that {@code office} signs; where none is named, the first that has
   * yet to sign, or the information department.
   */
  ObjectNode show(PermitState permit, Optional<PartyId> office) {
    Governance state = ledger.governance();
    ObjectNode json = standing(permit.id());
    json.set("permit", permit.permit().toJson());
    PartyId reader =
        office.orElseGet(
            () ->
                json.path("missing").isEmpty()
                    ? HomeInit.INFORMATION
                    : PartyId.of(json.path("missing").get(0).asText()));
    Words text = state.document(permit.permit(), reader).text();
    json.put("textFor", reader.value());
    json.putObject("text").put("en", text.en()).put("zh", text.zh());
    if (state.needs(permit.permit()) instanceof Needs.Needed needed) {
      needs(json.putArray("needs"), needed.needs());
    }
    ArrayNode signatures = json.putArray("signatures");
    permit.signatures().forEach((by, signature) -> signatures.add(signature(by, signature)));
    ArrayNode acts = json.putArray("acts");
    for (PermitAct act : permit.acts()) {
      acts.addObject()
          .put("act", act.kind().word())
          .put("office", act.office().value())
          .put("reason", act.reason());
    }
    json.putObject("usage")
        .put("accepted", permit.usage().accepted())
        .put("answered", permit.usage().answered())
        .put("refused", permit.usage().refused());
    return json;
  }

  private ObjectNode signature(PartyId office, PermitSignature signature) {
    Optional<Party> party = ledger.governance().parties().find(office);
    return JsonNodeFactory.instance
        .objectNode()
        .put("office", office.value())
        .put("key", signature.signature().keyId())
        .put("custody", party.map(p -> p.custody().word()).orElse("none"));
  }

  ObjectNode list() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode permits = json.putArray("permits");
    Governance state = ledger.governance();
    for (PermitState permit : state.permits().values()) {
      permits
          .addObject()
          .put("id", permit.id().value())
          .put("project", permit.permit().project())
          .put("purpose", permit.permit().purpose())
          .put("requester", permit.permit().requester().value())
          .put("state", state.status(permit.id(), ledger.now()).word());
    }
    return json;
  }
}
