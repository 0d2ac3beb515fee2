package health.lode.deidentify.dicom.pixel;

import health.lode.deidentify.dicom.part10.TransferSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns a file with compressed pixels into one in explicit VR little endian, by the programs of
 * dcmtk and gdcm that the machine has. They run apart from this process: their memory is theirs,
 * and a crash is theirs too.
 */
public final class PixelDecoder {
  private static final long PATIENCE_SECONDS = 600;

  private PixelDecoder() {}

  /** Whether some program here may decode the syntax. */
  public static boolean hopes(TransferSyntax syntax) {
    return programs(syntax).stream().anyMatch(Tool::isThere);
  }

  /**
   * Decodes into {@code target}; whether it worked. RLE is decoded without a program, by {@link
   * Rle}.
   */
  public static boolean decode(Path file, TransferSyntax syntax, Path target) throws IOException {
    for (String program : programs(syntax)) {
      if (!Tool.isThere(program)) {
        continue;
      }
      String in = file.toAbsolutePath().toString();
      String out = target.toAbsolutePath().toString();
      List<String> command =
          program.equals("gdcmconv")
              ? List.of(program, "--raw", "-i", in, "-o", out)
              : List.of(program, "-q", in, out);
      Path said = Files.createTempFile(target.toAbsolutePath().getParent(), "tool", ".txt");
      try {
        if (Tool.run(command, said, PATIENCE_SECONDS) && Files.exists(target)) {
          return true;
        }
      } finally {
        Files.deleteIfExists(said);
      }
      Files.deleteIfExists(target);
    }
    return false;
  }

  private static List<String> programs(TransferSyntax syntax) {
    return switch (syntax.pixels()) {
      case JPEG -> List.of("dcmdjpeg", "gdcmconv");
      case JPEG_LS -> List.of("dcmdjpls", "gdcmconv");
      case JPEG_2000 -> List.of("gdcmconv");
      case NATIVE, RLE, OTHER -> List.of();
    };
  }
}
