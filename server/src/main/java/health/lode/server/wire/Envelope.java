package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.signing.PublicKey;
import health.lode.signing.Signature;
import health.lode.signing.SigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Optional;

/**
 * A message with its author, its one recipient, a nonce and an expiry, signed over all of it
 * (docs/spec/wire.md). What is inside can only be had through {@link #open}, which checks
 * everything first.
 *
 * @param kind the message's kind
 * @param body the message
 * @param author a party's name, {@code node/NAME} or {@code hub/NAME}
 * @param key the author's public key
 * @param recipient fingerprint of the recipient's public key
 * @param nonce 128 random bits, base64
 * @param expires when it is void
 * @param permitHash for a question: hash of the permit it is asked under
 */
public record Envelope(
    String kind,
    JsonNode body,
    String author,
    PublicKey key,
    String recipient,
    String nonce,
    Instant expires,
    Optional<String> permitHash,
    Signature signature) {
  /** How long an envelope holds unless its sender says otherwise. */
  public static final Duration USUAL_LIFE = Duration.ofMinutes(2);

  /** An envelope that holds longer than this is refused, so that nonces need not be kept longer. */
  public static final Duration LONGEST_LIFE = Duration.ofMinutes(15);

  /** Signatures of envelopes can be mistaken for no other signature of the product. */
  private static final byte[] CONTEXT =
      "health.lode envelope v1\n".getBytes(StandardCharsets.UTF_8);

  /** Seals {@code message} with the usual life and no permit. */
  public static Envelope seal(
      Message message,
      String author,
      SigningKey key,
      String recipient,
      Clock clock,
      SecureRandom random) {
    return seal(
        message,
        author,
        key,
        recipient,
        clock.instant().plus(USUAL_LIFE),
        Optional.empty(),
        random);
  }

  /** Seals {@code message}, bound to a permit's hash where one is given. */
  public static Envelope seal(
      Message message,
      String author,
      SigningKey key,
      String recipient,
      Instant expires,
      Optional<String> permitHash,
      SecureRandom random) {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    String text = Base64.getEncoder().encodeToString(nonce);
    JsonNode body = message.toJson();
    byte[] signed =
        signingBytes(
            message.kind(), body, author, key.publicKey(), recipient, text, expires, permitHash);
    return new Envelope(
        message.kind(),
        body,
        author,
        key.publicKey(),
        recipient,
        text,
        expires,
        permitHash,
        key.sign(signed));
  }

  /**
   * The message inside, once it is certain that {@code keys} trusts this author's key, that the key
   * signed exactly this, that it is for {@code recipient}, not expired, and not opened before.
   *
   * @param recipient fingerprint of the reader's own key
   * @throws RefusedException with a {@link WireReason}
   */
  public Message open(String recipient, Clock clock, ReplayGuard guard, AuthorKeys keys) {
    if (!keys.trusted(author).filter(key::equals).isPresent() || !signed()) {
      throw forged();
    }
    if (!this.recipient.equals(recipient)) {
      throw refused(
          WireReason.ENVELOPE_MISADDRESSED,
          Words.of("The envelope is addressed to someone else.", "信封的收件方不是本方。"),
          Words.of("Address it to fingerprint " + recipient + ".", "请以指纹 " + recipient + " 为收件方。"));
    }
    Instant now = clock.instant();
    if (expires.isBefore(now) || expires.isAfter(now.plus(LONGEST_LIFE))) {
      throw refused(
          WireReason.ENVELOPE_EXPIRED,
          Words.of(
              "The envelope's expiry is past, or further ahead than allowed.", "信封已过期，或有效期超过上限。"),
          Words.of("Send a new one, and check the clocks of both machines.", "请重新发送，并核对两台机器的时钟。"));
    }
    Message message = message();
    if (!guard.first(author, nonce, expires, now)) {
      throw refused(
          WireReason.ENVELOPE_REPLAYED,
          Words.of("This envelope was received before.", "此信封此前已收到过。"),
          Words.of("Sign a new envelope for each message.", "请为每条消息签署新的信封。"));
    }
    return message;
  }

  /** The message without any check: for showing and routing, never for acting on it. */
  public Message unverified() {
    return message();
  }

  private Message message() {
    try {
      return Message.fromJson(kind, body);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(unreadable(), e);
    }
  }

  private boolean signed() {
    try {
      return key.verify(
          signingBytes(kind, body, author, key, recipient, nonce, expires, permitHash), signature);
    } catch (IllegalArgumentException e) {
      // Without a canonical form it cannot have been signed.
      return false;
    }
  }

  /** {@code Q-} and 24 hexadecimal digits of the envelope's hash: the same at hub and nodes. */
  public String questionId() {
    return "Q-" + CanonicalJson.sha256(toJson()).substring(0, 24);
  }

  public JsonNode toJson() {
    ObjectNode json = unsigned(kind, body, author, key, recipient, nonce, expires, permitHash);
    json.putObject("signature")
        .put("alg", signature.alg())
        .put("keyId", signature.keyId())
        .put("value", signature.base64());
    return json;
  }

  /** The canonical bytes, as they are sent. */
  public byte[] bytes() {
    return CanonicalJson.encode(toJson());
  }

  /** Reads {@link #bytes}; refused with ENVELOPE_UNREADABLE. Nothing is checked yet. */
  public static Envelope parse(byte[] bytes) {
    try {
      return read(CanonicalJson.parse(bytes));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(unreadable(), e);
    }
  }

  /** Reads {@link #toJson}; refused with ENVELOPE_UNREADABLE. Nothing is checked yet. */
  public static Envelope fromJson(JsonNode json) {
    try {
      return read(json);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(unreadable(), e);
    }
  }

  static Envelope read(JsonNode json) {
    Fields fields = new Fields(json);
    if (fields.count("v") != 1) {
      throw new IllegalArgumentException("unknown version");
    }
    try {
      Envelope envelope =
          new Envelope(
              fields.text("kind"),
              fields.any("body"),
              fields.text("author"),
              fields.key("key"),
              fields.text("recipient"),
              fields.text("nonce"),
              Instant.parse(fields.text("expires")),
              fields.optionalText("permitHash"),
              fields.signature("signature"));
      fields.done();
      return envelope;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("not an instant", e);
    }
  }

  private static byte[] signingBytes(
      String kind,
      JsonNode body,
      String author,
      PublicKey key,
      String recipient,
      String nonce,
      Instant expires,
      Optional<String> permitHash) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(CONTEXT);
    out.writeBytes(
        CanonicalJson.encode(
            unsigned(kind, body, author, key, recipient, nonce, expires, permitHash)));
    return out.toByteArray();
  }

  private static ObjectNode unsigned(
      String kind,
      JsonNode body,
      String author,
      PublicKey key,
      String recipient,
      String nonce,
      Instant expires,
      Optional<String> permitHash) {
    ObjectNode json = Message.body();
    json.put("v", 1).put("kind", kind);
    json.set("body", body);
    json.put("author", author)
        .put("key", key.encoded())
        .put("recipient", recipient)
        .put("nonce", nonce)
        .put("expires", expires.toString());
    permitHash.ifPresent(hash -> json.put("permitHash", hash));
    return json;
  }

  private static RefusedException forged() {
    return refused(
        WireReason.ENVELOPE_FORGED,
        Words.of(
            "The envelope is not signed by a key that is trusted for its author.",
            "信封不是由其署名方的可信密钥签署的。"),
        Words.of(
            "Sign with the author's own key, and have its public key pinned at the recipient.",
            "请用署名方自己的密钥签署，并在收件方登记其公钥。"));
  }

  private static Refusal unreadable() {
    return Refusal.of(
        WireReason.ENVELOPE_UNREADABLE,
        Words.of("This is no envelope of this version.", "这不是此版本的信封。"),
        Words.of("Write it as docs/spec/wire.md says.", "请按 docs/spec/wire.md 书写。"));
  }

  private static RefusedException refused(WireReason code, Words reason, Words remedy) {
    return Refusal.of(code, reason, remedy).asException();
  }
}
