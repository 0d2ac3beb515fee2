package health.lode.vault.capture;

import java.io.InputStream;
import java.util.Optional;

/**
 * A file to be cut into records, unpacked from whatever container it came in.
 *
 * @param name path within what was captured, {@code export.zip!/Condition.ndjson} for a member of
 *     an archive
 * @param content its bytes from the start, unpacked; closed by the caller
 * @param options what the user said about this capture
 */
public record SourceFile(String name, InputStream content, Options options) {

  /** The last part of {@link #name()}. */
  public String fileName() {
    int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    return name.substring(slash + 1);
  }

  /**
   * What the user said about a capture.
   *
   * @param mapping text of a mapping file, or the name of one shipped with the product
   * @param charset name of the character set, where the user insists on one
   * @param recordLimit records longer than this many bytes are quarantined
   */
  public record Options(Optional<String> mapping, Optional<String> charset, int recordLimit) {}
}
