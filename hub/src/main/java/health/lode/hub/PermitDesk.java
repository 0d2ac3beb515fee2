package health.lode.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.PartyPinned;
import health.lode.governance.PermitRequested;
import health.lode.governance.party.Custody;
import health.lode.governance.party.PartyId;
import health.lode.governance.party.PartyKind;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitAct;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitSignature;
import health.lode.governance.permit.PermitState;
import health.lode.governance.permit.SigningDocument;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.server.wire.PermitReport;
import health.lode.server.wire.PermitReport.NeedReport;
import health.lode.signing.PublicKey;
import health.lode.signing.Signature;
import health.lode.signing.SigningKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Permits at the hub: requested, offered to hospitals, signed by the offices outside them. */
final class PermitDesk {
  private final HubHome home;
  private final HubBook book;
  private final NodeReports reports;
  private final WireDesk wire;
  private final Clock clock;
  private final SecureRandom random;

  /** A document that an office outside the hospitals is asked to sign. */
  record ToSign(String hospital, SigningDocument document) {}

  PermitDesk(
      HubHome home,
      HubBook book,
      NodeReports reports,
      WireDesk wire,
      Clock clock,
      SecureRandom random) {
    this.home = home;
    this.book = book;
    this.reports = reports;
    this.wire = wire;
    this.clock = clock;
    this.random = random;
  }

  /** Makes a key for this office in the hub: the marked single-operator mode. */
  PublicKey makeOffice(PartyId office) {
    requireOutside(office);
    SigningKey key = home.office(office).orElseGet(() -> home.makeOffice(office, random));
    pin(office, key.publicKey(), Custody.NODE);
    return key.publicKey();
  }

  /** Enrols an office that keeps its own key. */
  void enrolOffice(PartyId office, PublicKey key) {
    requireOutside(office);
    pin(office, key, Custody.EXTERNAL);
  }

  private void pin(PartyId office, PublicKey key, Custody custody) {
    boolean same = book.partyKey(office.value()).filter(key::equals).isPresent();
    if (!same) {
      book.pin(new PartyPinned(office, key, custody, now()));
    }
  }

  private static void requireOutside(PartyId office) {
    if (office.kind() == PartyKind.HOSPITAL || office.kind() == PartyKind.LOCAL) {
      throw HubReason.HUB_KEY_ELSEWHERE.because(
          "A hospital's own offices are enrolled at the hospital.",
          "医院自己的机构须在医院节点登记。",
          "Use lode party in the hospital's home.",
          "请在医院的目录中使用 lode party。");
    }
  }

  PermitId request(Permit permit) {
    if (permit.hospitals().isEmpty()) {
      throw HubReason.HUB_PERMIT_WITHOUT_HOSPITALS.because(
          "The permit names no hospitals.",
          "该许可没有写明医院。",
          "Add a line hospitals: [NAME, …] with names from the catalogue.",
          "请加上一行 hospitals: [名称, …]，名称见目录。");
    }
    boolean known = book.permits().stream().anyMatch(p -> p.hash().equals(permit.hash()));
    if (!known) {
      book.enter(PermitRequested.of(permit, now()));
      wire.wake(permit.hospitals());
    }
    return permit.id();
  }

  /** What this office could sign for the permit now. */
  List<ToSign> toSign(PermitId id, PartyId office) {
    Permit permit = book.permit(id);
    List<ToSign> found = new ArrayList<>();
    for (String hospital : permit.hospitals()) {
      reports
          .permit(hospital, id)
          .ifPresent(
              report ->
                  report.needs().stream()
                      .filter(need -> need.office().equals(office) && !need.signed())
                      .forEach(
                          need ->
                              need.document()
                                  .map(json -> document(permit, hospital, office, json))
                                  .filter(d -> !given(hospital, d))
                                  .ifPresent(d -> found.add(new ToSign(hospital, d)))));
    }
    return found;
  }

  private boolean given(String hospital, SigningDocument d) {
    return book.isSigned(hospital, d.permit().hash(), d.rulebookHash(), d.office());
  }

  /**
   * Builds the document anew from what was requested here, so that nothing a node writes can be
   * signed but the text and the rulebook's hash that belong to this permit.
   */
  private static SigningDocument document(
      Permit permit, String hospital, PartyId office, JsonNode json) {
    SigningDocument built =
        new SigningDocument(
            permit,
            hospital,
            office,
            json.path("rulebook").asText(),
            Words.of(json.path("text").path("en").asText(), json.path("text").path("zh").asText()));
    if (!built.toJson().equals(json)) {
      throw HubReason.HUB_DOCUMENT_MISMATCH.because(
          "What " + hospital + " publishes to be signed is not the permit requested here.",
          hospital + " 公布的待签文件与此处申请的许可不符。",
          "Ask that hospital which version of the program it runs, and do not sign.",
          "请向该医院核实其程序版本，在此之前不要签署。");
    }
    return built;
  }

