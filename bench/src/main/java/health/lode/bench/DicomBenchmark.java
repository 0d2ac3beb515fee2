package health.lode.bench;

import health.lode.deidentify.Progress;
import health.lode.deidentify.dicom.DicomDeidentifier;
import health.lode.deidentify.dicom.DicomFolder;
import health.lode.deidentify.dicom.DicomPolicy;
import health.lode.deidentify.dicom.FolderRequest;
import health.lode.deidentify.dicom.FolderSummary;
import health.lode.deidentify.dicom.TextCleaners;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.PseudonymKey;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * DICOM headers de-identified, beside plain copies of the same files: {@code cp}, and {@code cp}
 * with {@code sync}, since what is published here is forced to the disk. What is not forced is
 * measured with as many threads as a folder gets, and with one. Then gdcmanon and dcmodify over the
 * same files where they are installed, and frames read for burned-in text where tesseract is.
 */
final class DicomBenchmark implements Benchmark {
  private static final int ROUNDS = 9;
  private static final int WARMING = 3;
  private static final int SMALL_FILES = 200;
  private static final int LARGE_FILES = 4;
  private static final int CAPTURES = 12;

  private static final String POLICY =
      """
      policy: lode-deidentification/1
      title: {en: benchmark, zh: 基准}
      dates: {shift: 180}
      dicom:
        retain: [patient-characteristics]
        clean: [descriptors, structured-content]
        pixels: {ocr: %s, sample: 20, languages: chi_sim+eng, every: [SC]}
      """;

  @Override
  public String name() {
    return "dicom";
  }

  @Override
  public String describe() {
    return "dicom: headers beside cp, gdcmanon and dcmodify; frames read for burned-in text";
  }

  @Override
  public void run(List<String> arguments, Path scratch, PrintStream out) throws Exception {
    Path in = Files.createDirectories(scratch.resolve("in"));
    BenchImages images = new BenchImages(17);
    for (int i = 0; i < SMALL_FILES + LARGE_FILES; i++) {
      boolean small = i < SMALL_FILES;
      images.write(in.resolve(i + ".dcm"), i, small ? 512 : 5120, small ? 512 : 5120, "CT");
    }
    headers(in, scratch, out);
    peers(in, scratch, out);
    pixels(images, scratch, out);
  }

  /**
   * Every contender begins with nothing left to be written, and each is first in its turn: what one
   * leaves in the page cache and among freed inodes would else always fall on the same next one.
   */
  private static void headers(Path in, Path scratch, PrintStream out) throws Exception {
    int threads = Runtime.getRuntime().availableProcessors();
    Figures lode = new Figures("Lode: headers, published and forced", "s");
    Figures heap = new Figures("Lode: heap in use, at its highest (all pools)", "MB");
    Figures unforced = new Figures("Lode: headers, not forced", "s");
    Figures single = new Figures("Lode: headers, one thread, not forced", "s");
    Figures copy = new Figures("cp -r", "s");
    Figures synced = new Figures("cp -r, then sync", "s");
    List<Contender> contenders =
        List.of(
            counts -> {
              System.gc();
              Heap.resetPeaks();
              double seconds = published(in, scratch.resolve("out"), threads, "none").seconds();
              counts.add(lode, seconds);
              counts.add(heap, Heap.peak() / 1e6);
            },
            counts -> counts.add(unforced, unforced(in, scratch, threads)),
            counts -> counts.add(single, unforced(in, scratch, 1)),
            counts -> {
              Path copied = scratch.resolve("copied");
              double cp = seconds(List.of("cp", "-r", in.toString(), copied.toString()));
              counts.add(copy, cp);
              counts.add(synced, cp + seconds(List.of("sync", "-f", copied.toString())));
              Folders.remove(copied);
            });
    for (int round = -WARMING; round < ROUNDS; round++) {
      boolean counted = round >= 0;
      for (int turn = 0; turn < contenders.size(); turn++) {
        seconds(List.of("sync", "-f", scratch.toString()));
        contenders
            .get(Math.floorMod(round + turn, contenders.size()))
            .run(
                (figures, value) -> {
                  if (counted) {
                    figures.add(value);
                  }
                });
      }
    }
    for (Figures each : List.of(lode, unforced, single, copy, synced, heap)) {
      out.println(each);
    }
    out.printf(
        "speed against cp and sync, both forced: %.2f; against cp, neither forced: %.2f,"
            + " one thread %.2f%n",
        synced.median() / lode.median(),
        copy.median() / unforced.median(),
        copy.median() / single.median());
    out.printf(
        "(%d files of 0.5 MB, %d of 52 MB, %d threads)%n", SMALL_FILES, LARGE_FILES, threads);
  }

