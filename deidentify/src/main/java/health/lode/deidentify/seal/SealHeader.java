package health.lode.deidentify.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands in the clear before a sealed file. The key that opens the file is derived from these
 * very bytes too, so that a changed header opens nothing.
 *
 * @param release the release's id, as the sender's ledger has it
 * @param recipient the recipient's name
 * @param key fingerprint of the recipient's key
 * @param form whether one file or a folder is inside
 * @param manifest hex SHA-256 of the list of files inside, see {@link Contents}
 */
public record SealHeader(String release, String recipient, String key, Form form, String manifest) {
  static final byte[] MAGIC = "lode-sealed/1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST = 16 * 1024;
  private static final int LONGEST_NAME = 200;

  /** What is inside. */
  public enum Form {
    FILE,
    FOLDER
  }

  public SealHeader {
    for (String name : new String[] {release, recipient}) {
      if (name.isBlank()
          || name.length() > LONGEST_NAME
          || name.codePoints().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "a release or recipient is named by 1 to 200 characters");
      }
    }
    if (!manifest.matches("[0-9a-f]{64}") || !key.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("hashes are lower-case hex");
    }
  }

  /** Magic, length and canonical JSON: the beginning of the file. */
  byte[] encoded() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("release", release)
            .put("recipient", recipient)
            .put("key", key)
            .put("form", form == Form.FILE ? "file" : "folder")
            .put("manifest", manifest);
    byte[] body = CanonicalJson.encode(json);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(out)) {
      data.write(MAGIC);
      data.writeInt(body.length);
      data.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Reads exactly one header; anything but the bytes {@link #encoded} writes is refused. */
  static SealHeader read(InputStream in) throws IOException {
    byte[] beginning = in.readNBytes(MAGIC.length + Integer.BYTES);
    if (beginning.length < MAGIC.length + Integer.BYTES
        || !Arrays.equals(Arrays.copyOf(beginning, MAGIC.length), MAGIC)) {
      throw SealRefusals.notSealed(null);
    }
    int length = ByteBuffer.wrap(beginning).getInt(MAGIC.length);
    if (length < 2 || length > LONGEST) {
      throw SealRefusals.notSealed(null);
    }
    byte[] body = in.readNBytes(length);
    try {
      JsonNode json = CanonicalJson.parse(body);
      SealHeader header =
          new SealHeader(
              json.path("release").asText(),
              json.path("recipient").asText(),
              json.path("key").asText(),
              json.path("form").asText().equals("file") ? Form.FILE : Form.FOLDER,
              json.path("manifest").asText());
      byte[] again = header.encoded();
      if (!Arrays.equals(
          Arrays.copyOfRange(again, MAGIC.length + Integer.BYTES, again.length), body)) {
        throw SealRefusals.notSealed(null);
      }
      return header;
    } catch (IllegalArgumentException e) {
      throw SealRefusals.notSealed(e);
    }
  }
}
