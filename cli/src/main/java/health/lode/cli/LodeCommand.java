package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.DeidentifyReason;
import health.lode.deidentify.StagedOutput;
import health.lode.node.HomeDoor;
import health.lode.node.Progress;
import health.lode.node.Work;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command shares: one result, shown as JSON or in words. */
@Command(mixinStandardHelpOptions = true)
abstract class LodeCommand implements Callable<Integer> {
  static final ObjectMapper JSON = new ObjectMapper();

  @Spec CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--json",
      descriptionKey = "json",
      description = "Print one JSON document on standard output, and nothing else there.")
  boolean json;

  Console console = Console.standard();

  /** Does the work and returns its result. */
  abstract JsonNode result();

  /** The result in words for people. */
  abstract void tell(JsonNode result);

  /** Whether a result that came back is a "no": exit code 1. */
  boolean failed(JsonNode result) {
    return false;
  }

  @Override
  public final Integer call() {
    JsonNode result = result();
    if (json) {
      console.out().println(result);
    } else {
      tell(result);
    }
    return failed(result) ? 1 : 0;
  }

  final void line(String en, String zh) {
    console.out().println(console.say(en, zh));
  }

  final ObjectNode arguments() {
    return JSON.createObjectNode();
  }

  /** Hands work to the home, opened here or held by a running server. */
  final JsonNode work(Path home, String verb, ObjectNode arguments) {
    try (ProgressLine progress = new ProgressLine(console)) {
      return HomeDoor.work(home, new Work(verb, arguments), progress, console.clock());
    }
  }

  final ParameterException usage(String en, String zh) {
    return new ParameterException(spec.commandLine(), console.say(en, zh));
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Refusal.of(
              CliReason.FILE_MISSING,
              Words.of(file + " cannot be read as UTF-8 text.", file + " 无法按 UTF-8 文本读取。"),
              Words.of("Check its name, permissions and encoding.", "请检查文件名、权限和编码。"))
          .asException();
    }
  }

  /** Writes a new file, whole or not at all. */
  static void write(Path file, String text) {
    try (StagedOutput staged = StagedOutput.at(file)) {
      Files.writeString(staged.path(), text);
      staged.publish();
    } catch (IOException e) {
      throw new RefusedException(
          Refusal.of(
              DeidentifyReason.OUTPUT_REFUSED,
              Words.of(file + " cannot be written.", file + " 无法写入。"),
              Words.of("Name a folder that may be written and has room.", "请指定可写且有空间的目录。")),
          e);
    }
  }

  /** Progress on one line of a terminal, at most ten times a second. */
  private static final class ProgressLine implements Progress, AutoCloseable {
    private static final long EVERY_NANOS = 100_000_000L;
    private final Console console;
    private long last = System.nanoTime();
    private boolean drawn;

    ProgressLine(Console console) {
      this.console = console;
    }

    @Override
    public void at(String what, long done, long total, long count) {
      long now = System.nanoTime();
      if (!console.terminal() || now - last < EVERY_NANOS) {
        return;
      }
      last = now;
      drawn = true;
      String share = total > 0 ? done * 100 / total + "%" : "";
      console.err().printf("\r\033[K%s %,d  %s", share, count, what);
    }

    @Override
    public void close() {
      if (drawn) {
        console.err().print("\r\033[K");
      }
    }
  }
}
