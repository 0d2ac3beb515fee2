package health.lode.deidentify.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.deidentify.dicom.Fixture.Syntax;
import health.lode.deidentify.policy.Dates;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates, pseudonyms, texts, and what the output says was done. */
class StatementTest {
  @TempDir Path folder;

  @Test
  void datesMoveByThePatientsShiftAndIdentifiersAreThePatientsCode() throws Exception {
    Outcome out = Outcome.of(Fixture.ct(Syntax.EXPLICIT).pixels(2, 2, new byte[4]).file(), folder);
    int days = Outcome.pseudonyms().shiftDays(new Dates.Shift(100), "MRN445566");
    String moved =
        java.time.LocalDate.of(2024, 2, 29)
            .plusDays(days)
            .format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE);
    assertThat(out.text("(0008,0020)")).isEqualTo(moved);
    assertThat(out.text("(0008,0030)")).isEqualTo("101112");
    String code = Outcome.pseudonyms().code("patient", "MRN445566");
    assertThat(out.text("(0010,0010)")).isEqualTo(code);
    assertThat(out.text("(0010,0020)")).isEqualTo(code);
    assertThat(out.text("(0010,0030)")).isEmpty();
    assertThat(out.text("(0012,0062)")).isEqualTo("YES");
    assertThat(out.text("(0012,0063)")).startsWith("Lode");
    assertThat(out.text("(0028,0303)")).isEqualTo("MODIFIED");
    assertThat(out.values()).doesNotContainKeys("(0028,0301)", "(0028,0302)");
    assertThat(out.text("(0012,0064)[0].(0008,0102)")).isEqualTo("DCM");
  }

  @ParameterizedTest
  @CsvSource({
    "{keep: day}, 20240229, UNMODIFIED, 101112",
    "{keep: month}, 20240201, MODIFIED, ''",
    "{keep: year}, 20240101, MODIFIED, ''",
    "{keep: none}, '', REMOVED, ''"
  })
  void keptDatesSaySo(String dates, String date, String said, String time) throws Exception {
    String policy = Outcome.HEADERS.replace("{shift: 100}", dates);
    Outcome out =
        Outcome.of(
            Fixture.ct(Syntax.EXPLICIT).file(),
            folder,
            Outcome.deidentifier(policy, TextCleaners.NONE));
    assertThat(out.text("(0008,0020)")).isEqualTo(date);
    assertThat(out.text("(0008,0030)")).isEqualTo(time);
    assertThat(out.text("(0028,0303)")).isEqualTo(said);
  }

  @Test
  void descriptorsGoThroughTheCleanerInTheirCharacterSet() throws Exception {
    Charset gbk = Charset.forName("GB18030");
    byte[] input =
        new Fixture(Syntax.EXPLICIT)
            .text(0x00080005, "CS", "GB18030")
            .text(0x00080018, "UI", "1.2.3")
            .bytes(0x0008103E, "LO", "张三胸部平扫".getBytes(gbk))
            .bytes(0x00100010, "PN", "张^三".getBytes(gbk))
            .text(0x00100020, "LO", "A1")
            .file();
    TextCleaners cleaners =
        patient -> {
          assertThat(patient.names()).containsExactly("张^三");
          assertThat(patient.key()).isEqualTo("A1");
          return Optional.of(text -> text.replace("平扫", "增强"));
        };
    Outcome out = Outcome.of(input, folder, Outcome.deidentifier(Outcome.HEADERS, cleaners));
    assertThat(Values.trimmed(new String(out.values().get("(0008,103E)"), gbk)))
        .isEqualTo("***胸部增强");
    assertThat(out.holds("113105".getBytes(StandardCharsets.US_ASCII))).isTrue();
    Outcome without = Outcome.of(input, folder);
    assertThat(without.text("(0008,103E)")).isEmpty();
    assertThat(without.holds("113105".getBytes(StandardCharsets.US_ASCII))).isFalse();
  }

  @Test
  void aHeadVolumeIsFlaggedAndTheReportHoldsNoValue() throws Exception {
    byte[] input =
        Fixture.ct(Syntax.EXPLICIT).text(0x00180015, "CS", "HEAD").pixels(2, 2, new byte[4]).file();
    Outcome out = Outcome.of(input, folder);
    assertThat(out.text("(0028,0302)")).isEqualTo("YES");
    assertThat(out.result().faceLikely()).isTrue();
    JsonNode report = out.result().report();
    assertThat(report.path("recognizableFace").asText()).isEqualTo("likely");
    assertThat(report.toString())
        .contains("(0010,0010)")
        .doesNotContain("Wintergreen")
        .doesNotContain("445566")
        .doesNotContain("20240229");
    assertThat(report.path("actions").findValuesAsText("rule")).contains("basic", "pseudonym");
  }

  @Test
  void safePrivateElementsStayAndOthersGo() throws Exception {
    String policy =
        Outcome.HEADERS.replace(
            "  pixels:", "  safePrivate: [{creator: MAKER ONE, elements: [0029xx08]}]\n  pixels:");
    byte[] input =
        new Fixture(Syntax.EXPLICIT)
            .text(0x00080018, "UI", "1.2.3")
            .text(0x00100020, "LO", "MRN445566")
            .text(0x00290011, "LO", "MAKER ONE")
            .text(0x00290012, "LO", "MAKER TWO")
            .text(0x00291108, "CS", "IMAGE NUM 4")
            .text(0x00291109, "LO", "MRN445566")
            .text(0x00291208, "CS", "OTHER")
            .file();
    Outcome out = Outcome.of(input, folder, Outcome.deidentifier(policy, TextCleaners.NONE));
    assertThat(out.text("(0029,0011)")).isEqualTo("MAKER ONE");
    assertThat(out.text("(0029,1108)")).isEqualTo("IMAGE NUM 4");
    assertThat(out.values()).doesNotContainKeys("(0029,0012)", "(0029,1109)", "(0029,1208)");
    assertThat(out.holds("113111".getBytes(StandardCharsets.US_ASCII))).isTrue();
  }

  @Test
  void aSafePrivateValueThatNamesThePatientIsMasked() throws Exception {
    String policy =
        Outcome.HEADERS.replace(
            "  pixels:", "  safePrivate: [{creator: MAKER ONE, elements: [0029xx08]}]\n  pixels:");
    byte[] input =
        new Fixture(Syntax.EXPLICIT)
            .text(0x00100020, "LO", "MRN445566")
            .text(0x00290011, "LO", "MAKER ONE")
            .text(0x00291108, "LO", "of MRN445566")
            .file();
    Outcome out = Outcome.of(input, folder, Outcome.deidentifier(policy, TextCleaners.NONE));
    assertThat(out.text("(0029,1108)")).isEqualTo("of ***");
  }
}
