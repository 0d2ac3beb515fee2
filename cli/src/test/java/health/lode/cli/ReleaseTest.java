package health.lode.cli;

import static health.lode.cli.CommandLineRun.done;
import static health.lode.cli.CommandLineRun.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rows leave a hospital through its release gate, by the command line alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleaseTest {
  private Path dir;
  private Path home;
  private Path files;
  private String permit;
  private JsonNode released;
  private Path opened;

  @BeforeAll
  void aReleaseThatPasses(@TempDir Path folder) throws Exception {
    dir = folder;
    home = dir.resolve("home");
    files = SmallHospital.writeFhir(dir.resolve("in"));
    done("init", "node", home, "--name", "测试医院");
    done("capture", home, files, "--source", "his");
    permit = permit(home, "Cough", "");
    released =
        done(
            "release",
            home,
            "--permit",
            permit,
            "--out",
            dir.resolve("out"),
            "--format",
            "csv,parquet,fhir");
    opened = open(dir.resolve("out"), home, dir.resolve("opened"));
  }

  private String permit(Path at, String project, String more) throws Exception {
    Path file =
        Files.writeString(
            Files.createTempFile(dir, "permit", ".yaml"),
            """
            project: %s
            purpose: research
            requester: local/researcher
            recipient: local/researcher
            data: [demographics, diagnosis, laboratory]
            forms: [release]
            valid: {from: 2026-01-01, until: 2099-12-31}
            %s
            """
                .formatted(project, more));
    JsonNode requested = done("permit", "request", at, file);
    String id = requested.path("id").asText();
    requested
        .path("needs")
        .forEach(need -> done("permit", "sign", at, id, "--as", need.path("office").asText()));
    return id;
  }

  private static Path open(Path out, Path home, Path to) throws Exception {
    Path sealed;
    try (Stream<Path> all = Files.list(out)) {
      sealed = all.filter(f -> f.toString().endsWith(".lode")).findFirst().orElseThrow();
    }
    done(
        "deidentify",
        "open",
        sealed,
        to,
        "--key",
        home.resolve("keys/recipients/local/researcher.key"));
    return to;
  }

  private static List<Map<String, String>> table(Path csv) throws Exception {
    List<String> lines = Files.readAllLines(csv);
    String[] names = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  @Test
  void whatLeavesHoldsNobodysNameNumberDateOrWithheldRow() throws Exception {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> walk = Files.walk(opened)) {
      for (Path file : walk.filter(f -> f.toString().matches(".*\\.(csv|ndjson|json)")).toList()) {
        all.append(Files.readString(file));
      }
    }
    assertThat(all.toString())
        .doesNotContain("Patient/p", "\"Test\"", "\"P12\"")
        // A field of codes and values can hold an address and a number; nothing vouches for it.
        .doesNotContain("Long Meadow", "Willow Court", "62704", "217-555-0143", "450521870304235")
        // The record that a reference names has a pseudonym.
        .containsPattern("Medication/[0-9A-Z]{16}")
        // Everyone here was born on some 4 March; a visit's moved day may well be one.
        .doesNotContainPattern("19\\d\\d-03-04")
        .doesNotContainPattern("\\bB20\\b");
    // Every person's dates move, by another number of days than none.
    assertThat(table(opened.resolve("tables/condition_occurrence.csv")))
        .isNotEmpty()
        .noneMatch(row -> row.get("condition_start_date").equals("2025-05-01"));
    assertThat(table(opened.resolve("tables/measurement.csv")))
        .isNotEmpty()
        .noneMatch(row -> row.get("measurement_date").equals("2025-05-02"));
    assertThat(released.path("grade").asText()).isEqualTo("L3");
    assertThat(released.path("persons").asInt())
        .isEqualTo(SmallHospital.PATIENTS - released.path("suppressedPersons").asInt());
    try (Stream<Path> out = Files.list(dir.resolve("out"))) {
      assertThat(out.map(f -> f.getFileName().toString().replaceAll("^R-[0-9a-f]+", "R")))
          .containsExactlyInAnyOrder("R.lode", "R-risk.html", "R-receipt.json");
    }
  }

  @Test
  void everyClassOfPersonsIsLargeEnoughByARecount() throws Exception {
    Map<String, Set<String>> classes = new HashMap<>();
    for (Map<String, String> row : table(opened.resolve("tables/person.csv"))) {
      classes
          .computeIfAbsent(
              row.get("gender_source_value") + "|" + row.get("year_of_birth"), k -> new HashSet<>())
          .add(row.get("person_id"));
    }
    assertThat(classes.values()).isNotEmpty().allSatisfy(c -> assertThat(c).hasSizeGreaterThan(4));
  }

  @Test
  void tablesAndDocumentsJoinByOnePseudonym() throws Exception {
    Map<String, String> codes = new HashMap<>();
    for (Map<String, String> row : table(opened.resolve("tables/person.csv"))) {
      codes.put(row.get("person_source_value"), row.get("person_id"));
    }
    List<String> observations = Files.readAllLines(opened.resolve("fhir/Observation.ndjson"));
    // The fifteen with a withheld diagnosis have no document in the release.
    assertThat(observations).hasSizeBetween(1, SmallHospital.PATIENTS - 15);
    for (String line : observations) {
      String subject = LodeCommand.JSON.readTree(line).path("subject").path("reference").asText();
      assertThat(codes).containsKey(subject.substring("Patient/".length()));
    }
    assertThat(Files.exists(opened.resolve("fhir/Patient.ndjson"))).isFalse();
  }

  @Test
  void itStandsInTheLedgerAndOnThePageOfWhatLeft() {
    JsonNode exits = done("exits", home).path("releases");
    assertThat(exits.toString()).contains(released.path("release").asText());
    assertThat(CommandLineRun.of("exits", home).out()).contains(released.path("release").asText());
    JsonNode entry =
        done("ledger", "prove", home, released.path("receipt").path("index").asText())
            .path("entry");
    assertThat(entry.path("type").asText()).isEqualTo("release-made");
    assertThat(entry.path("sealedHash")).isEqualTo(released.path("sealed"));
    assertThat(done("ledger", "verify", home).path("verified").asBoolean()).isTrue();
  }

  @Test
  void aPseudonymIsUndoneByAnOfficeThatSignedAndByNoOther() throws Exception {
    Map<String, String> row = table(opened.resolve("tables/person.csv")).get(3);
    String release = released.path("release").asText();
    JsonNode byNumber =
        done(
            "pseudonym",
            "undo",
            home,
            "--release",
            release,
            "--pseudonym",
            row.get("person_id"),
            "--as",
            "ethics",
            "--why",
            "recall of a drug");
    JsonNode byCode =
        done(
            "pseudonym",
            "undo",
            home,
            "--release",
            release,
            "--pseudonym",
            row.get("person_source_value"),
            "--as",
            "ethics",
            "--why",
            "recall of a drug");
    assertThat(byNumber.path("person").asLong())
        .isPositive()
        .isEqualTo(byCode.path("person").asLong());
    assertThat(byNumber.path("known").toString()).contains("Test");
    assertThat(
            CommandLineRun.of(
                    "pseudonym",
                    "undo",
                    home,
                    "--release",
                    release,
                    "--pseudonym",
                    row.get("person_id"),
                    "--as",
                    "local/researcher",
                    "--why",
                    "curiosity",
                    "--json")
                .code())
        .isEqualTo(1);
    refused(
        "PSEUDONYM_UNKNOWN",
        "pseudonym",
        "undo",
        home,
        "--release",
        release,
        "--pseudonym",
        "12345678901234567",
        "--as",
        "ethics",
        "--why",
        "recall of a drug");
  }

  @Test
  void whatFallsShortOrWasNotSignedForIsRefusedAndLeavesNothing() throws Exception {
    Path strict = dir.resolve("strict.yaml");
    String shipped = done("deidentify", "policy").path("text").asText();
    Files.writeString(
        strict,
        shipped.replace(
            "  quasi: {}",
            "  quasi: {condition_occurrence: [condition_source_value], measurement: [value_as_number]}"));
    Path out = dir.resolve("refused");
    refused(
        "RELEASE_POLICY_UNSIGNED",
        "release",
        home,
        "--permit",
        permit,
        "--out",
        out,
        "--policy",
        strict);
    String hash = done("deidentify", "policy", strict).path("hash").asText();
    String signed =
        permit(home, "Strict", "attachments: [{name: policy.yaml, sha256: " + hash + "}]");
    JsonNode refusal =
        CommandLineRun.of(
                "release", home, "--permit", signed, "--out", out, "--policy", strict, "--json")
            .json();
    assertThat(refusal.path("code").asText()).isEqualTo("RELEASE_GRADE_BELOW");
    assertThat(refusal.path("reason").asText()).contains("value_as_number");
    assertThat(refusal.path("remedy").asText()).isNotBlank();
    assertThat(out).doesNotExist();
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left.map(f -> f.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".lode-staged"));
    }
    Path aggregate = SmallHospital.permit(dir.resolve("aggregate.yaml"), "diagnosis");
    String other = done("permit", "request", home, aggregate).path("id").asText();
    done("permit", "sign", home, other, "--as", "information");
    done("permit", "sign", home, other, "--as", "department");
    refused("PERMIT_FORM_NOT_GRANTED", "release", home, "--permit", other, "--out", out);
  }

  @Test
  void whoWithdrewIsInNoLaterReleaseAndFewWhoLeaveAreNotToldApart() throws Exception {
    Path at = dir.resolve("second-home");
    done("init", "node", at, "--name", "B");
    done("capture", at, files, "--source", "his");
    String id = permit(at, "Cohort", "");
    done("release", at, "--permit", id, "--out", dir.resolve("first"));
    // One person fewer: what the recipient holds would tell who left.
    done("consent", "withdraw", at, "--patient", "his:Patient/p40");
    JsonNode refusal =
        CommandLineRun.of("release", at, "--permit", id, "--out", dir.resolve("next"), "--json")
            .json();
    assertThat(refusal.path("code").asText()).isEqualTo("RELEASE_JOINT_RISK");
    assertThat(dir.resolve("next")).doesNotExist();
    // Another project's pseudonyms have nothing in common, and it is judged with the first all the
    // same.
    String other = permit(at, "Another", "");
    JsonNode again =
        CommandLineRun.of("release", at, "--permit", other, "--out", dir.resolve("third"), "--json")
            .json();
    assertThat(again.path("code").asText()).isEqualTo("RELEASE_JOINT_RISK");
  }
}
