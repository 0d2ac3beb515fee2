package health.lode.governance;

import health.lode.governance.party.Custody;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Need;
import health.lode.governance.permit.Needs;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitAct;
import health.lode.governance.rulebook.Rulebook;
import health.lode.signing.SigningKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A hospital with its offices, their keys, and the ledger they fill. */
public final class Offices {
  public static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  public static final String HOSPITAL = "第一医院";
  public static final PartyId INFORMATION = PartyId.of("hospital/information");
  public static final PartyId DEPARTMENT = PartyId.of("hospital/department");
  public static final PartyId ETHICS = PartyId.of("hospital/ethics");
  public static final PartyId COMMISSION = PartyId.of("commission");
  public static final PartyId RESEARCHER = PartyId.of("local/researcher");

  public static final String PERMIT =
      """
      project: "Cough, pneumonia and lung cancer"
      purpose: research
      requester: local/researcher
      recipient: local/researcher
      data: [demographics, visit, diagnosis, laboratory, sensitive]
      forms: [aggregate]
      valid: {from: 2026-01-01, until: 2027-12-31}
      """;

  private final Map<PartyId, SigningKey> keys = new TreeMap<>();
  private Governance state = Governance.empty();

  /** A new hospital with its offices pinned and the starter rulebook in force. */
  public Offices() {
    enter(new HomeCreated(HOSPITAL, HomeKind.NODE, NOW));
    int seed = 1;
    for (PartyId office : new PartyId[] {INFORMATION, DEPARTMENT, ETHICS, COMMISSION, RESEARCHER}) {
      pin(office, key(seed++));
    }
    adopt(Rulebook.starterText());
  }

  public static SigningKey key(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return SigningKey.ofSeed(bytes);
  }

  public Governance state() {
    return state;
  }

  public SigningKey keyOf(PartyId office) {
    return keys.get(office);
  }

  /** Enters an event as it is, as someone who can write to the ledger would. */
  public void enter(Event event) {
    state = state.apply(state.size(), event);
  }

  public void pin(PartyId office, SigningKey key) {
    keys.put(office, key);
    enter(new PartyPinned(office, key.publicKey(), Custody.NODE, NOW));
  }

  public void adopt(String rulebook) {
    enter(RulebookAdopted.of(HOSPITAL, rulebook, INFORMATION, keys.get(INFORMATION), NOW));
  }

  public Permit request(String yaml) {
    Permit permit = Permit.fromYaml(yaml);
    enter(PermitRequested.of(permit, NOW));
    return permit;
  }

  /** Signs for every office that the rulebook names. */
  public void signAll(Permit permit) {
    Needs needs = state.needs(permit);
    for (Need need : ((Needs.Needed) needs).needs()) {
      sign(permit, need.office());
    }
  }

  public void sign(Permit permit, PartyId office) {
    enter(
        new PermitSigned(permit.id(), state.document(permit, office).sign(keys.get(office)), NOW));
  }

  public void act(PermitAct.Kind kind, Permit permit, PartyId office) {
    enter(
        new PermitActed(
            PermitAct.of(kind, permit, HOSPITAL, office, "as agreed", keys.get(office)), NOW));
  }
}
