package health.lode.deidentify.dicom.pixel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the machine's distribution, run without a shell and without what it prints. */
final class Tool {
  private Tool() {}

  /** Whether the program stands in the search path. */
  static boolean isThere(String name) {
    for (String folder :
        System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Runs a program to its end.
   *
   * @param out where its standard output goes; its error output is thrown away, since it may quote
   *     what it reads
   * @return whether it ended well in time
   */
  static boolean run(List<String> command, Path out, long seconds) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.redirectOutput(out.toFile());
    // One thread a picture: the caller works on several at a time.
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return false;
  }
}
