package health.lode.deidentify.records;

import health.lode.deidentify.fhir.FhirReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Cuts JSON into pieces: NDJSON by its lines; a document as one resource, and of a bundle each
 * entry, so that a bundle may be of any size. Only looks for where values end; whether they are
 * good JSON is seen when they are cleaned.
 */
final class JsonPieces {
  private static final int LONGEST_KEY = 256;
  private final ByteSource source;
  private final Piece.Consumer out;
  private final Set<String> keys = new HashSet<>();
  private boolean streamed;

  private JsonPieces(ByteSource source, Piece.Consumer out) {
    this.source = source;
    this.out = out;
  }

  static void lines(InputStream in, long bound, Piece.Consumer out) throws IOException {
    ByteSource source = new ByteSource(in, bound);
    for (long number = 1; source.line(); number++) {
      if (source.overflown()) {
        source.cut();
        out.accept(new Piece.TooLarge(number));
        continue;
      }
      byte[] line = source.cut();
      if (!isBlank(line)) {
        out.accept(new Piece.Content(Piece.Kind.LINE, line, number));
      }
    }
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b > ' ' || b < 0) {
        return false;
      }
    }
    return true;
  }

  static void document(InputStream in, long bound, Piece.Consumer out) throws IOException {
    new JsonPieces(new ByteSource(in, bound), out).document();
  }

  private void document() throws IOException {
    blank();
    if (source.peek() != '{') {
      throw broken();
    }
    ByteArrayOutputStream fields = new ByteArrayOutputStream();
    source.skip();
    boolean bundle = false;
    blank();
    boolean more = source.peek() != '}';
    while (more) {
      String key = key();
      if (!keys.add(key) || key.indexOf('\\') >= 0) {
        throw broken(); // a key twice, or one that would read as another once its escapes are
        // undone
      }
      blank();
      if (bundle && key.equals("\"entry\"") && source.peek() == '[' && !streamed) {
        source.cut();
        entries(fields);
        fields = new ByteArrayOutputStream();
      } else {
        int from = source.length();
        value();
        if (source.overflown()) {
          throw new BrokenFile(FhirReason.FHIR_TOO_LARGE);
        }
        bundle |= key.equals("\"resourceType\"") && source.tail(from).equals("\"Bundle\"");
        if (fields.size() > 0) {
          fields.write(',');
        }
        fields.writeBytes(source.cut());
      }
      blank();
      if (source.peek() != ',' && source.peek() != '}') {
        throw broken();
      }
      more = source.peek() == ',';
      if (more) {
        source.skip();
        blank();
      }
    }
    source.skip();
    blank();
    if (source.peek() != ByteSource.END) {
      throw broken();
    }
    if (streamed) {
      out.accept(new Piece.Shell(shell(fields, true), false));
    } else {
      out.accept(new Piece.Content(Piece.Kind.RESOURCE, shell(fields, false), 1));
    }
  }

  /** Fields as an object; what comes after the entries needs its type again. */
  private static byte[] shell(ByteArrayOutputStream fields, boolean typed) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write('{');
    if (typed) {
      whole.writeBytes("\"resourceType\":\"Bundle\"".getBytes(StandardCharsets.US_ASCII));
      if (fields.size() > 0) {
        whole.write(',');
      }
    }
    whole.writeBytes(fields.toByteArray());
    whole.write('}');
    return whole.toByteArray();
  }

  private void entries(ByteArrayOutputStream before) throws IOException {
    streamed = true;
    out.accept(new Piece.Shell(shell(before, false), true));
    source.skip();
    blank();
    for (long number = 1; source.peek() != ']'; number++) {
      value();
      if (source.overflown()) {
        source.cut();
        out.accept(new Piece.TooLarge(number));
      } else {
        out.accept(new Piece.Content(Piece.Kind.ENTRY, source.cut(), number));
      }
      blank();
      if (source.peek() == ',') {
        source.skip();
        blank();
        if (source.peek() == ']') {
          throw broken();
        }
      } else if (source.peek() != ']') {
        throw broken();
      }
    }
    source.skip();
  }

  /** A key with its quotes; recorded with its colon. */
  private String key() throws IOException {
    int from = source.length();
    if (source.peek() != '"') {
      throw broken();
    }
    string();
    if (source.length() - from > LONGEST_KEY) {
      throw broken();
    }
    String key = source.tail(from);
    blank();
    if (source.peek() != ':') {
      throw broken();
    }
    source.take();
    return key;
  }

  private void value() throws IOException {
    int first = source.peek();
    if (first == '"') {
      string();
    } else if (first == '{' || first == '[') {
      long depth = 0;
      do {
        int b = source.peek();
        if (b == '"') {
          string();
          continue;
        }
        if (b == '{' || b == '[') {
          depth++;
        } else if (b == '}' || b == ']') {
          depth--;
        } else if (b == ByteSource.END) {
          throw broken();
        }
        source.take();
      } while (depth > 0);
    } else {
      int taken = 0;
      for (int b = first; b > ' ' && b != ',' && b != '}' && b != ']'; b = source.peek()) {
        source.take();
        taken++;
      }
      if (taken == 0) {
        throw broken();
      }
    }
  }

  private void string() throws IOException {
    source.take();
    for (int b = source.peek(); b != '"'; b = source.peek()) {
      if (b == ByteSource.END) {
        throw broken();
      }
      source.take();
      if (b == '\\') {
        source.take();
      }
    }
    source.take();
  }

  private void blank() throws IOException {
    for (int b = source.peek();
        b == ' ' || b == '\n' || b == '\r' || b == '\t';
        b = source.peek()) {
      source.skip();
    }
  }

  private static BrokenFile broken() {
    return new BrokenFile(FhirReason.FHIR_NOT_JSON);
  }
}
