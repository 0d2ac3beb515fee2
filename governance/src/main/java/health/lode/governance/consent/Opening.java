package health.lode.governance.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.strict.StrictException;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One decision of one patient, which a commitment in the ledger's Merkle root hides. It lies
 * encrypted in the journal; nothing of it is ever entered in the ledger.
 *
 * @param patient the stable source-patient key (a keyed hash, no name or number)
 * @param purpose a purpose of the rulebook, or {@code *} for every purpose
 * @param category a category of the rulebook, or {@code *} for every category
 * @param byGuardian whether a guardian decided, as under the age of 14
 */
public record Opening(
    byte[] salt,
    String patient,
    String purpose,
    String category,
    Choice choice,
    boolean byGuardian) {
  /** Bytes of a salt. */
  public static final int SALT_BYTES = 32;

  /** Every purpose, or every category. */
  public static final String ANY = "*";

  public Opening {
    salt = salt.clone();
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException("a salt has 32 bytes");
    }
    if (patient.isBlank() || purpose.isBlank() || category.isBlank()) {
      throw new IllegalArgumentException("a decision names patient, purpose and category");
    }
  }

  @Override
  public byte[] salt() {
    return salt.clone();
  }

  /** SHA-256 of the salt followed by the canonical JSON of the decision. */
  public byte[] commitment() {
    byte[] decision = CanonicalJson.encode(toJson());
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(
              ByteBuffer.allocate(salt.length + decision.length).put(salt).put(decision).array());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The decision without its salt. */
  public JsonNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("category", category)
        .put("choice", choice.word())
        .put("guardian", byGuardian)
        .put("patient", patient)
        .put("purpose", purpose);
  }

  /** Reads what {@link #toStored()} wrote; throws {@link IllegalArgumentException} otherwise. */
  public static Opening fromStored(JsonNode json) {
    try {
      StrictMapping map = StrictNode.of(json).mapping();
      StrictNode word = map.required("choice");
      Choice choice =
          Arrays.stream(Choice.values())
              .filter(c -> c.word().equals(word.text()))
              .findFirst()
              .orElseThrow(() -> word.wrong("is no known choice", "不是已知的选择"));
      Opening opening =
          new Opening(
              HexFormat.of().parseHex(map.text("salt")),
              map.text("patient"),
              map.text("purpose"),
              map.text("category"),
              choice,
              map.required("guardian").truth());
      map.done();
      return opening;
    } catch (StrictException e) {
      throw new IllegalArgumentException("no consent opening", e);
    }
  }

  /** The decision with its salt, for the encrypted journal. */
  public JsonNode toStored() {
    return ((ObjectNode) toJson()).put("salt", HexFormat.of().formatHex(salt));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Opening other
        && Arrays.equals(other.salt, salt)
        && other.toJson().equals(toJson());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(salt);
  }

  /** Without the salt: whoever has it can tell whose commitment is whose. */
  @Override
  public String toString() {
    return "opening of a consent";
  }
}
