package health.lode.vault.capture.fhir;

import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.RecordConsumer;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads JSON values one after the other: a resource is a record, of a bundle each entry is one.
 * Works on bytes and holds one entry at a time, so that a bundle may be of any size. Only looks for
 * where values end; whether they are good JSON is seen when they are decoded. What surrounds the
 * entries of a bundle is their context.
 */
final class BundleReader {
  private static final int END = -1;

  private final InputStream in;
  private final RecordConsumer records;
  private final ResourceType types = new ResourceType();
  private final byte[] buffer = new byte[64 * 1024];
  private final int limit;
  private int at;
  private int available;
  private Recorder recorder;

  /** The stream does not go on as JSON. */
  private static final class BrokenJson extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenJson() {
      super("broken JSON", null, false, false);
    }
  }

  BundleReader(InputStream in, RecordConsumer records, int limit) {
    this.in = in;
    this.records = records;
    this.limit = limit;
    this.recorder = new Recorder(records, limit);
  }

  void read() throws IOException {
    try {
      while (skipBlank() != END) {
        value();
      }
    } catch (BrokenJson e) {
      while (peek() != END) {
        take();
      }
      recorder.unreadable(
          types,
          Quarantine.of("NOT_JSON", "", "From here on the file is not JSON.", "文件自此处起不是 JSON。"));
    }
  }

  private void value() throws IOException, BrokenJson {
    if (peek() != '{') {
      throw new BrokenJson();
    }
    take();
    boolean bundle = false;
    boolean more = skipBlankRecorded() != '}';
    while (more) {
      String key = key();
      if (bundle && key.equals("entry") && peek() == '[') {
        entries();
      } else {
        int from = recorder.length();
        element();
        bundle |= key.equals("resourceType") && recorder.endsWith(from, "\"Bundle\"");
      }
      int next = skipBlankRecorded();
      if (next != ',' && next != '}') {
        throw new BrokenJson();
      }
      more = next == ',';
      if (more) {
        take();
        skipBlankRecorded();
      }
    }
    take();
    if (bundle) {
      records.context(recorder.bytes());
      recorder = new Recorder(records, limit);
    } else {
      emit();
    }
  }

  private void entries() throws IOException, BrokenJson {
    Recorder shell = recorder;
    records.context(shell.bytes());
    at++;
    skipBlank();
    while (peek() != ']') {
      recorder = new Recorder(records, limit);
      element();
      emit();
      int next = skipBlank();
      if (next == ',') {
        at++;
        skipBlank();
      } else if (next != ']') {
        recorder = new Recorder(records, limit);
        throw new BrokenJson();
      }
    }
    at++;
    recorder = shell;
    shell.add("[]");
  }

  private void emit() throws IOException {
    recorder.emit(types);
    recorder = new Recorder(records, limit);
  }

  private String key() throws IOException, BrokenJson {
    int from = recorder.length();
    if (peek() != '"') {
      throw new BrokenJson();
    }
    string();
    String key = recorder.text(from + 1, recorder.length() - 1);
    if (skipBlankRecorded() != ':') {
      throw new BrokenJson();
    }
    take();
    skipBlankRecorded();
    return key;
  }

  /** Takes one value, to its end. */
  private void element() throws IOException, BrokenJson {
    int first = peek();
    if (first == '"') {
      string();
    } else if (first == '{' || first == '[') {
      int depth = 0;
      do {
        int b = peek();
        if (b == '"') {
          string();
          continue;
        }
        if (b == '{' || b == '[') {
          depth++;
        } else if (b == '}' || b == ']') {
          depth--;
        } else if (b == END) {
          throw new BrokenJson();
        }
        take();
      } while (depth > 0);
    } else {
      int taken = 0;
      for (int b = first; b > ' ' && b != ',' && b != '}' && b != ']'; b = peek()) {
        take();
        taken++;
      }
      if (taken == 0) {
        throw new BrokenJson();
      }
    }
  }

  private void string() throws IOException, BrokenJson {
    take();
    for (int b = peek(); b != '"'; b = peek()) {
      if (b == END) {
        throw new BrokenJson();
      }
      take();
      if (b == '\\' && peek() != END) {
        take();
      }
    }
    take();
  }

  private int skipBlankRecorded() throws IOException {
    while (isBlank(peek())) {
      take();
    }
    return peek();
  }

  private int skipBlank() throws IOException {
    while (isBlank(peek())) {
      at++;
    }
    return peek();
  }

  private static boolean isBlank(int b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private int peek() throws IOException {
    if (at == available) {
      available = Math.max(in.read(buffer, 0, buffer.length), 0);
      at = 0;
      if (available == 0) {
        return END;
      }
    }
    return buffer[at] & 0xFF;
  }

  private void take() throws IOException {
    peek();
    if (at < available) {
      recorder.add(buffer[at++]);
    }
  }
}
