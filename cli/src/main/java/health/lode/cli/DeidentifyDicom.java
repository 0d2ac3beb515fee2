package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.DeidentifyReason;
import health.lode.deidentify.Progress;
import health.lode.deidentify.dicom.DicomDeidentifier;
import health.lode.deidentify.dicom.DicomFolder;
import health.lode.deidentify.dicom.DicomPolicy;
import health.lode.deidentify.dicom.FolderRequest;
import health.lode.deidentify.dicom.Review;
import health.lode.deidentify.dicom.pixel.RegionScript;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode deidentify dicom IN OUT}, and the release of what waited for a person. */
@Command(
    name = "dicom",
    description = {
      "De-identify DICOM files or folders: PS3.15 Annex E, and text burned into pixels.",
      "Files whose pixels were blanked, or read frame by frame, wait for a person and --release."
    })
final class DeidentifyDicom extends LodeCommand {
  private static final int MOST_THREADS = 64;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      descriptionKey = "IN",
      description = "A DICOM file or a folder; with --release, the review place.")
  Path in = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      descriptionKey = "OUT",
      description = "The output, not there yet; with --release a folder, new or not.")
  Path out = Path.of("");

  @Mixin DeidentifyCommands.Common common = new DeidentifyCommands.Common();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "JSON lines of what was done to each attribute; must not be there yet.")
  Optional<Path> report = Optional.empty();

  @Option(
      names = "--review",
      paramLabel = "DIR",
      description = "Where files wait for a person, with pictures before and after; OUT-review.")
  Optional<Path> review = Optional.empty();

  @Option(
      names = "--quarantine",
      paramLabel = "DIR",
      description = "Where files that cannot be passed are listed and linked; OUT-quarantine.")
  Optional<Path> quarantine = Optional.empty();

  @Option(
      names = "--regions",
      paramLabel = "FILE",
      description = "Known regions of devices, written as for CTP's DicomPixelAnonymizer.")
  Optional<Path> regions = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Files at a time; as many as there are processors otherwise.")
  Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--release",
      description = "Release files that wait in IN and that a person has looked at.")
  boolean release;

  @Option(names = "--only", paramLabel = "NAME", description = "With --release: these names alone.")
  List<String> only = List.of();

  @Override
  JsonNode result() {
    try {
      if (release) {
        return arguments().put("released", new Review(in).release(Set.copyOf(only), out));
      }
      if (!only.isEmpty()) {
        throw usage("--only goes with --release", "--only 须与 --release 同用");
      }
      return deidentified();
    } catch (IOException e) {
      throw new RefusedException(
          Refusal.of(
              DeidentifyReason.OUTPUT_REFUSED,
              Words.of("A place could not be read or written.", "某个位置无法读取或写入。"),
              Words.of("Check permissions and free space.", "请检查权限和剩余空间。")),
          e);
    }
  }

  private ObjectNode deidentified() throws IOException {
    int parallel = threads.orElse(Runtime.getRuntime().availableProcessors());
    if (parallel < 1 || parallel > MOST_THREADS) {
      throw usage("--threads must be 1 to 64", "--threads 应为 1 到 64");
    }
    Policy policy = common.policy();
    DicomPolicy section = policy.section(Policy.Section.DICOM, DicomPolicy::read);
    if (regions.isPresent()) {
      section = section.withRegions(RegionScript.parse(read(regions.get())));
    }
    Pseudonyms pseudonyms = common.key().pseudonyms();
    DicomDeidentifier deidentifier =
        DicomDeidentifier.of(
            section, policy.dates(), pseudonyms, ImageTexts.of(policy, pseudonyms));
    FolderRequest request =
        new FolderRequest(
            in,
            out,
            report,
            review.orElseGet(() -> FolderRequest.beside(out, "-review")),
            quarantine.orElseGet(() -> FolderRequest.beside(out, "-quarantine")),
            parallel);
    long began = System.nanoTime();
    ObjectNode summary = DicomFolder.run(deidentifier, request, progress()).json();
    return summary.put("seconds", Math.round((System.nanoTime() - began) / 1e6) / 1e3);
  }

  private Progress progress() {
    return !console.terminal()
        ? Progress.NONE
        : (what, done, total) -> console.err().printf("\r\033[K%s %,d", what, done);
  }

  /** A folder of which nothing could be passed is a "no". */
  @Override
  boolean failed(JsonNode result) {
    return result.path("files").asLong() > 0
        && result.path("quarantined").asLong() == result.path("files").asLong();
  }

  @Override
  void tell(JsonNode result) {
    if (console.terminal()) {
      console.err().print("\r\033[K");
    }
    if (release) {
      String released = result.path("released").asText();
      line("Released: " + released, "已放行：" + released);
      return;
    }
    long files = result.path("files").asLong();
    long written = result.path("written").asLong();
    long waiting = result.path("waiting").asLong();
    long held = result.path("quarantined").asLong();
    line(
        String.format(
            "%,d files = %,d written + %,d waiting for a person + %,d quarantined",
            files, written, waiting, held),
        String.format("%,d 个文件 = 已写出 %,d + 等待人工复核 %,d + 隔离 %,d", files, written, waiting, held));
    for (var code : result.path("codes").properties()) {
      line(
          "Quarantined " + code.getKey() + ": " + code.getValue(),
          "隔离 " + code.getKey() + "：" + code.getValue());
    }
    if (result.path("faces").asLong() > 0) {
      line(
          "A face may be drawn from " + result.path("faces") + " of them; they are marked.",
          "其中 " + result.path("faces") + " 个可能重建出面部，已标注。");
    }
  }
}
