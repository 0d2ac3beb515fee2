package health.lode.deidentify.records;

import health.lode.deidentify.DeidentifyReason;
import health.lode.deidentify.Progress;
import health.lode.deidentify.StagedOutput;
import health.lode.deidentify.cda.CdaDeidentifier;
import health.lode.deidentify.fhir.FhirDeidentifier;
import health.lode.deidentify.fhir.FhirReason;
import health.lode.deidentify.fhir.Terms;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * De-identifies a file or a folder of FHIR ({@code .ndjson .json}) and CDA ({@code .xml .cda
 * .ccda}), each with {@code .gz} or without. Two passes: the patients are learnt, then everything
 * is cleaned, in parallel and in the input's order. Memory holds a few batches and the patients.
 */
public final class RecordFiles {
  private static final Pattern NEUTRAL_NAME =
      Pattern.compile("([A-Z][A-Za-z]{2,40})([._-]?[0-9]{1,6}){0,2}");

  private final FhirDeidentifier fhir;
  private final CdaDeidentifier cda;
  private final int threads;

  /**
   * What to work on.
   *
   * @param trace where each action goes, if anywhere
   * @param quarantine a folder for the list of what was held back
   */
  public record Request(Path input, Path output, Optional<Path> trace, Optional<Path> quarantine) {}

  private RecordFiles(FhirDeidentifier fhir, CdaDeidentifier cda, int threads) {
    this.fhir = fhir;
    this.cda = cda;
    this.threads = threads;
  }

  public static RecordFiles of(FhirDeidentifier fhir, LocalDate today, int threads) {
    return new RecordFiles(fhir, CdaDeidentifier.of(fhir, today), threads);
  }

  /**
   * Runs to the end, or leaves nothing behind.
   *
   * @throws RefusedException where the input is missing, holds nothing to do, or is one file that
   *     is broken as a whole
   */
  public RecordSummary run(Request request, Progress progress) {
    long start = System.nanoTime();
    boolean folder = Files.isDirectory(request.input());
    List<Path> all = files(request.input());
    List<Path> known =
        all.stream().filter(f -> RecordFormat.of(f.getFileName().toString()).isPresent()).toList();
    if (known.isEmpty()) {
      throw Refusal.of(
              FhirReason.FHIR_NOTHING_TO_DO,
              Words.of("There is no FHIR or CDA file.", "没有 FHIR 或 CDA 文件。"),
              Words.of(
                  "Files end in .ndjson, .json, .xml, .cda or .ccda, and .gz where packed.",
                  "文件应以 .ndjson、.json、.xml、.cda 或 .ccda 结尾，压缩的再加 .gz。"))
          .asException();
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Outputs outputs = new Outputs(request.trace(), request.quarantine());
        StagedOutput staged = StagedOutput.at(request.output())) {
      RecordCount count = new RecordCount();
      RecordPass pass = new RecordPass(fhir, cda, pool, threads, outputs, count, progress);
      for (int i = 0; i < known.size(); i++) {
        pass.learn(known.get(i), i, known.size());
      }
      pass.learnDeferred();
      if (folder) {
        Files.createDirectories(staged.path());
      }
      for (int i = 0; i < known.size(); i++) {
        Path in = known.get(i);
        Path out = folder ? staged.path().resolve(place(request.input(), in)) : staged.path();
        Path parent = out.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        clean(pass, outputs, count, in, out, all.indexOf(in) + 1, folder);
        progress.at("clean", i + 1L, known.size());
      }
      outputs.publish();
      staged.publish();
      double seconds = (System.nanoTime() - start) / 1e9;
      return count.summary(known.size(), all.size() - known.size(), fhir.patients(), seconds);
    } catch (IOException e) {
      throw unreadable(e);
    } finally {
      pool.shutdownNow();
    }
  }

  /** A broken file of a folder is held back whole; a broken file by itself refuses the run. */
  private static void clean(
      RecordPass pass,
      Outputs outputs,
      RecordCount count,
      Path in,
      Path out,
      int number,
      boolean folder)
      throws IOException {
    try {
      pass.clean(in, out, number);
    } catch (BrokenFile e) {
      Files.deleteIfExists(out);
      if (!folder) {
        throw new RefusedException(
            Refusal.of(
                e.reason(),
                Words.of(
                    "The file cannot be taken as a whole; nothing was written.",
                    "该文件整体无法处理；未写出任何内容。"),
                Words.of(
                    "Give a whole file: valid UTF-8 JSON (NDJSON ends in .ndjson), or a CDA document"
                        + " without a DTD.",
                    "请提供完整的文件：UTF-8 编码的 JSON（NDJSON 以 .ndjson 结尾），或不含 DTD 的 CDA 文档。")),
            e);
      }
      count.quarantined(e.reason().name());
      outputs.quarantined(number, 0, e.reason().name());
    }
  }

  private static RefusedException unreadable(IOException e) {
    return new RefusedException(
        Refusal.of(
            DeidentifyReason.INPUT_UNREADABLE,
            Words.of("A file cannot be read or written.", "有文件无法读取或写入。"),
            Words.of(
                "Check that it is there, whole, may be read, and that the disk has room.",
                "请检查文件是否存在、完整、可读，以及磁盘空间。")),
        e);
  }

  private static List<Path> files(Path input) {
    if (!Files.exists(input)) {
      throw unreadable(new java.nio.file.NoSuchFileException("input"));
    }
    try (Stream<Path> walk = Files.walk(input)) {
      return walk.filter(
              f ->
                  f.equals(input)
                      ? Files.isRegularFile(f)
                      : Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw unreadable(new IOException("walk", e));
    }
  }

  /** Names of files and folders may be patients': only a resource type's own name stays. */
  private Path place(Path root, Path file) {
    Path relative = root.relativize(file);
    String name = file.getFileName().toString();
    String ending = RecordFormat.of(name).orElseThrow().ending(name);
    String bare = name.substring(0, name.length() - ending.length());
    var neutral = NEUTRAL_NAME.matcher(bare);
    String stays =
        neutral.matches() && Terms.isResourceType(neutral.group(1))
            ? bare
            : fhir.pseudonyms().code("fhir/file", relative.toString());
    Path folder = relative.getParent();
    return folder == null
        ? Path.of(stays + ending)
        : Path.of(fhir.pseudonyms().code("fhir/folder", folder.toString()), stays + ending);
  }
}
