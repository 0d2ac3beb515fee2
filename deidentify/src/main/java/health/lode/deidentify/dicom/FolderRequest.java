package health.lode.deidentify.dicom;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file or a folder to de-identify.
 *
 * @param out must not be there yet; a file for a file, a folder for a folder
 * @param report JSON lines of each attribute's action; must not be there yet
 * @param review where files wait for a person; holds identified pictures
 * @param quarantine where what cannot be passed is listed and linked; holds identified files
 */
public record FolderRequest(
    Path in, Path out, Optional<Path> report, Path review, Path quarantine, int threads) {

  /** With the review and quarantine places beside the output. */
  public static FolderRequest of(Path in, Path out, int threads) {
    return new FolderRequest(
        in, out, Optional.empty(), beside(out, "-review"), beside(out, "-quarantine"), threads);
  }

  /** The place with the output's name and an ending. */
  public static Path beside(Path out, String ending) {
    Path absolute = out.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ending);
  }
}
