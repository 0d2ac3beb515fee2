package health.lode.deidentify.dicom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.DeidentifyReason;
import health.lode.deidentify.Forcing;
import health.lode.deidentify.Progress;
import health.lode.deidentify.StagedOutput;
import health.lode.deidentify.dicom.part10.BrokenDicom;
import health.lode.deidentify.dicom.part10.DicomReason;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * De-identifies a file or all files of a folder, several at a time. The output appears whole when
 * all are done; what waits for a person and what cannot be passed stand in places of their own.
 *
 * <p>Where burned-in text shows up in a series, the series' files that the sample had passed over
 * are read in a second round, before anything appears.
 */
public final class DicomFolder {
  private static final int AHEAD = 64;
  private final DicomDeidentifier deidentifier;
  private final FolderRequest request;
  private final Progress progress;
  private final FolderSummary summary = new FolderSummary();
  private final Review review;
  private final Quarantine quarantine;
  private final Forcing forcing = new Forcing();
  private @Nullable Path madeLast;

  /** Files that were written though not every frame was read: number and series. */
  private final Map<Long, String> passedOver = new ConcurrentHashMap<>();

  private DicomFolder(DicomDeidentifier deidentifier, FolderRequest request, Progress progress) {
    this.deidentifier = deidentifier;
    this.request = request;
    this.progress = progress;
    this.review = new Review(request.review());
    this.quarantine = new Quarantine(request.quarantine());
  }

  /**
   * Does the work.
   *
   * @throws RefusedException where the input is missing or the output's place taken; for a single
   *     file, also what the file itself is refused for
   */
  public static FolderSummary run(
      DicomDeidentifier deidentifier, FolderRequest request, Progress progress) throws IOException {
    return new DicomFolder(deidentifier, request, progress).run();
  }

  private FolderSummary run() throws IOException {
    boolean one = Files.isRegularFile(request.in());
    if (!one && !Files.isDirectory(request.in())) {
      throw Refusal.of(
              DeidentifyReason.INPUT_UNREADABLE,
              Words.of("The input is no file and no folder.", "输入既不是文件也不是目录。"),
              Words.of("Name a DICOM file or a folder of them.", "请指定 DICOM 文件或目录。"))
          .asException();
    }
    try (StagedOutput out = StagedOutput.at(request.out());
        Report report = Report.at(request.report());
        forcing) {
      Files.createDirectories(out.scratch("work"));
      if (one) {
        single(out, report);
      } else {
        Files.createDirectory(out.path());
        round(out, report, false);
        if (deidentifier.foundText() && !passedOver.isEmpty()) {
          round(out, report, true);
        }
        out.publishForced();
      }
      report.publish();
    }
    return summary;
  }

  private void single(StagedOutput out, Report report) throws IOException {
    Optional<RefusedException> refused = pass(request.in(), summary.nextFile(), out, report, false);
    if (refused.isPresent()) {
      throw refused.get();
    }
    if (Files.exists(out.path())) {
      out.publish();
    }
  }

