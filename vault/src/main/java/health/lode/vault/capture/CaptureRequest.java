package health.lode.vault.capture;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to capture.
 *
 * @param paths files, archives or folders
 * @param source the source's name: records are duplicates only within one source
 * @param format a format's name, or empty to tell by name and content, file by file
 * @param mapping text of a mapping file, or the name of a shipped one
 * @param charset character set of text files, where the user insists on one
 */
public record CaptureRequest(
    List<Path> paths,
    String source,
    Optional<String> format,
    Optional<String> mapping,
    Optional<String> charset) {
  public static CaptureRequest of(String source, List<Path> paths) {
    return new CaptureRequest(paths, source, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public CaptureRequest withFormat(String name) {
    return new CaptureRequest(paths, source, Optional.of(name), mapping, charset);
  }

  public CaptureRequest withMapping(String text) {
    return new CaptureRequest(paths, source, format, Optional.of(text), charset);
  }
}