  private interface Counts {
    void add(Figures figures, double value);
  }

  private interface Contender {
    void run(Counts counts) throws Exception;
  }

  private record Timed(FolderSummary summary, double seconds) {}

  private static Timed published(Path in, Path place, int threads, String ocr) throws IOException {
    long start = System.nanoTime();
    FolderSummary summary =
        DicomFolder.run(deidentifier(ocr), FolderRequest.of(in, place, threads), Progress.NONE);
    double seconds = (System.nanoTime() - start) / 1e9;
    for (String ending : List.of("", "-review", "-quarantine")) {
      Folders.remove(FolderRequest.beside(place, ending));
    }
    return new Timed(summary, seconds);
  }

  private static DicomDeidentifier deidentifier(String ocr) {
    Policy policy = Policy.read(POLICY.formatted(ocr));
    return DicomDeidentifier.of(
        policy.section(Policy.Section.DICOM, DicomPolicy::read),
        policy.dates(),
        PseudonymKey.of(new byte[32]).pseudonyms(),
        TextCleaners.NONE);
  }

  private static double unforced(Path in, Path scratch, int threads) throws Exception {
    Path place = Files.createDirectory(scratch.resolve("plain"));
    List<Path> files;
    try (Stream<Path> listed = Files.list(in)) {
      files = listed.sorted().toList();
    }
    long start = System.nanoTime();
    DicomDeidentifier deidentifier = deidentifier("none");
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(i);
        Path made = place.resolve(i + ".dcm");
        Path sheet = place.resolve(i + ".png");
        running.add(pool.submit(() -> deidentifier.deidentify(file, made, sheet, scratch)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      pool.shutdownNow();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Folders.remove(place);
    return seconds;
  }

  private static void peers(Path in, Path scratch, PrintStream out) throws Exception {
    List<Path> files;
    try (Stream<Path> listed = Files.list(in)) {
      files = listed.sorted().toList();
    }
    Figures gdcm = new Figures("gdcmanon --dumb (name, ID, birth date), a process", "s");
    Figures dcmtk = new Figures("dcmodify (name, ID, birth date) on copies, a process", "s");
    boolean hasGdcm = isThere("gdcmanon");
    boolean hasDcmtk = isThere("dcmodify");
    for (int round = 0; round < 3; round++) {
      if (hasGdcm) {
        Path place = scratch.resolve("gdcm");
        gdcm.add(
            seconds(
                List.of(
                    "gdcmanon",
                    "--dumb",
                    "--empty",
                    "10,10",
                    "--empty",
                    "10,20",
                    "--empty",
                    "10,30",
                    "-i",
                    in.toString(),
                    "-o",
                    place.toString())));
        Folders.remove(place);
      }
      if (hasDcmtk) {
        Path place = scratch.resolve("dcmtk");
        double copying = seconds(List.of("cp", "-r", in.toString(), place.toString()));
        List<String> command =
            new ArrayList<>(
                List.of(
                    "dcmodify",
                    "-nb",
                    "-ma",
                    "(0010,0010)=X",
                    "-ma",
                    "(0010,0020)=X",
                    "-ma",
                    "(0010,0030)="));
        files.forEach(file -> command.add(place.resolve(file.getFileName()).toString()));
        dcmtk.add(copying + seconds(command));
        Folders.remove(place);
      }
    }
    out.println(hasGdcm ? gdcm.toString() : "gdcmanon is not installed");
    out.println(hasDcmtk ? dcmtk.toString() : "dcmodify is not installed");
  }

  private static void pixels(BenchImages images, Path scratch, PrintStream out) throws Exception {
    if (!isThere("tesseract")) {
      out.println("tesseract is not installed");
      return;
    }
    Path in = Files.createDirectories(scratch.resolve("captures"));
    for (int i = 0; i < CAPTURES; i++) {
      images.write(in.resolve(i + ".dcm"), 1000 + i, 480, 640, "SC");
    }
    int threads = Runtime.getRuntime().availableProcessors();
    Figures frames = new Figures("Lode: frames of 640 x 480 read and blanked", "frames/s");
    for (int round = 0; round < 3; round++) {
      Timed timed = published(in, scratch.resolve("out"), threads, "matching");
      if (timed.summary().waiting() != CAPTURES) {
        throw new IllegalStateException("not every capture waits");
      }
      frames.add(timed.summary().framesRead() / timed.seconds());
    }
    out.println(frames);
  }

  private static boolean isThere(String program) {
    return Optional.ofNullable(System.getenv("PATH")).stream()
        .flatMap(path -> Stream.of(path.split(java.io.File.pathSeparator)))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static double seconds(List<String> command) throws Exception {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IllegalStateException(command.get(0) + " failed");
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
