package health.lode.ledger;

import health.lode.signing.PublicKey;
import health.lode.signing.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a ledger has signed: C2SP tlog-checkpoint in a C2SP signed note with an Ed25519 signature.
 *
 * @param origin the ledger's name, which is also its key's name
 * @param size number of entries
 * @param root RFC 6962 root hash
 */
public record Checkpoint(String origin, long size, byte[] root) {
  private static final byte ED25519 = 1;
  private static final int LONGEST_NOTE = 64 * 1024;

  public Checkpoint {
    root = root.clone();
    boolean nameable =
        !origin.isEmpty()
            && origin
                .codePoints()
                .noneMatch(
                    c ->
                        c == '+'
                            || Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || Character.isISOControl(c));
    if (!nameable) {
      throw new IllegalArgumentException("an origin has no space, plus or control character");
    }
    if (size < 0 || root.length != Hashes.LENGTH) {
      throw new IllegalArgumentException("not a tree head");
    }
  }

  @Override
  public byte[] root() {
    return root.clone();
  }

  /** The text that is signed. */
  public String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
  }

  /** The signed note. */
  String sign(SigningKey key) {
    byte[] signature = key.signRaw(text().getBytes(StandardCharsets.UTF_8));
    byte[] line =
        ByteBuffer.allocate(4 + signature.length)
            .put(keyId(origin, key.publicKey()))
            .put(signature)
            .array();
    return text() + "\n— " + origin + " " + Base64.getEncoder().encodeToString(line) + "\n";
  }

  /**
   * Reads a signed note. Empty unless it is well-formed, {@code key} has signed it, and no
   * signature under that key's name and number is false. Other keys' signatures are passed over.
   */
  public static Optional<Checkpoint> open(String note, PublicKey key) {
    Optional<Checkpoint> read = parse(note);
    return read.filter(checkpoint -> checkpoint.isSignedIn(note, key));
  }

  /** Reads a note's text and trusts nothing in it: the signatures are not looked at. */
  static Optional<Checkpoint> parse(String note) {
    int blank = note.lastIndexOf("\n\n");
    if (note.length() > LONGEST_NOTE || blank < 0) {
      return Optional.empty();
    }
    String[] lines = note.substring(0, blank + 1).split("\n", -1);
    if (lines.length != 4 || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
      return Optional.empty();
    }
    try {
      Checkpoint checkpoint =
          new Checkpoint(lines[0], Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
      // Base64 has several spellings of some bytes; only ours is the text that was signed.
      return checkpoint.text().equals(note.substring(0, blank + 1))
          ? Optional.of(checkpoint)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean isSignedIn(String note, PublicKey key) {
    int blank = note.lastIndexOf("\n\n");
    String signatures = note.substring(blank + 2);
    if (!signatures.endsWith("\n")) {
      return false;
    }
    byte[] message = text().getBytes(StandardCharsets.UTF_8);
    byte[] id = keyId(origin, key);
    boolean signed = false;
    for (String line : signatures.substring(0, signatures.length() - 1).split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length != 3 || !words[0].equals("—") || words[1].isEmpty()) {
        return false;
      }
      byte[] bytes;
      try {
        bytes = Base64.getDecoder().decode(words[2]);
      } catch (IllegalArgumentException e) {
        return false;
      }
      boolean oneSpelling = Base64.getEncoder().encodeToString(bytes).equals(words[2]);
      if (bytes.length < 5 || !oneSpelling) {
        return false;
      }
      if (words[1].equals(origin) && Arrays.equals(Arrays.copyOf(bytes, 4), id)) {
        if (!key.verifyRaw(message, Arrays.copyOfRange(bytes, 4, bytes.length))) {
          return false;
        }
        signed = true;
      }
    }
    return signed;
  }

  /** The text by which tlog clients know a key: {@code name+hash+base64}. */
  public static String verifierKey(String origin, PublicKey key) {
    return origin
        + "+"
        + HexFormat.of().formatHex(keyId(origin, key))
        + "+"
        + Base64.getEncoder().encodeToString(typed(key));
  }

  private static byte[] keyId(String name, PublicKey key) {
    MessageDigest digest = Hashes.sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    return Arrays.copyOf(digest.digest(typed(key)), 4);
  }

  private static byte[] typed(PublicKey key) {
    return ByteBuffer.allocate(1 + key.bytes().length).put(ED25519).put(key.bytes()).array();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Checkpoint c
        && c.origin.equals(origin)
        && c.size == size
        && Arrays.equals(c.root, root);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(root);
  }
}
