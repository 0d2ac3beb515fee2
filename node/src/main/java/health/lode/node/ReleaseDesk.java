package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.ask.ReleaseRows;
import health.lode.canonical.CanonicalJson;
import health.lode.deidentify.StagedOutput;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.seal.RecipientPublicKey;
import health.lode.deidentify.seal.Sealed;
import health.lode.governance.Governance;
import health.lode.governance.ReleaseAccepted;
import health.lode.governance.ReleaseMade;
import health.lode.governance.ReleaseRefused;
import health.lode.governance.ReleaseState;
import health.lode.governance.StaffLooked;
import health.lode.governance.permit.Grant;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitState;
import health.lode.governance.rulebook.Form;
import health.lode.governance.rulebook.Grade;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.vault.Vault;
import health.lode.vault.consent.ConsentFilter;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.record.OmopSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where releases of rows are decided and made (the release gate). Nothing is read before the
 * release stands in the ledger as accepted, nothing leaves before it stands there as made, and what
 * falls short of the rulebook's grade is entered as refused and leaves nothing behind.
 */
final class ReleaseDesk {
  private static final Set<String> FORMATS = Set.of("csv", "parquet", "fhir");
  private final Home home;
  private final NodeLedger ledger;
  private final LazyVault vault;
  private final PermitDesk permits;
  private final RecipientKeys recipients;
  private final ReleaseRegister register;
  private final SecureRandom random;

  ReleaseDesk(
      Home home,
      NodeLedger ledger,
      LazyVault vault,
      PermitDesk permits,
      RecipientKeys recipients,
      ReleaseRegister register,
      SecureRandom random) {
    this.home = home;
    this.ledger = ledger;
    this.vault = vault;
    this.permits = permits;
    this.recipients = recipients;
    this.register = register;
    this.random = random;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("release", this::release);
  }

  private ObjectNode release(Arguments a, Progress progress) {
    byte[] fresh = new byte[8];
    random.nextBytes(fresh);
    String id = "R-" + HexFormat.of().formatHex(fresh);
    Optional<PermitId> named = Optional.empty();
    try {
      PermitState permit = permits.find(a.text("permit"));
      named = Optional.of(permit.id());
      return made(id, permit, a, progress);
    } catch (RefusedException e) {
      refused(id, named, e.refusal().code().name());
      throw e;
    } catch (IOException | RuntimeException e) {
      // What failed is not told: an error can hold data.
      RefusedException failed = new RefusedException(Refusals.failed(), e);
      refused(id, named, failed.refusal().code().name());
      throw failed;
    }
  }

  /** Enters the refusal, unless the release stands in the ledger as made already. */
  private void refused(String id, Optional<PermitId> permit, String code) {
    if (ledger.governance().release(id).filter(ReleaseState::left).isPresent()) {
      return;
    }
    ledger.enter(new ReleaseRefused(id, permit, code, ledger.now()));
  }

  private ObjectNode made(String id, PermitState permit, Arguments a, Progress progress)
      throws IOException {
    Grant grant =
        ledger.governance().admit(permit.id(), permit.hash(), Form.RELEASE, ledger.now()).orThrow();
    Policy policy = policy(permit.permit(), a.optional("policy"));
    ReleaseRows rows = ReleaseRows.of(grant, OmopSchema.standard());
    RecipientPublicKey sealing = recipients.of(grant.recipient());
    Vault data = vault.vault();
    CutInfo cut = data.latestCut().orElseThrow(QuestionDesk::nothingCaptured);
    data.consentIncomplete(ledger.governance().consentBatches())
        .ifPresent(
            refusal -> {
              throw refusal.asException();
            });
    ConsentFilter consent =
        data.consentFilter(grant.purpose(), grant.categories(), grant.consent());
    int version = register.pseudonymKey().version();
    Pseudonyms pseudonyms =
        register.pseudonyms(permit.permit().project(), grant.recipient().value(), version);
    ReleaseMaking.Order order =
        new ReleaseMaking.Order(
            id,
            permit,
            grant,
            policy,
            cut,
            consent,
            formats(a),
            a.file("dicom"),
            a.optional("reviewed"),
            ledger.now());
    order
        .reviewed()
        .ifPresent(
            who ->
                ledger.enter(
                    new StaffLooked(
                        who, "images for " + id, "review before a release", ledger.now())));
    ledger.enter(state -> accepted(state, order));
    try (StagedOutput leaving = StagedOutput.at(Path.of(a.text("out")))) {
      Path plain = leaving.scratch("plain");
      ReleaseMaking.Made made =
          new ReleaseMaking(order, rows, data, pseudonyms, register, ledger, random)
              .into(plain, progress);
      Files.createDirectories(leaving.path());
      Sealed.Receipt sealed =
          Sealed.seal(
              plain, id, grant.recipient().value(), sealing, leaving.path().resolve(id + ".lode"));
      Files.copy(plain.resolve(ReleaseMaking.REPORT), leaving.path().resolve(id + "-risk.html"));
      register.keep(id, new ReleaseRegister.Kept(version), made.profile(), made.marked());
      ReleaseMade entry =
          new ReleaseMade(
              id,
              sealed.header().manifest(),
              sealed.sha256(),
              Grade.valueOf(made.report().grade().name()),
              made.persons(),
              made.rows(),
              ledger.now());
      long index = ledger.enter(state -> stillAdmitted(state, order, entry));
      Receipt receipt = ledger.receipt(index, id);
      ObjectNode told = told(order, made, sealed, receipt);
      Files.writeString(leaving.path().resolve(id + "-receipt.json"), told.toPrettyString());
      Border.out(new Border.ClearedRelease(id, sealed.sha256(), receipt, leaving), ledger);
      return told;
    }
  }