  /** Signs for every hospital that waits for it; says for which. */
  List<String> sign(PermitId id, PartyId office) {
    SigningKey key = heldKey(office);
    List<ToSign> documents = toSign(id, office);
    if (documents.isEmpty()) {
      throw nothing(office);
    }
    for (ToSign each : documents) {
      give(each.hospital(), id, each.document().sign(key));
    }
    return documents.stream().map(ToSign::hospital).toList();
  }

  /** Takes a signature that the office made elsewhere. */
  void accept(PermitId id, String hospital, PartyId office, Signature signature) {
    ToSign wanted =
        toSign(id, office).stream()
            .filter(d -> d.hospital().equals(hospital))
            .findFirst()
            .orElseThrow(() -> nothing(office));
    PublicKey key =
        book.partyKey(office.value())
            .filter(k -> k.verify(wanted.document().bytes(), signature))
            .orElse(null);
    if (key == null) {
      throw HubReason.HUB_DOCUMENT_MISMATCH.because(
          "The signature is not by this office's enrolled key over this document.",
          "该签名不是由该机构登记的密钥对此文件作出的。",
          "Sign the canonical JSON of the document that is shown.",
          "请对所示文件的规范 JSON 签名。");
    }
    give(
        hospital,
        id,
        new PermitSignature(
            office,
            wanted.document().permit().hash(),
            wanted.document().rulebookHash(),
            signature));
  }

  private void give(String hospital, PermitId id, PermitSignature signature) {
    book.enter(new HubEvent.SignatureGiven(hospital, id, signature, now()));
    wire.wake(List.of(hospital));
  }

  /** Revokes, suspends, resumes, returns or closes at every hospital of the permit. */
  void act(PermitId id, PermitAct.Kind kind, PartyId office, String reason) {
    SigningKey key = heldKey(office);
    Permit permit = book.permit(id);
    for (String hospital : permit.hospitals()) {
      PermitAct act = PermitAct.of(kind, permit, hospital, office, reason, key);
      book.enter(new HubEvent.ActGiven(hospital, act, now()));
    }
    wire.wake(permit.hospitals());
  }

  SigningKey heldKey(PartyId office) {
    return home.office(office)
        .orElseThrow(
            () ->
                HubReason.HUB_KEY_ELSEWHERE.because(
                    "The key of " + office + " is not in this hub.",
                    office + " 的密钥不在此枢纽中。",
                    "Sign where the key lies and send the signature.",
                    "请在密钥所在处签署，然后提交签名。"));
  }

  private static RefusedException nothing(PartyId office) {
    return HubReason.HUB_NOTHING_TO_SIGN.because(
        "No hospital waits for a signature of " + office + " on this permit.",
        "没有医院在等待 " + office + " 对此许可的签名。",
        "Look at the permit: it may be signed, forbidden, or not yet seen by the hospital.",
        "请查看许可：可能已签署、被禁止，或医院尚未收到。");
  }

  /** Where a permit stands at each hospital. */
  ObjectNode show(PermitId id) {
    Permit permit = book.permit(id);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id.value()).put("hash", permit.hash());
    json.set("permit", permit.toJson());
    json.put("active", active(id));
    ArrayNode hospitals = json.putArray("hospitals");
    for (String hospital : permit.hospitals()) {
      ObjectNode one = hospitals.addObject().put("name", hospital);
      Optional<PermitReport> report = reports.permit(hospital, id);
      one.put("joined", book.node(hospital).isPresent());
      one.put("status", report.map(PermitReport::status).orElse("offered"));
      if (report.isPresent()) {
        JsonNode body = report.get().toJson();
        one.set("needs", body.get("needs"));
        one.set("refusals", body.get("refusals"));
      }
    }
    return json;
  }

  /** Whether at least one hospital says that the permit is active there. */
  boolean active(PermitId id) {
    return book.permit(id).hospitals().stream()
        .anyMatch(h -> reports.permit(h, id).map(r -> r.status().equals("active")).orElse(false));
  }

  /** Permits, newest first. */
  List<PermitState> all() {
    return book.permits().stream()
        .sorted((a, b) -> b.requestedAt().compareTo(a.requestedAt()))
        .toList();
  }

  Optional<PermitReport> report(String hospital, PermitId id) {
    return reports.permit(hospital, id);
  }

  /** Whether a hospital still waits for this need, as far as the hub knows. */
  boolean waits(String hospital, Permit permit, NeedReport need) {
    return !need.signed()
        && need.document()
            .map(
                d ->
                    !book.isSigned(
                        hospital, permit.hash(), d.path("rulebook").asText(), need.office()))
            .orElse(true);
  }

  private Instant now() {
    return clock.instant();
  }
}
