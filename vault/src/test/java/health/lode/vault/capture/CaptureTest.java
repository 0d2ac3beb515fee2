package health.lode.vault.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.refusal.RefusedException;
import health.lode.vault.FhirFixture;
import health.lode.vault.TestVault;
import health.lode.vault.Vault;
import health.lode.vault.VaultReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
  @TempDir Path folder;
  private Path home;
  private Path input;

  @BeforeEach
  void places() throws IOException {
    home = folder.resolve("home");
    input = Files.createDirectory(folder.resolve("input"));
  }

  @Test
  void everyRecordIsCapturedDuplicateOrQuarantinedAndTheSumHolds() throws IOException {
    String gb = "{\"resourceType\":\"Condition\",\"id\":\"gb\",\"code\":{\"text\":\"肺炎\"}}";
    write(
        "a.ndjson",
        concat(
            utf8("\uFEFF" + FhirFixture.patient(1) + "\n\n  \r\n"),
            utf8(FhirFixture.condition(1, 1, "") + "\r\n"),
            utf8(FhirFixture.condition(1, 1, "") + "\n"),
            utf8("{\"resourceType\":\"Condition\",\"id\":\n"),
            utf8("this is no JSON\n"),
            utf8("{\"resourceType\":\"Condition\",\"code\":{}}\n"),
            gb.getBytes(Charset.forName("GB18030")),
            utf8("\n{\"resourceType\":\"Basic\",\"id\":\"b\"}")));
    CaptureReport report = TestVault.capture(home, "his", input);
    assertThat(report.received()).isEqualTo(8);
    assertThat(report.captured()).isEqualTo(3);
    assertThat(report.duplicate()).isEqualTo(1);
    assertThat(report.quarantined()).isEqualTo(4);
    assertThat(report.byType().get("Condition")).isEqualTo(new CaptureReport.TypeCount(5, 1, 1, 3));
    assertThat(report.byType().get("Basic")).isEqualTo(new CaptureReport.TypeCount(1, 1, 0, 0));
    assertThat(codes())
        .containsExactlyInAnyOrder("NOT_JSON", "NOT_JSON", "PATIENT_MISSING", "WRONG_CHARSET");

    CaptureReport again = TestVault.capture(home, "his", input);
    assertThat(again.received()).isEqualTo(8);
    assertThat(again.duplicate()).isEqualTo(8);
    assertThat(TestVault.value(home, "SELECT count(*) FROM catalog.record")).isEqualTo("7");
    CaptureReport other = TestVault.capture(home, "lis", input);
    assertThat(other.captured()).as("another source's bytes are its own").isEqualTo(3);
  }

  @Test
  void aBundleIsItsEntriesHoweverItIsPacked() throws IOException {
    String bundle =
        "{\n \"resourceType\" : \"Bundle\", \"type\":\"transaction\",\n \"entry\" : [ {\"fullUrl\":"
            + "\"urn:uuid:p1\",\"resource\":"
            + FhirFixture.patient(1)
            + "}\n, {\"fullUrl\":\"urn:uuid:77\",\"resource\":{\"resourceType\":\"Condition\","
            + "\"code\":{\"text\":\"a } ] \\\" b\"},\"subject\":{\"reference\":\"urn:uuid:p1\"}},"
            + "\"request\":{\"method\":\"POST\"}} ], \"total\": 2 }";
    write("bundle.json", utf8(bundle));
    write(
        "lines.ndjson",
        utf8(bundle.replace("\n", "").replace("77", "78") + "\n" + FhirFixture.patient(2)));
    write("broken.json", utf8(bundle.substring(0, bundle.length() - 60)));
    CaptureReport report = TestVault.capture(home, "his", input);
    assertThat(report.byType().get("Patient").received()).isEqualTo(4);
    assertThat(report.byType().get("Patient").duplicate())
        .as("the same entry's bytes")
        .isEqualTo(2);
    assertThat(report.byType().get("Condition")).isEqualTo(new CaptureReport.TypeCount(3, 2, 0, 1));
    assertThat(
            TestVault.rows(
                home,
                "SELECT condition_source_text, source_patient_id FROM intake.condition_occurrence"))
        .containsOnly("a } ] \" b|1")
        .hasSize(2);
  }

  @Test
  void archivesAreReadToTheirPlainFilesAndACutOneIsTakenAsFarAsItGoes() throws IOException {
    byte[] one = utf8(FhirFixture.patient(1) + "\n" + FhirFixture.condition(1, 1, "") + "\n");
    byte[] two = utf8(FhirFixture.observation(1, 1) + "\n");
    write("a.ndjson.gz", gzip(one));
    write(
        "b.zip",
        zip(
            "导出/two.ndjson",
            two,
            "inner.zip",
            zip("three.ndjson", utf8(FhirFixture.observation(3, 1)))));
    write("c.tar.gz", gzip(tar("deep/four.ndjson", utf8(FhirFixture.encounter(4, 1)))));
    byte[] many = utf8(FhirFixture.lines(3000, 5));
    byte[] packed = gzip(many);
    write("d.ndjson.gz", Arrays.copyOf(packed, packed.length / 2));
    write("e.bin", new byte[] {0, 1, 2, 3});
    CaptureReport report = TestVault.capture(home, "his", input);
    assertThat(report.files())
        .extracting(f -> f.file() + " " + f.refusal().code().name())
        .containsExactly("d.ndjson ARCHIVE_CUT", "e.bin FORMAT_UNKNOWN");
    assertThat(report.received()).isGreaterThan(1000);
    assertThat(codes()).contains("RECORD_CUT");
    assertThat(TestVault.rows(home, "SELECT DISTINCT name FROM catalog.file ORDER BY 1"))
        .containsExactly(
            "a.ndjson",
            "b.zip!/inner.zip!/three.ndjson",
            "b.zip!/导出/two.ndjson",
            "c.tar!/deep/four.ndjson",
            "d.ndjson");
    // The whole file later: the half that was there is duplicate, the cut record now whole.
    write("d.ndjson.gz", packed);
    CaptureReport whole = TestVault.capture(home, "his", input.resolve("d.ndjson.gz"));
    assertThat(whole.received()).isEqualTo(3000);
    assertThat(whole.duplicate()).isGreaterThan(1000);
    assertThat(whole.captured()).isPositive();
  }

  @Test
  void bombsAndNestedArchivesAreStoppedAndTheRestIsTaken() throws IOException {
    write("bomb.ndjson.gz", gzip(new byte[200 << 20]));
    byte[] nested = utf8(FhirFixture.patient(1));
    for (int i = 0; i < 6; i++) {
      nested = zip("n" + i + ".zip", nested);
    }
    write("nested.zip", nested);
    write("z.ndjson", utf8(FhirFixture.patient(9)));
    CaptureReport report = TestVault.capture(home, "his", input);
    assertThat(report.files())
        .extracting(f -> f.refusal().code().name())
        .containsExactly("ARCHIVE_BOMB", "ARCHIVE_NESTED");
    assertThat(report.byType().get("Patient").captured()).isEqualTo(1);
  }

  @Test
  void aRecordOverTheLimitIsJournaledWholeAndQuarantined() throws IOException {
    String large = "{\"resourceType\":\"Binary\",\"data\":\"" + "A".repeat(3_000_000) + "\"}";
    write("a.ndjson", utf8(FhirFixture.patient(1) + "\n" + large + "\n" + FhirFixture.patient(2)));
    CaptureReport report = TestVault.capture(home, "his", input);
    assertThat(report.received()).isEqualTo(3);
    assertThat(report.byType().get("Binary")).isEqualTo(new CaptureReport.TypeCount(1, 0, 0, 1));
    assertThat(codes()).containsExactly("RECORD_TOO_LARGE");
    try (Vault vault = TestVault.open(home)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      vault.copyRecord(vault.quarantine(1).get(0).journalRef(), bytes);
      assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(large);
    }
    assertThat(TestVault.capture(home, "his", input).duplicate()).isEqualTo(3);
  }

  @Test
  void correctionsSupersedeAndReplayGivesTheSame() throws IOException {
    write(
        "1.ndjson",
        utf8(FhirFixture.patient(1) + "\n" + FhirFixture.condition(1, 1, "") + "\nbroken"));
    assertThat(TestVault.capture(home, "his", input).superseded()).isZero();
    write(
        "2.ndjson",
        utf8(
            FhirFixture.condition(
                1,
                1,
                "\"meta\":{\"versionId\":\"2\"},\"verificationStatus\":{\"coding\":"
                    + "[{\"code\":\"entered-in-error\"}]},")));
    assertThat(TestVault.capture(home, "his", input).superseded()).isEqualTo(1);
    assertThat(
            TestVault.rows(
                home, "SELECT version, retracted FROM intake.condition_occurrence ORDER BY 1"))
        .containsExactly("0|false", "2|true");
    String facts =
        "SELECT COLUMNS(* EXCLUDE (fact_id)) FROM intake.condition_occurrence ORDER BY ALL";
    List<String> before = TestVault.rows(home, facts);
    String numbers = "SELECT * FROM identity.source_patient ORDER BY 1";
    List<String> patients = TestVault.rows(home, numbers);
    try (Vault vault = TestVault.open(home)) {
      CaptureReport report = vault.replay("his", Progress.NONE);
      assertThat(report.received()).isEqualTo(4);
      assertThat(report.quarantined()).isEqualTo(1);
      assertThatThrownBy(() -> vault.replay("nobody", Progress.NONE))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().code()).isEqualTo(VaultReason.SOURCE_UNKNOWN));
    }
    assertThat(TestVault.rows(home, facts)).isEqualTo(before);
    assertThat(TestVault.rows(home, numbers)).isEqualTo(patients);
    assertThat(codes()).containsExactly("NOT_JSON");
  }

  @Test
  void aLostDatabaseIsRebuiltFromTheJournal() throws IOException {
    write("a.ndjson", utf8(FhirFixture.lines(2000, 3)));
    write("b.ndjson", utf8(FhirFixture.lines(500, 4) + "x".repeat(300_000)));
    TestVault.capture(home, "his", input);
    TestVault.capture(home, "lis", input.resolve("b.ndjson"));
    var before = taken();
    Files.move(home.resolve("vault"), folder.resolve("gone"));
    TestVault.open(home).close();
    assertThat(taken()).isEqualTo(before);
    assertThat(TestVault.value(home, "SELECT persons FROM catalog.cut")).isEqualTo("80");
    assertThat(TestVault.capture(home, "his", input).duplicate()).isEqualTo(2501);
  }

  @Test
  void aReplayByAnotherMappingHoldsAlsoWhenTheVaultIsRebuilt() throws IOException {
    write("people.csv", utf8("编号,性别,出生\nA1,女,1950-02-01\nA2,男,1960-07-09\n"));
    String mapping =
        """
        mapping: own
        describes: a table of people
        tables:
          people:
            patient: 编号
            facts:
              - table: person
                columns:
                  gender_source_value: 性别
        """;
    CaptureReport first = TestVault.capture(home, "his", input);
    assertThat(first.received()).isEqualTo(2);
    assertThat(TestVault.value(home, "SELECT count(*) FROM intake.person")).isEqualTo("0");
    try (Vault vault = TestVault.open(home)) {
      CaptureReport replay = vault.replay("his", Optional.of(mapping), Progress.NONE);
      assertThat(replay.captured()).isEqualTo(2);
      assertThat(replay.cut()).isGreaterThan(first.cut());
    }
    String people = "SELECT gender_source_value FROM intake.person ORDER BY fact_id";
    assertThat(TestVault.rows(home, people)).containsExactly("女", "男");
    Files.move(home.resolve("vault"), folder.resolve("gone"));
    TestVault.open(home).close();
    assertThat(TestVault.rows(home, people)).containsExactly("女", "男");
    assertThat(TestVault.rows(home, "FROM catalog.pending_replay")).isEmpty();
    assertThat(TestVault.capture(home, "his", input).duplicate()).isEqualTo(2);
  }

  @Test
  void theSameBytesInTwoTablesAreTwoRecords() throws IOException {
    byte[] rows = utf8("编号,日期,值\nA1,2024-03-05,7\nA1,2024-03-05,7\n");
    write("ward.csv", rows);
    write("theatre.csv", rows);
    String table =
        """
          %s:
            match: "%s.csv"
            patient: 编号
            facts:
              - table: measurement
                columns:
                  measurement_date: 日期
                  measurement_source_value: {constant: P}
                  value_source_value: 值
        """;
    String mapping =
        "mapping: own\ndescribes: two tables\ntables:\n"
            + table.formatted("ward", "ward")
            + table.formatted("theatre", "theatre");
    CaptureReport report = TestVault.capture(home, "his", input);
    assertThat(report.byType().get("ward")).isEqualTo(new CaptureReport.TypeCount(2, 2, 0, 0));
    assertThat(report.byType().get("theatre")).isEqualTo(new CaptureReport.TypeCount(2, 2, 0, 0));
    try (Vault vault = TestVault.open(home)) {
      vault.replay("his", Optional.of(mapping), Progress.NONE);
    }
    String live = "SELECT count(*) FROM cut_2.measurement";
    assertThat(TestVault.value(home, live)).isEqualTo("4");
    assertThat(TestVault.capture(home, "his", input).duplicate()).isEqualTo(4);
  }

  @Test
  void aMissingPathRefusesBeforeAnythingIsTaken() {
    assertThatThrownBy(() -> TestVault.capture(home, "his", input, folder.resolve("nowhere")))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo(VaultReason.SOURCE_UNREADABLE));
  }

  private Map<String, List<String>> taken() {
    Map<String, List<String>> tables = TestVault.tables(home, "intake|catalog");
    tables.keySet().removeIf(name -> name.matches("catalog[.](cut.*|capture_position)"));
    return tables;
  }

  private List<String> codes() {
    return TestVault.rows(home, "SELECT code FROM catalog.quarantine ORDER BY 1");
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(input.resolve(name), bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(Object... namesAndContents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes, Charset.forName("GB18030"))) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        out.putNextEntry(new ZipEntry((String) namesAndContents[i]));
        out.write((byte[]) namesAndContents[i + 1]);
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(String name, byte[] content) {
    byte[] header = new byte[512];
    System.arraycopy(utf8(name), 0, header, 0, name.length());
    byte[] size = utf8(String.format("%011o", content.length));
    System.arraycopy(size, 0, header, 124, 11);
    header[156] = '0';
    System.arraycopy(utf8("ustar"), 0, header, 257, 5);
    byte[] padding = new byte[(512 - content.length % 512) % 512 + 1024];
    return concat(header, content, padding);
  }
}
