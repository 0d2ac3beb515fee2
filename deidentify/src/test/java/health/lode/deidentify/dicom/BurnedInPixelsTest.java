package health.lode.deidentify.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import health.lode.deidentify.Progress;
import health.lode.deidentify.dicom.Fixture.Syntax;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text burned into pixels: found, blanked, shown to a person, released. */
class BurnedInPixelsTest {
  private static final int ROWS = 300;
  private static final int COLUMNS = 500;
  private static final String REGIONS =
      Outcome.BASIC.replace(
          "languages: chi_sim+eng}",
          "languages: eng, regions: '{ Modality.equals(\"CT\") } (10,20,30,5)'}");
  private static final String READING =
      Outcome.HEADERS.replace("{ocr: none,", "{ocr: matching, every: [SC],");

  @TempDir Path folder;

  private static byte[] drawn(String line) {
    BufferedImage image = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(60, 60, 60));
    graphics.fillOval(150, 100, 200, 150);
    graphics.setColor(Color.WHITE);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 22));
    graphics.drawString(line, 20, 40);
    graphics.drawString("Left lobe", 20, 280);
    graphics.dispose();
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private static byte[] capture(byte[] pixels) {
    return Fixture.ct(Syntax.EXPLICIT).pixels(ROWS, COLUMNS, pixels).file();
  }

  /** The same pixels as a screen capture. */
  private static byte[] risky(byte[] pixels) {
    return new Fixture(Syntax.EXPLICIT)
        .text(0x00080016, "UI", Fixture.CAPTURE)
        .text(0x00080018, "UI", "1.2.3.4.6")
        .text(0x00080060, "CS", "OT")
        .text(0x00100010, "PN", "Wintergreen^Ada")
        .text(0x00100020, "LO", "MRN445566")
        .pixels(ROWS, COLUMNS, pixels)
        .file();
  }

  private static void needsOcr() {
    Outcome.needs("tesseract", "--version");
    String languages;
    try {
      languages = Outcome.said("tesseract", "--list-langs").orElse("");
    } catch (Exception e) {
      languages = "";
    }
    assumeTrue(
        languages.contains("chi_sim") && languages.contains("eng"),
        "tesseract has not chi_sim and eng");
  }

  private static int brightest(byte[] pixels, int fromRow, int toRow) {
    int most = 0;
    for (int i = fromRow * COLUMNS; i < toRow * COLUMNS; i++) {
      most = Math.max(most, pixels[i] & 0xFF);
    }
    return most;
  }

  @Test
  void aNameInPixelsIsBlankedAndWaitsForAPerson() throws Exception {
    needsOcr();
    byte[] pixels = drawn("Wintergreen Ada");
    Path in = folder.resolve("in.dcm");
    Files.write(in, risky(pixels));
    Path out = folder.resolve("out");
    FolderRequest request = FolderRequest.of(in, out, 1);
    FolderSummary summary =
        DicomFolder.run(Outcome.deidentifier(READING, TextCleaners.NONE), request, Progress.NONE);
    assertThat(summary.waiting()).isEqualTo(1);
    assertThat(out).doesNotExist();
    Review review = new Review(request.review());
    List<String> waiting = review.waiting();
    assertThat(waiting).hasSize(1);
    Path held = request.review().resolve(waiting.get(0) + ".dcm");
    assertThat(request.review().resolve(waiting.get(0) + ".png")).exists();
    byte[] after = Outcome.values(held, folder).get("(7FE0,0010)");
    assertThat(brightest(after, 15, 50)).as("the name").isZero();
    assertThat(brightest(after, 255, 290)).as("what names nobody").isGreaterThan(200);
    String note =
        Files.readString(
            request.review().resolve(waiting.get(0) + ".json"), StandardCharsets.UTF_8);
    assertThat(note).doesNotContain("intergreen");
    assertThat(new ObjectMapper().readTree(note).path("status").asText()).isEqualTo("waiting");
    assertThat(new String(Files.readAllBytes(held), StandardCharsets.ISO_8859_1))
        .contains("113101");

    Path released = folder.resolve("released");
    assertThat(review.release(Set.of(), released)).isEqualTo(1);
    assertThat(review.waiting()).isEmpty();
    assertThat(request.review()).isEmptyDirectory();
    try (var files = Files.walk(released)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void aSeriesThatTurnsOutToCarryTextIsReadAgainFromItsFirstFile() throws Exception {
    needsOcr();
    Path in = Files.createDirectories(folder.resolve("in"));
    // A series whose second file the sample passes over, and whose third it takes.
    String series =
        java.util.stream.IntStream.range(1, 1000)
            .mapToObj(n -> "1.2.3.4." + n)
            .filter(uid -> isSampled(uid + ".2") && !isSampled(uid + ".1"))
            .findFirst()
            .orElseThrow();
    for (int i = 0; i < 3; i++) {
      // The first file, which the sample takes, is clean.
      byte[] pixels = i == 0 ? new byte[ROWS * COLUMNS] : drawn("MRN445566 Wintergreen");
      Files.write(
          in.resolve(i + ".dcm"),
          new Fixture(Syntax.EXPLICIT)
              .text(0x00080016, "UI", Fixture.CT)
              .text(0x00080018, "UI", series + "." + i)
              .text(0x00080060, "CS", "CT")
              .text(0x00100010, "PN", "Wintergreen^Ada")
              .text(0x00100020, "LO", "MRN445566")
              .text(0x0020000E, "UI", series)
              .pixels(ROWS, COLUMNS, pixels)
              .file());
    }
    String some = READING.replace("sample: 20", "sample: 2");
    FolderSummary summary =
        DicomFolder.run(
            Outcome.deidentifier(some, TextCleaners.NONE),
            FolderRequest.of(in, folder.resolve("out"), 1),
            Progress.NONE);
    assertThat(summary.files()).isEqualTo(3);
    assertThat(summary.written()).as("the clean file, which was read whole").isEqualTo(1);
    assertThat(summary.waiting()).as("the sampled file and the one passed over").isEqualTo(2);
    try (var files = Files.walk(folder.resolve("out"))) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  private static boolean isSampled(String instance) {
    return Outcome.pseudonyms().draws("dicom-sample", instance).below(2) == 0;
  }

  @Test
  void aWaitingFileThatWasAlteredIsNotReleased() throws Exception {
    Path in = folder.resolve("in.dcm");
    Files.write(in, capture(drawn("x")));
    FolderRequest request = FolderRequest.of(in, folder.resolve("out"), 1);
    DicomFolder.run(Outcome.deidentifier(REGIONS, TextCleaners.NONE), request, Progress.NONE);
    Review review = new Review(request.review());
    String name = review.waiting().get(0);
    Files.write(
        request.review().resolve(name + ".dcm"), new byte[] {0, 0}, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> review.release(Set.of(), folder.resolve("r")))
        .hasMessageContaining("DICOM_REVIEW_ALTERED");
    assertThatThrownBy(() -> review.release(Set.of("NOBODY"), folder.resolve("r")))
        .hasMessageContaining("DICOM_NOTHING_WAITS");
    assertThat(folder.resolve("r")).doesNotExist();
  }

  private static void assertBlanked(byte[] before, byte[] after, int tolerance) {
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      int x = i % COLUMNS;
      int y = i / COLUMNS;
      boolean inside = x >= 10 && x < 40 && y >= 20 && y < 25;
      if (inside) {
        assertThat(after[i]).isZero();
      } else if (Math.abs((before[i] & 0xFF) - (after[i] & 0xFF)) > tolerance) {
        assertThat(after[i]).as("pixel " + x + "," + y).isEqualTo(before[i]);
      }
    }
  }

  @Test
  void knownRegionsAreBlankedInEveryFrame() throws Exception {
    byte[] one = new byte[ROWS * COLUMNS];
    Arrays.fill(one, (byte) 200);
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    Arrays.fill(two, one.length, two.length, (byte) 100);
    for (Syntax syntax : List.of(Syntax.EXPLICIT, Syntax.IMPLICIT, Syntax.DEFLATED, Syntax.BIG)) {
      byte[] file =
          Fixture.ct(syntax).text(0x00280008, "IS", "2").pixels(ROWS, COLUMNS, two).file();
      Outcome out = Outcome.of(file, folder, Outcome.deidentifier(REGIONS, TextCleaners.NONE));
      byte[] after = out.values().get("(7FE0,0010)");
      assertBlanked(one, Arrays.copyOf(after, one.length), 0);
      assertBlanked(
          Arrays.copyOfRange(two, one.length, two.length),
          Arrays.copyOfRange(after, one.length, two.length),
          0);
      assertThat(out.result().status()).isEqualTo(DicomResult.Status.WAITING);
      assertThat(out.result().boxes()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dcmcjpeg, +e1, dcmdjpeg, 0, 00",
    "dcmcjpeg, +eb, dcmdjpeg, 60, 01",
    "dcmcjpls, +el, dcmdjpls, 0, 00",
    "gdcmconv, --j2k, gdcmconv, 0, 00",
    "gdcmconv, --rle, gdcmconv, 0, 00"
  })
  void compressedPixelsAreDecodedBlankedAndWrittenPlainly(
      String program, String how, String decoder, int tolerance, String lossy) throws Exception {
    Outcome.needs(program, "--version");
    Outcome.needs(decoder, "--version");
    byte[] pixels = drawn("Text");
    Path plain = folder.resolve("plain.dcm");
    Path packed = folder.resolve("packed.dcm");
    Files.write(plain, capture(pixels));
    assertThat(Outcome.runs(program, how, plain.toString(), packed.toString())).isTrue();
    Outcome out =
        Outcome.of(
            Files.readAllBytes(packed), folder, Outcome.deidentifier(REGIONS, TextCleaners.NONE));
    assertThat(out.syntax()).isEqualTo(Syntax.EXPLICIT.uid);
    assertBlanked(pixels, out.values().get("(7FE0,0010)"), tolerance);
    assertThat(out.text("(0028,2110)"))
        .isIn(lossy.equals("01") ? List.of("01") : Arrays.asList(null, "00"));
  }

  @Test
  void whatCannotBeDecodedOrReadIsQuarantinedAndNotPassed() throws Exception {
    byte[] file = Fixture.ct(Syntax.JPEG).shape(16, 16).fragments(new byte[] {1, 2, 3, 4}).file();
    assertThatThrownBy(
            () -> Outcome.of(file, folder, Outcome.deidentifier(REGIONS, TextCleaners.NONE)))
        .hasMessageContaining("DICOM_PIXELS_UNDECODABLE");
    String noSuchLanguage = READING.replace("chi_sim+eng", "no_such_language");
    assertThatThrownBy(
            () ->
                Outcome.of(
                    risky(drawn("x")),
                    folder,
                    Outcome.deidentifier(noSuchLanguage, TextCleaners.NONE)))
        .hasMessageContaining("DICOM_OCR_ABSENT");
  }

  @Test
  void aFolderIsPassedHeldAndQuarantinedByFile() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in").resolve("Wintergreen"));
    Files.write(in.resolve("a.dcm"), Fixture.ct(Syntax.EXPLICIT).file());
    Files.write(in.resolve("again.dcm"), Fixture.ct(Syntax.IMPLICIT).file());
    Files.write(in.resolve("b.dcm"), capture(drawn("x")));
    Files.writeString(in.resolve("notes.txt"), "nothing of DICOM in it");
    Path out = folder.resolve("out");
    Path report = folder.resolve("report.jsonl");
    FolderRequest beside = FolderRequest.of(folder.resolve("in"), out, 2);
    FolderRequest request =
        new FolderRequest(
            beside.in(),
            out,
            java.util.Optional.of(report),
            beside.review(),
            beside.quarantine(),
            2);
    FolderSummary summary =
        DicomFolder.run(Outcome.deidentifier(REGIONS, TextCleaners.NONE), request, Progress.NONE);
    assertThat(summary.files()).isEqualTo(4);
    assertThat(summary.written()).isEqualTo(2);
    assertThat(summary.waiting()).isEqualTo(1);
    assertThat(summary.codes()).containsExactly(java.util.Map.entry("DICOM_NOT", 1L));
    try (var files = Files.walk(out)) {
      List<Path> written = files.filter(Files::isRegularFile).toList();
      assertThat(written).hasSize(2);
      assertThat(written.toString()).doesNotContain("intergreen").doesNotContain("445566");
    }
    assertThat(request.quarantine().resolve("quarantine.jsonl")).content().contains("DICOM_NOT");
    List<String> lines = Files.readAllLines(report);
    assertThat(lines).hasSize(4);
    assertThat(lines.toString()).doesNotContain("intergreen").doesNotContain("445566");
    assertThatThrownBy(
            () ->
                DicomFolder.run(
                    Outcome.deidentifier(REGIONS, TextCleaners.NONE), request, Progress.NONE))
        .hasMessageContaining("OUTPUT_REFUSED");
  }
}
