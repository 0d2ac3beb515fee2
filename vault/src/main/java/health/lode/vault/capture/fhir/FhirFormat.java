package health.lode.vault.capture.fhir;

import health.lode.vault.capture.CaptureFormat;
import health.lode.vault.capture.Decoder;
import health.lode.vault.capture.RecordConsumer;
import health.lode.vault.capture.SourceFile;
import health.lode.vault.codes.Dictionary;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** FHIR R4 in JSON: one resource a line (bulk data), single resources, and bundles of any size. */
public final class FhirFormat implements CaptureFormat {
  private static final int HEAD = 8 * 1024;

  private final Dictionary dictionary;

  public FhirFormat(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  @Override
  public String name() {
    return "fhir";
  }

  @Override
  public int recognises(String name, byte[] head) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean named = lower.endsWith(".ndjson") || lower.endsWith(".jsonl");
    String start = new String(head, StandardCharsets.UTF_8).strip();
    if (start.startsWith("\uFEFF")) {
      start = start.substring(1);
    }
    if (start.startsWith("{") && start.contains("\"resourceType\"")) {
      return 98;
    }
    if (named) {
      return 80;
    }
    return lower.endsWith(".json") ? 50 : 0;
  }

  /** A file whose first value is a bundle, or goes over several lines, is read value by value. */
  @Override
  public void read(SourceFile file, RecordConsumer records) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file.content(), 256 * 1024);
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    int start = 0;
    if (head.length > 2 && (head[0] & 0xFF) == 0xEF && (head[1] & 0xFF) == 0xBB) {
      in.skipNBytes(3); // a byte-order mark is no part of a record
      start = 3;
    }
    int limit = file.options().recordLimit();
    if (isDocument(head, start)) {
      new BundleReader(in, records, limit).read();
    } else {
      new LineReader(in, records, limit).read();
    }
  }

  private static boolean isDocument(byte[] head, int start) {
    int depth = 0;
    boolean quoted = false;
    int end = head.length;
    for (int i = start; i < head.length; i++) {
      byte b = head[i];
      if (quoted) {
        if (b == '\\') {
          i++;
        } else if (b == '"') {
          quoted = false;
        } else if (b == '\n') {
          break; // a string never goes over a line's end: this is not JSON, and read by lines
        }
      } else if (b == '"') {
        quoted = true;
      } else if (b == '{' || b == '[') {
        depth++;
      } else if (b == '}' || b == ']') {
        depth--;
      } else if (b == '\n' && depth > 0) {
        // A cut line is followed by the next resource; a document goes on within the object.
        return !(i + 1 < head.length && head[i + 1] == '{');
      } else if (b == '\n' && i > start && depth == 0) {
        end = i;
        break;
      }
    }
    return new String(head, start, end - start, StandardCharsets.ISO_8859_1)
        .matches("(?s)\\s*\\{\\s*\"resourceType\"\\s*:\\s*\"Bundle\".*");
  }

  @Override
  public Decoder decoder() {
    return new FhirDecoder(dictionary);
  }
}
