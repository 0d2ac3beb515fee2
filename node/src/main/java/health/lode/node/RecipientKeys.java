package health.lode.node;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.seal.RecipientKey;
import health.lode.deidentify.seal.RecipientPublicKey;
import health.lode.governance.RecipientKeyEnrolled;
import health.lode.governance.party.Party;
import health.lode.governance.party.PartyId;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.signing.Signature;
import health.lode.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that releases are sealed to. A party enrols its own, vouched for by the key it signs
 * with; the voucher is checked anew for each release. For a party whose signing key lies in this
 * home, the home makes the sealing key too.
 */
final class RecipientKeys {
  private final Home home;
  private final HomeKeys keys;
  private final NodeLedger ledger;
  private final SecureRandom random;

  RecipientKeys(Home home, HomeKeys keys, NodeLedger ledger, SecureRandom random) {
    this.home = home;
    this.keys = keys;
    this.ledger = ledger;
    this.random = random;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("recipient.enrol", (a, p) -> enrol(a));
  }

  /** Enrols a party's public key: {@code party, key file, keyId and signature in Base64}. */
  private ObjectNode enrol(Arguments a) {
    PartyId party = PartyId.of(a.text("party"));
    RecipientPublicKey key = RecipientPublicKey.read(a.file("file").orElseThrow());
    Party known = ledger.governance().parties().require(party);
    Signature signature =
        a.optional("signature")
            .map(value -> Signature.fromBase64("Ed25519", known.key().fingerprint(), value.strip()))
            .orElseGet(
                () -> keys.officeOr(party, a.file("key")).sign(key.enrolment(party.value())));
    return enter(party, known, key, signature);
  }

  private ObjectNode enter(
      PartyId party, Party known, RecipientPublicKey key, Signature signature) {
    if (!key.vouchedFor(party.value(), known.key(), signature)) {
      throw unvouched(party);
    }
    ledger.enter(new RecipientKeyEnrolled(party, key.encoded(), signature, ledger.now()));
    return JsonNodeFactory.instance
        .objectNode()
        .put("party", party.value())
        .put("key", key.fingerprint());
  }

  private static RefusedException unvouched(PartyId party) {
    return Refusals.refused(
        NodeReason.RECIPIENT_KEY_UNVOUCHED,
        Words.of(
            "The sealing key of " + party + " is not vouched for by the key it signs with.",
            party + " 的密封公钥未得到其签名密钥的确认。"),
        Words.of(
            "Have "
                + party
                + " sign it: lode deidentify recipient-key vouch, then lode party seal-key.",
            "请 " + party + " 签名确认：lode deidentify recipient-key vouch，再执行 lode party seal-key。"));
  }

  /** The key that a release for {@code party} is sealed to. */
  RecipientPublicKey of(PartyId party) {
    Party known = ledger.governance().parties().require(party);
    Optional<RecipientKeyEnrolled> enrolled = ledger.governance().recipientKey(party);
    if (enrolled.isEmpty()) {
      SigningKey own = keys.office(party).orElseThrow(() -> none(party));
      RecipientPublicKey made = make(party);
      enter(party, known, made, own.sign(made.enrolment(party.value())));
      return made;
    }
    RecipientPublicKey key = RecipientPublicKey.parse(enrolled.get().key());
    if (!key.vouchedFor(party.value(), known.key(), enrolled.get().signature())) {
      throw unvouched(party);
    }
    return key;
  }

  private RecipientPublicKey make(PartyId party) {
    Path file = home.keys().resolve("recipients").resolve(party.value() + ".key");
    try {
      if (!Files.exists(file)) {
        OwnerOnly.folder(
            home.keys()
                .resolve("recipients")
                .resolve(party.value())
                .resolveSibling(".")
                .normalize());
        RecipientKey.generate(random).writeNew(file);
      }
      return RecipientKey.read(file).publicKey();
    } catch (IOException e) {
      throw Refusals.fileUnreadable(file.toString());
    }
  }

  private static RefusedException none(PartyId party) {
    return Refusals.refused(
        NodeReason.RECIPIENT_KEY_MISSING,
        Words.of(party + " has no key that a release could be sealed to.", party + " 尚无用于密封的公钥。"),
        Words.of(
            "Enrol one: lode party seal-key HOME " + party + " FILE --signature VALUE",
            "请登记：lode party seal-key 目录 " + party + " 文件 --signature 值"));
  }
}
