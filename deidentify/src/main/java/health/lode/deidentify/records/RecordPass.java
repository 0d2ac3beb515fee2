package health.lode.deidentify.records;

import health.lode.deidentify.Progress;
import health.lode.deidentify.cda.CdaDeidentifier;
import health.lode.deidentify.cda.CdaReason;
import health.lode.deidentify.fhir.FhirDeidentifier;
import health.lode.deidentify.fhir.FhirReason;
import health.lode.deidentify.fhir.Outcome;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** One run over the files: learns the patients, then cleans piece by piece in batches. */
final class RecordPass {
  private static final int BATCH_BYTES = 256 * 1024;
  private static final byte[] PATIENT = "\"Patient\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] RELATED = "\"RelatedPerson\"".getBytes(StandardCharsets.US_ASCII);

  private final FhirDeidentifier fhir;
  private final CdaDeidentifier cda;
  private final ExecutorService pool;
  private final int ahead;
  private final Outputs outputs;
  private final RecordCount count;
  private final Progress progress;
  private final List<byte[]> deferred = new ArrayList<>();

  /** A batch with what became of each of its pieces. */
  private record Done(List<Piece> pieces, List<Outcome> outcomes) {}

  RecordPass(
      FhirDeidentifier fhir,
      CdaDeidentifier cda,
      ExecutorService pool,
      int threads,
      Outputs outputs,
      RecordCount count,
      Progress progress) {
    this.fhir = fhir;
    this.cda = cda;
    this.pool = pool;
    this.ahead = 2 * threads + 1;
    this.outputs = outputs;
    this.count = count;
    this.progress = progress;
  }

  /** Takes note of a file's patients; what is broken in it is seen when it is cleaned. */
  void learn(Path file, long number, long files) throws IOException {
    if (format(file) == RecordFormat.XML) {
      return;
    }
    try (InputStream in = open(file)) {
      pieces(
          in,
          file,
          piece -> {
            if (piece instanceof Piece.Content content) {
              if (holds(content.bytes(), RELATED)) {
                deferred.add(content.bytes()); // speaks of a patient who may come later
              } else if (holds(content.bytes(), PATIENT)) {
                fhir.learn(content.bytes());
              }
            }
          });
    } catch (BrokenFile | ZipException | java.io.EOFException e) {
      return;
    }
    progress.at("learn", number + 1, files);
  }

  /** Relatives after all patients. */
  void learnDeferred() {
    deferred.forEach(fhir::learn);
    deferred.clear();
  }

  private static boolean holds(byte[] bytes, byte[] word) {
    int last = bytes.length - word.length;
    for (int i = 0; i <= last; i++) {
      if (bytes[i] == '"'
          && bytes[i + 1] == word[1]
          && java.util.Arrays.equals(bytes, i, i + word.length, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }

  private static RecordFormat format(Path file) {
    return RecordFormat.of(file.getFileName().toString()).orElseThrow();
  }

  private InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    if (!RecordFormat.isPacked(file.getFileName().toString())) {
      return raw;
    }
    try {
      return new GZIPInputStream(new BufferedInputStream(raw), 64 * 1024);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private void pieces(InputStream in, Path file, Piece.Consumer consumer) throws IOException {
    long bound = fhir.policy().largest();
    switch (format(file)) {
      case LINES -> JsonPieces.lines(in, bound, consumer);
      case JSON -> JsonPieces.document(in, bound, consumer);
      case XML -> {
        byte[] all = in.readNBytes((int) Math.min(bound + 1, Integer.MAX_VALUE - 16));
        if (all.length > bound) {
          throw new BrokenFile(CdaReason.CDA_TOO_LARGE);
        }
        consumer.accept(new Piece.Content(Piece.Kind.DOCUMENT, all, 1));
      }
    }
  }

  /**
   * Cleans a file into another.
   *
   * @param number of the file among the input's
   * @throws BrokenFile where nothing of the file may leave
   */
  void clean(Path in, Path out, int number) throws IOException {
    boolean packed = RecordFormat.isPacked(in.getFileName().toString());
    try (InputStream source = open(in);
        OutputStream plain = new BufferedOutputStream(Files.newOutputStream(out), 256 * 1024);
        OutputStream sink = packed ? new GZIPOutputStream(plain) : plain) {
      RecordCount own = new RecordCount(); // a file that breaks on the way does not count
      PieceWriter writer = new PieceWriter(sink, outputs, own, number);
      Deque<Future<Done>> running = new ArrayDeque<>();
      Batch batch = new Batch(running, writer);
      pieces(source, in, batch);
      batch.finish();
      writer.finish();
      count.add(own);
    } catch (ZipException | java.io.EOFException e) {
      throw new BrokenFile(
          format(in) == RecordFormat.XML ? CdaReason.CDA_NOT_XML : FhirReason.FHIR_NOT_JSON);
    }
  }

  /** Collects pieces, hands them to the pool, and writes what is done in order. */
  private final class Batch implements Piece.Consumer {
    private final Deque<Future<Done>> running;
    private final PieceWriter writer;
    private List<Piece> pieces = new ArrayList<>();
    private long bytes;

    Batch(Deque<Future<Done>> running, PieceWriter writer) {
      this.running = running;
      this.writer = writer;
    }

    @Override
    public void accept(Piece piece) throws IOException {
      pieces.add(piece);
      bytes += piece instanceof Piece.Content c ? c.bytes().length : 0;
      if (bytes >= BATCH_BYTES) {
        send();
      }
    }

    private void send() throws IOException {
      List<Piece> full = pieces;
      running.add(
          pool.submit(() -> new Done(full, full.stream().map(RecordPass.this::cleaned).toList())));
      pieces = new ArrayList<>();
      bytes = 0;
      while (running.size() >= ahead) {
        write(running.remove());
      }
    }

    void finish() throws IOException {
      send();
      while (!running.isEmpty()) {
        write(running.remove());
      }
    }

    private void write(Future<Done> future) throws IOException {
      try {
        Done done = future.get();
        for (int i = 0; i < done.pieces().size(); i++) {
          writer.write(done.pieces().get(i), done.outcomes().get(i));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException surprise) {
          throw surprise;
        }
        throw new IllegalStateException("cleaning failed", e.getCause());
      }
    }
  }

  private Outcome cleaned(Piece piece) {
    if (piece instanceof Piece.TooLarge) {
      return new Outcome.Quarantined(FhirReason.FHIR_TOO_LARGE);
    }
    if (piece instanceof Piece.Shell shell) {
      return fhir.resource(shell.bytes());
    }
    Piece.Content content = (Piece.Content) piece;
    return switch (content.kind()) {
      case LINE, RESOURCE -> fhir.resource(content.bytes());
      case ENTRY -> fhir.entry(content.bytes());
      case DOCUMENT -> document(content.bytes());
    };
  }

  private Outcome document(byte[] xml) {
    CdaDeidentifier.Result result = cda.document(xml);
    if (result instanceof CdaDeidentifier.Result.Cleaned clean) {
      return new Outcome.Cleaned(clean.bytes(), "ClinicalDocument", clean.applied(), clean.kept());
    }
    return new Outcome.Quarantined(((CdaDeidentifier.Result.Quarantined) result).reason());
  }
}