  /** Hands every file to a worker; the second round takes files of telling series alone. */
  private void round(StagedOutput out, Report report, boolean again) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, request.threads()));
    Semaphore room = new Semaphore(AHEAD + request.threads());
    Deque<Future<?>> running = new ArrayDeque<>();
    long[] number = {0};
    try {
      walk(
          request.in(),
          file -> {
            number[0]++;
            long n = again ? number[0] : summary.nextFile();
            if (again && !isTelling(n)) {
              return;
            }
            room.acquireUninterruptibly();
            Future<?> work =
                pool.submit(
                    () -> {
                      try {
                        pass(file, n, out, report, again);
                        progress.at("dicom", n, 0);
                        return null;
                      } finally {
                        room.release();
                      }
                    });
            running.add(work);
            while (running.size() > AHEAD + 2 * request.threads()) {
              await(running.remove());
            }
          });
      while (!running.isEmpty()) {
        await(running.remove());
      }
      forcing.await(); // before a file of this round is taken back, or any appears
    } finally {
      pool.shutdownNow();
    }
  }

  private static void await(Future<?> work) throws IOException {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private boolean isTelling(long number) {
    String series = passedOver.get(number);
    return series != null && deidentifier.isTelling(series);
  }

  private interface FileTaker {
    void take(Path file) throws IOException;
  }

  /** Every regular file, in the order of names within each folder; links are not followed. */
  private static void walk(Path folder, FileTaker taker) throws IOException {
    List<Path> entries;
    try (var listed = Files.list(folder)) {
      entries = listed.sorted().toList();
    }
    for (Path entry : entries) {
      if (Files.isSymbolicLink(entry)) {
        continue;
      }
      if (Files.isDirectory(entry)) {
        walk(entry, taker);
      } else if (Files.isRegularFile(entry)) {
        taker.take(entry);
      }
    }
  }

  /** One file; the refusal where it was quarantined. */
  private Optional<RefusedException> pass(
      Path file, long number, StagedOutput out, Report report, boolean again) throws IOException {
    boolean one = file.equals(request.in());
    Path scratch = out.scratch("work");
    Path made = scratch.resolve(number + ".dcm");
    Path sheet = scratch.resolve(number + ".png");
    DicomDeidentifier.Detail detail =
        request.report().isPresent()
            ? DicomDeidentifier.Detail.ATTRIBUTES
            : DicomDeidentifier.Detail.COUNTS;
    try {
      DicomResult result =
          deidentifier.deidentify(file, made, Optional.of(sheet), scratch, detail, again);
      if (again) {
        takeBack(result, number, out);
      }
      summary.add(result);
      String placed;
      if (result.status() == DicomResult.Status.WAITING) {
        Forcing.force(made); // a file that waits is in its place from now on
        placed = review.wait(made, sheet, result, number);
      } else if (one) {
        Files.move(made, out.path());
        placed = String.valueOf(request.out().getFileName());
      } else {
        Path kept = keep(made, out.path(), result.place(), number);
        forcing.add(kept);
        placed = out.path().relativize(kept).toString();
        if (result.plan().looked() == PixelPlan.Looked.NOT
            || result.plan().looked() == PixelPlan.Looked.SAMPLE) {
          passedOver.put(number, result.series());
        }
      }
      report.add(number, placed, result);
      return Optional.empty();
    } catch (RefusedException e) {
      return quarantined(file, number, report, e, again);
    } catch (RuntimeException e) {
      // A file that no rule foresaw is refused like any other: one file never stops the rest.
      RefusedException refused = BrokenDicom.at(DicomReason.DICOM_BROKEN, 0, 0);
      refused.addSuppressed(e);
      return quarantined(file, number, report, refused, again);
    }
  }

  private Optional<RefusedException> quarantined(
      Path file, long number, Report report, RefusedException refused, boolean again)
      throws IOException {
    if (again) {
      throw new IOException("a file that was read before cannot be read again");
    }
    Path parent = request.in();
    String name =
        file.equals(parent)
            ? String.valueOf(file.getFileName())
            : parent.relativize(file).toString();
    quarantine.add(file, name, number, refused.refusal());
    summary.addQuarantined(refused.refusal().code().name());
    report.addQuarantined(number, refused.refusal());
    return Optional.of(refused);
  }

  /** Removes what the first round wrote of a file. */
  private synchronized void takeBack(DicomResult result, long number, StagedOutput out)
      throws IOException {
    Path place = out.path().resolve(result.place());
    Path numbered = Places.numbered(place, number);
    Files.delete(Files.exists(numbered) ? numbered : place);
    summary.takeBackWritten(result.bytes());
  }

  private synchronized Path keep(Path made, Path folder, String place, long number)
      throws IOException {
    Path wished = folder.resolve(place);
    Path parent = java.util.Objects.requireNonNull(wished.getParent());
    if (!parent.equals(madeLast)) { // files of a series come one after another
      Files.createDirectories(parent);
      madeLast = parent;
    }
    Path free = Places.free(wished, number);
    Files.move(made, free);
    return free;
  }

  /** The report's lines, or none. */
  private static final class Report implements AutoCloseable {
    private final @Nullable StagedOutput staged;
    private final @Nullable BufferedWriter lines;

    private Report(@Nullable StagedOutput staged, @Nullable BufferedWriter lines) {
      this.staged = staged;
      this.lines = lines;
    }

    static Report at(Optional<Path> place) throws IOException {
      if (place.isEmpty()) {
        return new Report(null, null);
      }
      StagedOutput staged = StagedOutput.at(place.get());
      return new Report(staged, Files.newBufferedWriter(staged.path(), StandardCharsets.UTF_8));
    }

    void add(long number, String placed, DicomResult result) {
      if (lines != null) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("file", number);
        line.put("output", placed);
        line.setAll(result.report());
        write(line);
      }
    }

    void addQuarantined(long number, Refusal refusal) {
      if (lines != null) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("file", number);
        line.put("status", "quarantined");
        line.put("code", refusal.code().name());
        line.put("reason", refusal.reason().en());
        write(line);
      }
    }

    private synchronized void write(ObjectNode line) {
      try {
        java.util.Objects.requireNonNull(lines).append(line.toString()).append('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void publish() throws IOException {
      if (lines != null && staged != null) {
        lines.close();
        staged.publish();
      }
    }

    @Override
    public void close() throws IOException {
      if (lines != null) {
        lines.close();
      }
      if (staged != null) {
        staged.close();
      }
    }
  }
}
