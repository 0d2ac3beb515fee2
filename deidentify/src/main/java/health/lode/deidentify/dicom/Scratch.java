package health.lode.deidentify.dicom;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A folder for what is made on the way of one file: made when first asked for, since most files
 * need none, and removed with all that is in it.
 */
final class Scratch implements Closeable {
  private final Path parent;
  private @Nullable Path made;

  Scratch(Path parent) {
    this.parent = parent;
  }

  Path folder() throws IOException {
    Path folder = made;
    if (folder == null) {
      folder = Files.createTempDirectory(parent, "dicom");
      made = folder;
    }
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (made == null) {
      return;
    }
    try (var files = Files.list(made)) {
      for (Path each : (Iterable<Path>) files::iterator) {
        Files.delete(each);
      }
    }
    Files.delete(made);
  }
}
