package health.lode.deidentify.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.deidentify.dicom.Fixture.Syntax;
import health.lode.deidentify.dicom.part10.Dictionary;
import health.lode.deidentify.dicom.part10.TagTable;
import health.lode.deidentify.dicom.part10.Tags;
import health.lode.deidentify.dicom.part10.Vr;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of PS3.15 Table E.1-1 does what it says, in a file of its own. */
class ConfidentialityTest {
  private static final String PLANTED = "Zyzzyva77";
  @TempDir Path folder;

  private static Stream<String[]> table() {
    return TagTable.rows("confidentiality.tsv").stream();
  }

  static Stream<Arguments> rows() {
    return table().map(row -> Arguments.of(row[0], row[1]));
  }

  private static Fixture with(int tag, Vr vr, String uid) {
    Fixture file = new Fixture(Syntax.EXPLICIT);
    String name = vr.name();
    if (vr == Vr.SQ) {
      Fixture item =
          new Fixture(Syntax.EXPLICIT)
              .text(0x00080100, "SH", PLANTED)
              .text(0x0040A160, "UT", PLANTED)
              .text(0x0040A123, "PN", PLANTED);
      return file.sequence(tag, item);
    }
    return switch (vr) {
      case UI -> file.text(tag, name, uid);
      case DA -> file.text(tag, name, "20240229");
      case TM -> file.text(tag, name, "101112");
      case DT -> file.text(tag, name, "20240229101112");
      case AS -> file.text(tag, name, "044Y");
      case IS, DS -> file.text(tag, name, "4711");
      case US, SS -> file.bytes(tag, name, new byte[] {11, 12});
      case FD -> file.bytes(tag, name, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
      case FL, UL, SL, AT -> file.bytes(tag, name, new byte[] {11, 12, 13, 14});
      default -> file.text(tag, name, PLANTED);
    };
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theBasicActionIsTaken(String listed, String action) throws Exception {
    int tag = Integer.parseUnsignedInt(listed.replace("xx", "02").replace('x', '0'), 16);
    int group = Tags.group(tag);
    Vr vr = Dictionary.vr(tag);
    if (group < 8 || vr == null || tag == FileFacts.ENCAPSULATED_DOCUMENT) {
      return; // groups of messages and of the file itself; documents are refused as a whole
    }
    byte[] input = with(tag, vr, "1.2.77.88.99").file();
    Outcome out = Outcome.of(input, folder, Outcome.deidentifier(Outcome.BASIC, TextCleaners.NONE));
    String path = Tags.text(tag);
    byte[] value = out.values().get(path);
    assertThat(out.holds(PLANTED.getBytes(StandardCharsets.US_ASCII))).as("planted").isFalse();
    switch (action) {
      case "X" -> assertThat(value).isNull();
      case "Z", "X/Z" -> {
        if (tag != FileFacts.PATIENT_NAME) {
          assertThat(value).isEmpty();
        }
      }
      case "U" -> assertThat(out.text(path)).isEqualTo(Outcome.pseudonyms().uid("1.2.77.88.99"));
      case "X/Z/U*" -> assertThat(value).isNotNull();
      default -> {
        assertThat(value).isNotNull();
        if (vr != Vr.SQ) {
          assertThat(value).isNotEmpty();
          assertThat(value).isNotEqualTo(input(input));
        }
      }
    }
  }

  private byte[] input(byte[] file) {
    return java.util.Arrays.copyOfRange(file, file.length - 4, file.length);
  }

  @Test
  void theTableIsWhole() {
    List<String[]> rows = table().toList();
    assertThat(rows).hasSize(620);
    assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(13));
    assertThat(rows.stream().map(row -> row[0]).distinct()).hasSize(620);
  }

  @Test
  void optionsGoBeforeTheBasicProfile() throws Exception {
    byte[] input =
        new Fixture(Syntax.EXPLICIT)
            .text(0x00080018, "UI", "1.2.77")
            .text(0x00080080, "LO", "Northgate")
            .text(0x00081010, "SH", "STATION9")
            .text(0x00100020, "LO", "P1")
            .text(0x00101010, "AS", "093Y")
            .file();
    String all =
        Outcome.BASIC.replace(
            "  pixels:",
            "  retain: [uids, device, institution, patient-characteristics]\n  pixels:");
    Outcome out = Outcome.of(input, folder, Outcome.deidentifier(all, TextCleaners.NONE));
    assertThat(out.text("(0008,0018)")).isEqualTo("1.2.77");
    assertThat(out.text("(0008,0080)")).isEqualTo("Northgate");
    assertThat(out.text("(0008,1010)")).isEqualTo("STATION9");
    assertThat(out.text("(0010,1010)")).as("ages over 89 are capped").isEqualTo("090Y");
    for (String code : List.of("113100", "113108", "113109", "113110", "113112")) {
      assertThat(out.holds(code.getBytes(StandardCharsets.US_ASCII))).as(code).isTrue();
    }
    for (String code : List.of("113101", "113105", "113106", "113107", "113111")) {
      assertThat(out.holds(code.getBytes(StandardCharsets.US_ASCII))).as(code).isFalse();
    }
  }

  @Test
  void aHospitalsOwnWordIsObeyedAndNotCalledTheBasicProfile() throws Exception {
    String own =
        Outcome.BASIC.replace(
            "  pixels:",
            "  attributes: {StudyDescription: keep, Manufacturer: remove, 00081030: keep}\n  pixels:"
                .replace("StudyDescription: keep, ", ""));
    byte[] input =
        new Fixture(Syntax.EXPLICIT)
            .text(0x00080018, "UI", "1.2.77")
            .text(0x00080070, "LO", "Maker")
            .text(0x00081030, "LO", "Knee")
            .file();
    Outcome out = Outcome.of(input, folder, Outcome.deidentifier(own, TextCleaners.NONE));
    assertThat(out.text("(0008,1030)")).isEqualTo("Knee");
    assertThat(out.values()).doesNotContainKey("(0008,0070)");
    assertThat(out.holds("113100".getBytes(StandardCharsets.US_ASCII))).isFalse();
  }
}
