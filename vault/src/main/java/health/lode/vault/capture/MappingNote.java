package health.lode.vault.capture;

import java.nio.charset.StandardCharsets;

/**
 * From this place in the journal on, a source's records are decoded by another mapping than they
 * were captured with, the earlier ones too.
 *
 * @param mapping text of a mapping file, or the name of a shipped one
 */
public record MappingNote(String source, String mapping) {
  /** The type of the note in the journal. */
  public static final String JOURNAL_TYPE = "lode/mapping";

  byte[] encode() {
    return (source + "\n" + mapping).getBytes(StandardCharsets.UTF_8);
  }

  /** Reads the body of a note. */
  public static MappingNote decode(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    int line = text.indexOf('\n');
    return new MappingNote(text.substring(0, line), text.substring(line + 1));
  }
}
