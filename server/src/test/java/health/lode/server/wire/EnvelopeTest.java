package health.lode.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.permit.PermitId;
import health.lode.refusal.ReasonCode;
import health.lode.refusal.RefusedException;
import health.lode.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every way of getting an envelope opened that should stay shut. */
final class EnvelopeTest {
  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private final SecureRandom random = new SecureRandom();
  private final SigningKey asker = SigningKey.generate(random);
  private final SigningKey stranger = SigningKey.generate(random);
  private final String recipient = SigningKey.generate(random).publicKey().fingerprint();
  private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
  private final ReplayGuard guard = new ReplayGuard();
  private final AuthorKeys pinned =
      author -> author.equals("institute/lung") ? Optional.of(asker.publicKey()) : Optional.empty();
  private final Question question =
      new Question(PermitId.of("P-0123456789ab"), "SELECT COUNT(*) FROM person");

  private Envelope sealed() {
    return seal("institute/lung", asker, NOW.plusSeconds(60));
  }

  private Envelope seal(String author, SigningKey key, Instant expires) {
    return Envelope.seal(
        question, author, key, recipient, expires, Optional.of("ab".repeat(32)), random);
  }

  private Envelope changed(Consumer<ObjectNode> change) {
    ObjectNode json = sealed().toJson().deepCopy();
    change.accept(json);
    return Envelope.fromJson(json);
  }

  private void refused(Envelope envelope, ReasonCode code) {
    assertThatThrownBy(() -> envelope.open(recipient, clock, guard, pinned))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo(code));
  }

  @Test
  void opensOnceForItsRecipientAndKeepsItsIdAcrossTheWire() {
    Envelope sent = sealed();
    Envelope received = Envelope.parse(sent.bytes());
    assertThat(received.questionId()).isEqualTo(sent.questionId()).matches("Q-[0-9a-f]{24}");
    assertThat(received.open(recipient, clock, guard, pinned)).isEqualTo(question);
    refused(received, WireReason.ENVELOPE_REPLAYED);
  }

  @Test
  void anythingChangedIsForged() {
    refused(
        changed(j -> ((ObjectNode) j.get("body")).put("sql", "SELECT 1")),
        WireReason.ENVELOPE_FORGED);
    refused(changed(j -> j.put("permitHash", "cd".repeat(32))), WireReason.ENVELOPE_FORGED);
    refused(changed(j -> j.remove("permitHash")), WireReason.ENVELOPE_FORGED);
    refused(changed(j -> j.put("recipient", "00".repeat(16))), WireReason.ENVELOPE_FORGED);
    refused(
        changed(j -> j.put("expires", NOW.plusSeconds(600).toString())),
        WireReason.ENVELOPE_FORGED);
    refused(changed(j -> j.put("nonce", "AAAAAAAAAAAAAAAAAAAAAA==")), WireReason.ENVELOPE_FORGED);
    refused(changed(j -> j.put("kind", "poll")), WireReason.ENVELOPE_FORGED);
    refused(changed(j -> j.put("key", stranger.publicKey().encoded())), WireReason.ENVELOPE_FORGED);
  }

  @Test
  void aStrangersKeyIsForgedWhateverNameItSigns() {
    refused(seal("institute/lung", stranger, NOW.plusSeconds(60)), WireReason.ENVELOPE_FORGED);
    refused(seal("institute/other", stranger, NOW.plusSeconds(60)), WireReason.ENVELOPE_FORGED);
    refused(seal("institute/other", asker, NOW.plusSeconds(60)), WireReason.ENVELOPE_FORGED);
  }

  @Test
  void aSignatureOverTheBareJsonIsNoEnvelope() {
    // Some other signature of the same key over the same JSON must not pass as an envelope's.
    ObjectNode json = sealed().toJson().deepCopy();
    json.remove("signature");
    JsonNode bare = json.deepCopy();
    var signature = asker.sign(CanonicalJson.encode(bare));
    json.putObject("signature")
        .put("alg", signature.alg())
        .put("keyId", signature.keyId())
        .put("value", signature.base64());
    refused(Envelope.fromJson(json), WireReason.ENVELOPE_FORGED);
  }

  @Test
  void lateTooLongLivedOrMisaddressed() {
    refused(seal("institute/lung", asker, NOW.minusSeconds(1)), WireReason.ENVELOPE_EXPIRED);
    refused(
        seal("institute/lung", asker, NOW.plus(Envelope.LONGEST_LIFE).plusSeconds(1)),
        WireReason.ENVELOPE_EXPIRED);
    Envelope other =
        Envelope.seal(
            question,
            "institute/lung",
            asker,
            stranger.publicKey().fingerprint(),
            NOW.plusSeconds(60),
            Optional.empty(),
            random);
    refused(other, WireReason.ENVELOPE_MISADDRESSED);
  }

  @Test
  void aRefusedEnvelopeDoesNotUseUpItsNonce() {
    Envelope envelope = sealed();
    Clock later = Clock.offset(clock, Duration.ofHours(1));
    assertThatThrownBy(() -> envelope.open(recipient, later, guard, pinned))
        .isInstanceOf(RefusedException.class);
    assertThat(envelope.open(recipient, clock, guard, pinned)).isEqualTo(question);
  }

  @Test
  void rubbishIsUnreadable() {
    for (String text :
        new String[] {
          "",
          "[]",
          "null",
          "{\"v\":1}",
          "{\"v\":2}",
          "[".repeat(100_000),
          "{\"v\":1,\"v\":1}",
          new String(sealed().bytes(), StandardCharsets.UTF_8).replace("\"v\":1", "\"v\":1,\"x\":1")
        }) {
      assertThatThrownBy(() -> Envelope.parse(text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().code()).isEqualTo(WireReason.ENVELOPE_UNREADABLE));
    }
    Envelope wrongBody =
        Envelope.seal(new Poll(0, 1), "institute/lung", asker, recipient, clock, random);
    ObjectNode json = wrongBody.toJson().deepCopy();
    json.put("kind", "question");
    refused(Envelope.fromJson(json), WireReason.ENVELOPE_FORGED);
  }
}
