package health.lode.deidentify.records;

import health.lode.deidentify.fhir.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Puts cleaned pieces together again, in order: lines, a document, or a bundle around its entries.
 */
final class PieceWriter {
  private static final byte[] ENTRIES = ",\"entry\":[\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TYPE_LENGTH = "{\"resourceType\":\"Bundle\"".length();
  private final OutputStream out;
  private final Outputs outputs;
  private final RecordCount count;
  private final int file;
  private boolean bundle;
  private boolean entries;
  private byte[] closing = new byte[0];

  PieceWriter(OutputStream out, Outputs outputs, RecordCount count, int file) {
    this.out = out;
    this.outputs = outputs;
    this.count = count;
    this.file = file;
  }

  void write(Piece piece, Outcome outcome) throws IOException {
    long number =
        piece instanceof Piece.Content c
            ? c.number()
            : piece instanceof Piece.TooLarge t ? t.number() : 0;
    if (outcome instanceof Outcome.Quarantined held) {
      boolean alone =
          piece instanceof Piece.Shell
              || (piece instanceof Piece.Content c
                  && (c.kind() == Piece.Kind.RESOURCE || c.kind() == Piece.Kind.DOCUMENT));
      if (alone) {
        throw new BrokenFile(held.reason());
      }
      count.quarantined(held.reason().name());
      outputs.quarantined(file, number, held.reason().name());
      return;
    }
    Outcome.Cleaned clean = (Outcome.Cleaned) outcome;
    outputs.trace(file, number, clean.type(), clean.applied());
    if (piece instanceof Piece.Shell shell) {
      shell(shell, clean);
      return;
    }
    Piece.Content content = (Piece.Content) piece;
    count.cleaned(clean.type(), clean.applied(), clean.kept());
    count.bytes(content.bytes().length, clean.bytes().length);
    if (content.kind() == Piece.Kind.ENTRY) {
      if (entries) {
        put(",\n".getBytes(StandardCharsets.US_ASCII));
      } else {
        put(ENTRIES);
        entries = true;
      }
    }
    put(clean.bytes());
    if (content.kind() == Piece.Kind.LINE || content.kind() == Piece.Kind.RESOURCE) {
      put("\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void shell(Piece.Shell shell, Outcome.Cleaned clean) throws IOException {
    count.shell(clean.applied(), clean.kept(), shell.opening());
    if (shell.opening()) {
      bundle = true;
      out.write(clean.bytes(), 0, clean.bytes().length - 1);
    } else {
      byte[] bytes = clean.bytes();
      closing = java.util.Arrays.copyOfRange(bytes, TYPE_LENGTH, bytes.length);
    }
  }

  private void put(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  void finish() throws IOException {
    if (bundle) {
      put((entries ? "]" : "").getBytes(StandardCharsets.US_ASCII));
      put(closing);
      put("\n".getBytes(StandardCharsets.US_ASCII));
    }
  }
}
