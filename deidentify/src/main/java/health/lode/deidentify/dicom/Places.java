package health.lode.deidentify.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders and files that only their owner may read. */
final class Places {
  private Places() {}

  /** Makes a folder and what it lies in, unless it is there. */
  static void folder(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** A name that is free in a folder: the wished one, or the same with the number. */
  static Path free(Path wished, long number) {
    if (!Files.exists(wished, LinkOption.NOFOLLOW_LINKS)) {
      return wished;
    }
    return numbered(wished, number);
  }

  static Path numbered(Path wished, long number) {
    String name = String.valueOf(wished.getFileName());
    int dot = name.lastIndexOf('.');
    return wished.resolveSibling(name.substring(0, dot) + "-" + number + name.substring(dot));
  }
}
