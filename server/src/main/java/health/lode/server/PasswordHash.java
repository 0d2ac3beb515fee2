package health.lode.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes and one lane: OWASP's figures for a login server. At
 * most two run at a time, so that a flood of logins cannot take the heap.
 */
record PasswordHash(byte[] salt, byte[] hash) {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final Semaphore SLOTS = new Semaphore(2);

  static PasswordHash of(String password, SecureRandom random) {
    byte[] salt = new byte[16];
    random.nextBytes(salt);
    return new PasswordHash(salt, argon2(password, salt));
  }

  /** Takes the same time whether or not it matches. */
  boolean matches(String password) {
    return MessageDigest.isEqual(hash, argon2(password, salt));
  }

  JsonNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("alg", "argon2id")
        .put("memoryKiB", MEMORY_KIB)
        .put("passes", PASSES)
        .put("salt", Base64.getEncoder().encodeToString(salt))
        .put("hash", Base64.getEncoder().encodeToString(hash));
  }

  /** Reads {@link #toJson}; throws IllegalArgumentException for anything else. */
  static PasswordHash fromJson(JsonNode json) {
    if (!json.path("alg").asText().equals("argon2id")
        || json.path("memoryKiB").asInt() != MEMORY_KIB
        || json.path("passes").asInt() != PASSES) {
      throw new IllegalArgumentException("another way of hashing");
    }
    return new PasswordHash(
        Base64.getDecoder().decode(json.path("salt").asText()),
        Base64.getDecoder().decode(json.path("hash").asText()));
  }

  private static byte[] argon2(String password, byte[] salt) {
    SLOTS.acquireUninterruptibly();
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withSalt(salt)
              .withMemoryAsKB(MEMORY_KIB)
              .withIterations(PASSES)
              .withParallelism(1)
              .build());
      byte[] out = new byte[32];
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
      return out;
    } finally {
      SLOTS.release();
    }
  }
}
