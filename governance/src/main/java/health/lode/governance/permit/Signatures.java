package health.lode.governance.permit;

import health.lode.governance.party.Custody;
import health.lode.governance.party.Parties;
import health.lode.governance.party.Party;
import health.lode.governance.party.PartyId;
import health.lode.governance.rulebook.Rulebook;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks every signature on a permit against the keys pinned now. Nothing is remembered from an
 * earlier check but that the bytes were signed: a key that was unpinned since counts no longer.
 *
 * @param hospital name of the hospital that checks
 * @param rulebooks every rulebook that was ever in force here, by hash
 * @param present the one in force
 */
public record Signatures(
    String hospital, Parties parties, Map<String, Rulebook> rulebooks, Rulebook present) {
  private static final Genuine GENUINE = new Genuine();

  /** The standing of every office that is asked or has signed, needed ones first. */
  public List<Standing> standings(PermitState state, Assessment.Permitted assessment) {
    List<Standing> standings = new ArrayList<>();
    for (Need need : assessment.needs()) {
      Optional<PermitSignature> signature =
          Optional.ofNullable(state.signatures().get(need.office()));
      Optional<Refusal> problem =
          signature.isPresent()
              ? problem(state, signature.get(), assessment)
              : Optional.of(unsigned(need));
      standings.add(
          new Standing(
              need.office(),
              Optional.of(need.because()),
              signature,
              custody(need.office()),
              problem));
    }
    for (PermitSignature signature : state.signatures().values()) {
      PartyId office = signature.office();
      if (assessment.needs().stream().noneMatch(n -> n.office().equals(office))) {
        standings.add(
            new Standing(
                office,
                Optional.empty(),
                Optional.of(signature),
                custody(office),
                problem(state, signature, assessment)));
      }
    }
    return standings;
  }

  /** Why this signature does not count; empty where it does. */
  public Optional<Refusal> problem(
      PermitState state, PermitSignature signature, Assessment.Permitted assessment) {
    PartyId office = signature.office();
    Optional<Party> party = parties.find(office);
    if (party.isEmpty() || parties.formerly(office, signature.signature().keyId())) {
      return Optional.of(notPinned(office));
    }
    Rulebook under = rulebooks.get(signature.rulebookHash());
    if (under == null || !signature.permitHash().equals(state.hash())) {
      return Optional.of(invalid(office));
    }
    Assessment then =
        under.hash().equals(present.hash())
            ? assessment
            : Assessment.of(state.permit(), under, hospital);
    if (!(then instanceof Assessment.Permitted permitted)) {
      return Optional.of(invalid(office));
    }
    Genuine.Signed signed =
        new Genuine.Signed(
            state.permit().hash(),
            hospital,
            office,
            under.hash(),
            party.get().key(),
            signature.signature());
    if (!GENUINE.holds(
        signed,
        () -> SigningDocument.of(state.permit(), hospital, office, under, permitted).bytes())) {
      return Optional.of(invalid(office));
    }
    return permitted.opens(assessment) ? Optional.empty() : Optional.of(changed(office));
  }

  /** Whether an act's signature is its office's own; a stop counts all the same. */
  public boolean holds(PermitAct act) {
    return parties
        .find(act.office())
        .map(p -> p.key().verify(act.bytes(hospital), act.signature()))
        .orElse(false);
  }

  private Optional<Custody> custody(PartyId office) {
    return parties.find(office).map(Party::custody);
  }

  private static Refusal unsigned(Need need) {
    PartyId office = need.office();
    return Refusal.of(
        PermitReason.PERMIT_UNSIGNED,
        Words.of(
            office + " has not signed: " + need.because().en(),
            office + " 尚未签署：" + need.because().zh()),
        Words.of("have " + office + " sign the permit", "请 " + office + " 签署该许可"));
  }

  private static Refusal notPinned(PartyId office) {
    return Refusal.of(
        PermitReason.PERMIT_KEY_NOT_PINNED,
        Words.of(
            "the key with which " + office + " signed is not pinned for it now",
            office + " 签署所用的密钥目前未登记"),
        Words.of(
            "have " + office + " sign again with the key that is pinned now",
            "请 " + office + " 用现登记的密钥重新签署"));
  }

  private static Refusal invalid(PartyId office) {
    return Refusal.of(
        PermitReason.PERMIT_SIGNATURE_INVALID,
        Words.of(
            "the signature in the name of "
                + office
                + " is not its signature over this permit and text",
            "以 " + office + " 名义的签名不是其对此许可及文本的签名"),
        Words.of(
            "have " + office + " sign this very permit, as 'lode permit show' prints it",
            "请 " + office + " 按 lode permit show 所示内容签署此许可"));
  }

  private static Refusal changed(PartyId office) {
    return Refusal.of(
        PermitReason.PERMIT_RULEBOOK_CHANGED,
        Words.of(
            "the rulebook has changed what this permit opens since " + office + " signed",
            "自 " + office + " 签署以来，规则书改变了此许可所开放的内容"),
        Words.of(
            "have " + office + " sign again under the rulebook in force",
            "请 " + office + " 按现行规则书重新签署"));
  }
}
