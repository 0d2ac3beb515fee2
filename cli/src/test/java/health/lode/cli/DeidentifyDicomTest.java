package health.lode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lode deidentify dicom} as a shell runs it. */
class DeidentifyDicomTest {
  private static final String REGIONS = "Any device { Modality.equals(\"CT\") } (0,0,2,1)";
  private static final String POLICY =
      """
      policy: lode-deidentification/1
      title: {en: t, zh: t}
      dates: {shift: 100}
      dicom:
        clean: [descriptors]
        pixels: {ocr: none, sample: 20, languages: eng}
      """;

  @TempDir Path folder;

  /** A CT of 2 x 2 pixels; a header's length fits one byte. */
  private static byte[] image(String id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[128]);
    out.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    text(out, 2, 0x10, "UI", "1.2.840.10008.1.2.1\0");
    text(out, 8, 0x16, "UI", "1.2.840.10008.5.1.4.1.1.2\0");
    text(out, 8, 0x18, "UI", "1.2.3.4." + id + "\0");
    text(out, 8, 0x60, "CS", "CT");
    text(out, 8, 0x1030, "LO", "Knee of Ada Wintergreen, call 555-201-4455");
    text(out, 0x10, 0x10, "PN", "Wintergreen^Ada ");
    text(out, 0x10, 0x20, "LO", "MRN" + id);
    number(out, 0x02, 1);
    text(out, 0x28, 0x04, "CS", "MONOCHROME2 ");
    for (int[] each :
        new int[][] {{0x10, 2}, {0x11, 2}, {0x100, 8}, {0x101, 8}, {0x102, 7}, {0x103, 0}}) {
      number(out, each[0], each[1]);
    }
    out.writeBytes(new byte[] {(byte) 0xE0, 0x7F, 0x10, 0, 'O', 'B', 0, 0, 4, 0, 0, 0, 9, 9, 9, 9});
    return out.toByteArray();
  }

  private static void text(
      ByteArrayOutputStream out, int group, int element, String vr, String text) {
    String even =
        text.length() % 2 == 0 ? text : vr.equals("UI") ? text.replace("\0", "") : text + " ";
    head(out, group, element, vr, even.length());
    out.writeBytes(even.getBytes(StandardCharsets.US_ASCII));
  }

  private static void number(ByteArrayOutputStream out, int element, int value) {
    head(out, 0x28, element, "US", 2);
    out.write(value);
    out.write(0);
  }

  private static void head(
      ByteArrayOutputStream out, int group, int element, String vr, int length) {
    out.writeBytes(
        new byte[] {(byte) group, (byte) (group >> 8), (byte) element, (byte) (element >> 8)});
    out.writeBytes(vr.getBytes(StandardCharsets.US_ASCII));
    out.write(length);
    out.write(0);
  }

  private Path policy() throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), POLICY);
  }

  private static long count(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void aFolderIsWrittenWithItsReport() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.write(in.resolve("Wintergreen.dcm"), image("11"));
    Files.write(in.resolve("b.dcm"), image("22"));
    Files.writeString(in.resolve("c.txt"), "no image, and long enough");
    Path out = folder.resolve("out");
    Path report = folder.resolve("report.jsonl");
    JsonNode summary =
        CommandLineRun.done(
            "deidentify",
            "dicom",
            in,
            out,
            "--policy",
            policy(),
            "--report",
            report,
            "--threads",
            2);
    assertThat(summary.path("files").asInt()).isEqualTo(3);
    assertThat(summary.path("written").asInt()).isEqualTo(2);
    assertThat(summary.path("quarantined").asInt()).isEqualTo(1);
    assertThat(summary.path("codes").path("DICOM_NOT").asInt()).isEqualTo(1);
    assertThat(summary.path("actions").path("D").asInt()).isPositive();
    assertThat(summary.path("seconds").isNumber()).isTrue();
    assertThat(count(out)).isEqualTo(2);
    assertThat(Files.readAllLines(report)).hasSize(3);
    assertThat(folder.resolve("out-quarantine/quarantine.jsonl")).exists();
    CommandLineRun.refused("OUTPUT_REFUSED", "deidentify", "dicom", in, out, "--policy", policy());
  }

  @Test
  void whatWasBlankedWaitsUntilItIsReleased() throws Exception {
    Path in = Files.write(folder.resolve("a.dcm"), image("11"));
    Path script = Files.writeString(folder.resolve("regions.script"), REGIONS);
    Path out = folder.resolve("out.dcm");
    JsonNode summary =
        CommandLineRun.done(
            "deidentify", "dicom", in, out, "--policy", policy(), "--regions", script);
    assertThat(summary.path("waiting").asInt()).isEqualTo(1);
    assertThat(out).doesNotExist();
    Path review = folder.resolve("out.dcm-review");
    Path released = folder.resolve("released");
    CommandLineRun.refused(
        "DICOM_NOTHING_WAITS", "deidentify", "dicom", review, released, "--release", "--only", "X");
    JsonNode done = CommandLineRun.done("deidentify", "dicom", review, released, "--release");
    assertThat(done.path("released").asInt()).isEqualTo(1);
    assertThat(count(released)).isEqualTo(1);
    assertThat(count(review)).isZero();
  }

  @Test
  void aBrokenFileIsRefusedAndLeavesNothing() throws Exception {
    byte[] whole = image("11");
    Path in =
        Files.write(folder.resolve("a.dcm"), java.util.Arrays.copyOf(whole, whole.length - 2));
    Path out = folder.resolve("out.dcm");
    JsonNode refusal =
        CommandLineRun.refused(
            "DICOM_TRUNCATED", "deidentify", "dicom", in, out, "--policy", policy());
    assertThat(refusal.toString()).doesNotContain("Wintergreen");
    assertThat(out).doesNotExist();
    CommandLineRun.refused(
        "DICOM_SCRIPT_UNREADABLE",
        "deidentify",
        "dicom",
        in,
        out,
        "--policy",
        policy(),
        "--regions",
        policy());
    assertThat(CommandLineRun.of("deidentify", "dicom", in, out, "--only", "X").code())
        .isEqualTo(2);
  }

  @Test
  void descriptionsGoThroughTheTextEngineAndNoNameSurvives() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.write(in.resolve("a.dcm"), image("1"));
    Path shipped = folder.resolve("shipped.yaml");
    String policy = CommandLineRun.of("deidentify", "policy").out();
    Files.writeString(shipped, policy.replace("ocr: matching", "ocr: none"));
    Path out = folder.resolve("out");
    CommandLineRun.done("deidentify", "dicom", in, out, "--policy", shipped);
    try (Stream<Path> files = Files.walk(out)) {
      Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertThat(bytes).contains("Knee of ").doesNotContain("Wintergreen", "555-201-4455");
    }
  }
}
