package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.governance.PseudonymUndone;
import health.lode.governance.ReleaseState;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Permit;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.engine.Engine;
import health.lode.vault.engine.Limits;
import health.lode.vault.identity.KnownPatient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Undoing a pseudonym, inside the hospital and on the ledger: the office signs and the act is
 * entered before anything is looked up. There is no table of who is who: every person the vault
 * ever numbered is tried.
 */
final class PseudonymDesk {
  /** As many last characters of a pseudonym may carry a recipient's mark. */
  private static final int MARKED = 6;

  private static final Limits LIMITS = new Limits(Duration.ofMinutes(5), 100_000_000);
  private final Home home;
  private final HomeKeys keys;
  private final NodeLedger ledger;
  private final LazyVault vault;
  private final ReleaseRegister register;
  private final SecureRandom random;

  PseudonymDesk(
      Home home,
      HomeKeys keys,
      NodeLedger ledger,
      LazyVault vault,
      ReleaseRegister register,
      SecureRandom random) {
    this.home = home;
    this.keys = keys;
    this.ledger = ledger;
    this.vault = vault;
    this.register = register;
    this.random = random;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("pseudonym.undo", (a, p) -> undo(a));
    verbs.put(
        "pseudonym.rotate",
        (a, p) -> JsonNodeFactory.instance.objectNode().put("version", register.rotate()));
  }

  private ObjectNode undo(Arguments a) {
    String id = a.text("release");
    ReleaseState release =
        ledger
            .governance()
            .release(id)
            .filter(ReleaseState::left)
            .orElseThrow(PseudonymDesk::noRelease);
    String pseudonym = a.text("pseudonym").strip();
    PartyId office = PartyId.ofShort(a.text("office"));
    enter(id, office, pseudonym, a);
    Permit permit = ledger.governance().permit(release.accepted().permit()).orElseThrow().permit();
    Pseudonyms pseudonyms =
        register.pseudonyms(
            permit.project(), release.accepted().recipient().value(), register.of(id).keyVersion());
    CutInfo cut = vault.vault().latestCut().orElseThrow(QuestionDesk::nothingCaptured);
    long person = find(pseudonym, pseudonyms);
    return told(current(person, cut), cut);
  }

  private void enter(String release, PartyId office, String pseudonym, Arguments a) {
    byte[] salt = new byte[32];
    random.nextBytes(salt);
    byte[] value = pseudonym.getBytes(StandardCharsets.UTF_8);
    byte[] both = java.util.Arrays.copyOf(salt, salt.length + value.length);
    System.arraycopy(value, 0, both, salt.length, value.length);
    String commitment = CanonicalJson.sha256(both);
    register.keepSalt(commitment, salt);
    ledger.enter(
        PseudonymUndone.of(
            home.name(),
            release,
            office,
            commitment,
            a.text("why"),
            keys.officeOr(office, a.file("key")),
            ledger.now()));
  }

  /** The person whose pseudonym this is, marked or not. */
  private long find(String pseudonym, Pseudonyms pseudonyms) {
    List<Long> found = new ArrayList<>();
    vault.vault().engine().stream(
        "SELECT source_patient_id FROM identity.source_patient",
        LIMITS,
        new Engine.RowConsumer() {
          @Override
          public void columns(List<String> names) {}

          @Override
          public void row(List<@Nullable Object> values) {
            String key = String.valueOf(values.get(0));
            if (same(pseudonym, pseudonyms.code(Pseudonyms.PATIENT, key))
                || same(pseudonym, Long.toString(pseudonyms.number(Pseudonyms.PATIENT, key)))) {
              found.add(Long.valueOf(key));
            }
          }
        });
    if (found.size() != 1) {
      throw Refusals.refused(
          NodeReason.PSEUDONYM_UNKNOWN,
          Words.of(
              "No one patient of this hospital has this pseudonym in that release.",
              "该发布中没有与此假名唯一对应的本院患者。"),
          Words.of(
              "Copy person_id or person_source_value whole, and name the release it is from.",
              "请完整复制 person_id 或 person_source_value，并指明其所在发布。"));
    }
    return found.get(0);
  }

  private static boolean same(String given, String own) {
    return given.length() == own.length()
        && given.regionMatches(true, 0, own, 0, own.length() - MARKED);
  }

  /** Who the person is by now: sources' patients may have been joined since. */
  private long current(long person, CutInfo cut) {
    List<List<@Nullable Object>> rows =
        vault
            .vault()
            .engine()
            .run(
                "SELECT person_id FROM identity.person_of WHERE cut = "
                    + cut.number()
                    + " AND source_patient_id = "
                    + person,
                LIMITS)
            .rows();
    return !rows.isEmpty() && rows.get(0).get(0) instanceof Long now ? now : person;
  }

  private ObjectNode told(long person, CutInfo cut) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("person", person);
    ArrayNode known = json.putArray("known");
    vault
        .vault()
        .known(cut, person)
        .map(KnownPatient::identifiers)
        .orElse(Map.of())
        .forEach(
            (kind, values) ->
                values.forEach(
                    value ->
                        known
                            .addObject()
                            .put("kind", kind.name().toLowerCase(Locale.ROOT))
                            .put("value", value)));
    return json;
  }

  private static RefusedException noRelease() {
    return Refusals.refused(
        NodeReason.RELEASE_NOT_FOUND,
        Words.of("No such release ever left this hospital.", "本院没有此发布。"),
        Words.of("List them: lode exits HOME", "查看列表：lode exits 目录"));
  }
}