  /** The shipped policy, or one that the permit's signatures cover. */
  private static Policy policy(Permit permit, Optional<String> text) {
    Policy standard = Policy.standard();
    if (text.isEmpty()) {
      return standard;
    }
    String hash = CanonicalJson.sha256(text.get().getBytes(StandardCharsets.UTF_8));
    boolean signed =
        permit.attachments().stream().anyMatch(a -> a.sha256().filter(hash::equals).isPresent());
    if (!signed && !hash.equals(standard.hash())) {
      throw Refusals.refused(
          NodeReason.RELEASE_POLICY_UNSIGNED,
          Words.of(
              "The permit was not signed for this de-identification policy.", "许可的签署未包含此去标识化策略。"),
          Words.of(
              "Request a permit with attachments: [{name: policy.yaml, sha256: " + hash + "}].",
              "请申请附有该策略的许可：attachments: [{name: policy.yaml, sha256: " + hash + "}]。"));
    }
    return Policy.read(text.get());
  }

  private static Set<String> formats(Arguments a) {
    Set<String> formats = new TreeSet<>();
    a.json().path("formats").forEach(format -> formats.add(format.asText()));
    if (formats.isEmpty() || !FORMATS.containsAll(formats)) {
      throw Refusals.argument(
          "A release's formats are csv, parquet, fhir.", "发布格式为 csv、parquet、fhir。");
    }
    return formats;
  }

  private ReleaseAccepted accepted(Governance state, ReleaseMaking.Order order) {
    Grant grant = order.grant();
    state.admit(grant.id(), grant.permitHash(), Form.RELEASE, ledger.now()).orThrow();
    return new ReleaseAccepted(
        order.release(),
        grant.id(),
        grant.permitHash(),
        order.policy().hash(),
        grant.recipient(),
        order.cut().number(),
        ledger.now());
  }

  /** A permit may be revoked while the release is made: the last entry decides on its own state. */
  private ReleaseMade stillAdmitted(
      Governance state, ReleaseMaking.Order order, ReleaseMade entry) {
    Grant grant = order.grant();
    state.admit(grant.id(), grant.permitHash(), Form.RELEASE, ledger.now()).orThrow();
    return entry;
  }

  private ObjectNode told(
      ReleaseMaking.Order order, ReleaseMaking.Made made, Sealed.Receipt sealed, Receipt receipt) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("release", order.release());
    json.put("hospital", home.name());
    json.put("permit", order.grant().id().value());
    json.put("recipient", order.grant().recipient().value());
    json.put("policy", order.policy().hash());
    json.put("cut", order.cut().number());
    json.put("grade", made.report().grade().name());
    json.put("persons", made.persons());
    json.put("rows", made.rows());
    json.put("suppressedPersons", made.suppressed());
    json.put("smallestClass", made.report().classes().smallest());
    ArrayNode files = json.putArray("files");
    made.files().forEach((name, count) -> files.addObject().put("file", name).put("rows", count));
    json.set("held", made.held());
    json.set("marks", made.protection());
    json.put("manifest", sealed.header().manifest());
    json.put("sealed", sealed.sha256());
    json.put("sealedTo", sealed.header().key());
    json.set("receipt", receipt.toJson());
    return json;
  }
}
