package health.lode.deidentify.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.deidentify.dicom.Fixture.Syntax;
import health.lode.deidentify.dicom.part10.DataSetReader;
import health.lode.refusal.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Broken files are refused with a place, and leave nothing. */
class BrokenFilesTest {
  @TempDir Path folder;

  private static byte[] whole(Syntax syntax) {
    Fixture inner = new Fixture(syntax).text(0x00081155, "UI", "1.2.3.4.5");
    return Fixture.ct(syntax)
        .sequence(0x00081115, new Fixture(syntax).open(0x00081199, "SQ", inner))
        .pixels(4, 4, new byte[16])
        .file();
  }

  /** What is left in the folder besides the input. */
  private void assertNothingLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(f -> !f.getFileName().toString().endsWith(".dcm"))).isEmpty();
    }
  }

  private void passesOrIsRefused(byte[] bytes) throws IOException {
    Path in = folder.resolve("in.dcm");
    Path out = folder.resolve("out");
    Files.write(in, bytes);
    DicomDeidentifier deidentifier = Outcome.deidentifier(Outcome.HEADERS, TextCleaners.NONE);
    try {
      deidentifier.deidentify(in, out, folder.resolve("sheet"), folder);
      Files.delete(out);
    } catch (RefusedException e) {
      assertThat(e.refusal().code().name()).startsWith("DICOM_");
      assertThat(e.getMessage()).doesNotContain("Wintergreen").doesNotContain("445566");
    }
    assertNothingLeft();
  }

  @ParameterizedTest
  @EnumSource(
      value = Syntax.class,
      names = {"IMPLICIT", "EXPLICIT", "BIG", "DEFLATED"})
  void everyLengthOfAFileIsPassedOrRefused(Syntax syntax) throws IOException {
    byte[] bytes = whole(syntax);
    for (int length = 0; length < bytes.length; length += 3) {
      passesOrIsRefused(Arrays.copyOf(bytes, length));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Syntax.class,
      names = {"IMPLICIT", "EXPLICIT", "BIG", "DEFLATED"})
  void everyWrongByteIsPassedOrRefused(Syntax syntax) throws IOException {
    Random random = new Random(syntax.name().hashCode());
    byte[] bytes = whole(syntax);
    for (int round = 0; round < 400; round++) {
      byte[] wrong = bytes.clone();
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        wrong[132 + random.nextInt(wrong.length - 132)] = (byte) random.nextInt(256);
      }
      passesOrIsRefused(wrong);
    }
  }

  @Test
  void aTruncatedFileNamesPlaceAndTag() throws IOException {
    byte[] bytes = whole(Syntax.EXPLICIT);
    assertThatThrownBy(() -> Outcome.of(Arrays.copyOf(bytes, bytes.length - 3), folder))
        .hasMessageContaining("DICOM_TRUNCATED")
        .hasMessageContaining("(7FE0,0010)")
        .hasMessageContaining("byte " + (bytes.length - 16));
  }

  @Test
  void otherFilesAreNoDicom() {
    for (String text :
        new String[] {"", "x", "%PDF-1.7 something longer than that", "{\"a\": 1}"}) {
      assertThatThrownBy(() -> Outcome.of(text.getBytes(StandardCharsets.UTF_8), folder))
          .hasMessageContaining("DICOM_NOT");
    }
  }

  @Test
  void nestingHasAnEnd() {
    Fixture inside = new Fixture(Syntax.EXPLICIT).text(0x00081155, "UI", "1.2");
    for (int depth = 0; depth <= DataSetReader.DEEPEST; depth++) {
      inside = new Fixture(Syntax.EXPLICIT).open(0x00081199, "SQ", inside);
    }
    byte[] bytes = Fixture.ct(Syntax.EXPLICIT).open(0x00081115, "SQ", inside).file();
    assertThatThrownBy(() -> Outcome.of(bytes, folder))
        .hasMessageContaining("DICOM_NESTED_TOO_DEEP");
  }

  @Test
  void whatIsNoImageIsRefused() {
    byte[] document = Fixture.ct(Syntax.EXPLICIT).bytes(0x00420011, "OB", new byte[] {1, 2}).file();
    assertThatThrownBy(() -> Outcome.of(document, folder))
        .hasMessageContaining("DICOM_DOCUMENT_INSIDE");
    byte[] directory = new Fixture(Syntax.EXPLICIT).text(0x00041130, "CS", "WINTERGREEN").file();
    assertThatThrownBy(() -> Outcome.of(directory, folder)).hasMessageContaining("DICOM_DIRECTORY");
  }
}
