package health.lode.deidentify.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.deidentify.dicom.Fixture.Syntax;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way of writing a data set is read, and written back in the same way. */
class TransferSyntaxesTest {
  @TempDir Path folder;

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }

  private static Fixture nested(Syntax syntax) {
    Fixture inner =
        new Fixture(syntax).text(0x00081150, "UI", Fixture.CT).text(0x00081155, "UI", "1.2.3.4.5");
    Fixture item = new Fixture(syntax).sequence(0x00081199, inner, inner);
    Fixture hidden = new Fixture(Syntax.IMPLICIT).text(0x00100010, "PN", "Wintergreen");
    return Fixture.ct(
        syntax,
        file ->
            file.sequence(0x00081115, new Fixture(syntax).open(0x00081199, "SQ", inner), item)
                .open(0x00091010, "UN", hidden));
  }

  @ParameterizedTest
  @EnumSource(
      value = Syntax.class,
      names = {"IMPLICIT", "EXPLICIT", "BIG", "DEFLATED"})
  void nativePixelsPassByteForByte(Syntax syntax) throws Exception {
    byte[] pixels = noise(300 * 301);
    Outcome out = Outcome.of(nested(syntax).pixels(300, 301, pixels).file(), folder);
    assertThat(out.syntax()).isEqualTo(syntax.uid);
    assertThat(out.values().get("(7FE0,0010)")).startsWith(pixels);
    assertThat(out.text("(0008,1115)[0].(0008,1199)[0].(0008,1155)"))
        .isEqualTo(Outcome.pseudonyms().uid("1.2.3.4.5"))
        .isEqualTo(out.text("(0008,1115)[1].(0008,1199)[1].(0008,1155)"))
        .isEqualTo(out.text("(0008,0018)"));
    assertThat(out.text("(0008,1115)[0].(0008,1199)[0].(0008,1150)")).isEqualTo(Fixture.CT);
    assertThat(out.values().keySet()).noneMatch(path -> path.contains("(0009"));
    assertThat(Arrays.copyOf(out.file(), 128)).containsOnly(0);
    assertThat(out.holds("NORTHGATE".getBytes(StandardCharsets.US_ASCII))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Syntax.class,
      names = {"IMPLICIT", "EXPLICIT", "BIG"})
  void aBareDataSetIsGuessedAndGetsMetaInformation(Syntax syntax) throws Exception {
    Outcome out = Outcome.of(Fixture.ct(syntax).pixels(2, 2, new byte[4]).dataSet(), folder);
    assertThat(out.syntax()).isEqualTo(syntax.uid);
    assertThat(new String(out.file(), 128, 4, StandardCharsets.US_ASCII)).isEqualTo("DICM");
  }

  @Test
  void fragmentsPassAndTheirRemarksBecomeZeros() throws Exception {
    byte[] remark = "Wintergreen Ada".getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[4000];
    new Random(9).nextBytes(frame);
    byte[] head = {
      (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xFE, 0, (byte) (remark.length + 2)
    };
    System.arraycopy(head, 0, frame, 0, head.length);
    System.arraycopy(remark, 0, frame, head.length, remark.length);
    frame[head.length + remark.length] = (byte) 0xFF;
    frame[head.length + remark.length + 1] = (byte) 0xDA;
    byte[] other = {1, 2, 3, 4};
    byte[] file =
        Fixture.ct(Syntax.JPEG)
            .text(0x00280008, "IS", "2")
            .shape(16, 16)
            .fragments(frame, other)
            .file();
    Outcome out = Outcome.of(file, folder);
    byte[] expected = frame.clone();
    Arrays.fill(expected, head.length, head.length + remark.length, (byte) 0);
    assertThat(out.values().get("(7FE0,0010)#1")).isEqualTo(expected);
    assertThat(out.values().get("(7FE0,0010)#2")).isEqualTo(other);
    assertThat(out.syntax()).isEqualTo(Syntax.JPEG.uid);
  }

  @ParameterizedTest
  @EnumSource(
      value = Syntax.class,
      names = {"IMPLICIT", "EXPLICIT", "BIG", "DEFLATED"})
  void dcmdumpReadsTheOutputToItsEnd(Syntax syntax) throws Exception {
    Outcome.needs("dcmdump", "--version");
    Outcome out = Outcome.of(nested(syntax).pixels(30, 31, noise(930)).file(), folder);
    Path file = folder.resolve("oracle.dcm");
    Files.write(file, out.file());
    String said = Outcome.said("dcmdump", "+L", file.toString()).orElseThrow();
    assertThat(said).doesNotContain("E: ").doesNotContain("W: ");
    assertThat(said).contains(Outcome.pseudonyms().code("patient", "MRN445566"));
    assertThat(said).contains("113100").contains("PatientIdentityRemoved");
  }

  @Test
  void aFileBeyondMemoryPassesInConstantMemory() throws Exception {
    long pixels = 600L << 20;
    byte[] head =
        Fixture.ct(Syntax.EXPLICIT)
            .text(0x00280008, "IS", "150")
            .shape(2048, 2048)
            .header(0x7FE00010, "OW", pixels)
            .file();
    Path in = folder.resolve("big.dcm");
    Files.write(in, head);
    try (var sparse =
        java.nio.channels.FileChannel.open(in, java.nio.file.StandardOpenOption.WRITE)) {
      sparse.write(java.nio.ByteBuffer.wrap(new byte[] {42}), head.length + pixels - 1);
    }
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    DicomDeidentifier deidentifier = Outcome.deidentifier(Outcome.HEADERS, TextCleaners.NONE);
    Outcome.of(Fixture.ct(Syntax.EXPLICIT).pixels(2, 2, new byte[4]).file(), folder, deidentifier);
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    Path out = folder.resolve("big.out");
    deidentifier.deidentify(in, out, folder.resolve("big.png"), folder);
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertThat(allocated).as("bytes of heap for a file of 600 MB").isLessThan(8L << 20);
    assertThat(Files.size(out)).isGreaterThan(pixels);
    try (var written = java.nio.channels.FileChannel.open(out)) {
      java.nio.ByteBuffer last = java.nio.ByteBuffer.allocate(1);
      written.read(last, Files.size(out) - 1);
      assertThat(last.get(0)).isEqualTo((byte) 42);
    }
  }
}
