package health.lode.vault.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files that a capture's paths mean, in an order that depends on their names alone. */
final class SourceFolder {
  private SourceFolder() {}

  /**
   * One file on disk.
   *
   * @param name path within the folder that was named, or the file's own name
   */
  record Found(Path path, String name, long bytes) {}

  /** Refuses with {@code SOURCE_UNREADABLE} where a path is not there, before anything is read. */
  static List<Found> files(List<Path> paths) {
    List<Found> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isRegularFile(path) && Files.isReadable(path)) {
        files.add(found(path, path.getFileName().toString()));
      } else if (Files.isDirectory(path) && Files.isReadable(path)) {
        try (Stream<Path> inside = Files.walk(path)) {
          inside
              .filter(Files::isRegularFile)
              .map(p -> found(p, path.relativize(p).toString().replace('\\', '/')))
              .forEach(files::add);
        } catch (IOException | UncheckedIOException e) {
          throw Unpacking.unreadable().asException();
        }
      } else {
        throw Unpacking.unreadable().asException();
      }
    }
    files.sort(Comparator.comparing(Found::name).thenComparing(f -> f.path().toString()));
    return files;
  }

  private static Found found(Path path, String name) {
    try {
      return new Found(path, name, Files.size(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
