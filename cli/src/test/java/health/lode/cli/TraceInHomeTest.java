package health.lode.cli;

import static health.lode.cli.CommandLineRun.done;
import static health.lode.cli.CommandLineRun.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.node.NodeServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Copies of what a hospital released, found elsewhere, are traced by its home alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceInHomeTest {
  private static final String RESEARCHER = "local/researcher";
  private static final String DEPARTMENT = "hospital/department";
  private Path dir;
  private Path home;
  private JsonNode first;
  private Path researchers;
  private Path departments;

  @BeforeAll
  void twoRecipients(@TempDir Path folder) throws Exception {
    dir = folder;
    home = home("home");
    first = released(home, RESEARCHER, "Cough", "researcher");
    released(home, DEPARTMENT, "Ward", "department");
    researchers = dir.resolve("researcher-opened/tables");
    departments = dir.resolve("department-opened/tables");
  }

  private Path home(String name) throws Exception {
    Path at = dir.resolve(name);
    done("init", "node", at, "--name", name);
    done("capture", at, SmallHospital.writeFhir(dir.resolve(name + "-in")), "--source", "his");
    return at;
  }

  private String permit(Path at, String recipient, String project, String more) throws Exception {
    Path permit =
        Files.writeString(
            Files.createTempFile(dir, "permit", ".yaml"),
            """
            project: %s
            purpose: research
            requester: local/researcher
            recipient: %s
            data: [demographics, diagnosis, laboratory]
            forms: [release]
            valid: {from: 2026-01-01, until: 2099-12-31}
            %s
            """
                .formatted(project, recipient, more));
    JsonNode requested = done("permit", "request", at, permit);
    String id = requested.path("id").asText();
    requested
        .path("needs")
        .forEach(need -> done("permit", "sign", at, id, "--as", need.path("office").asText()));
    return id;
  }

  private JsonNode released(Path at, String recipient, String project, String name)
      throws Exception {
    String id = permit(at, recipient, project, "");
    Path out = dir.resolve(name + "-out");
    JsonNode released = done("release", at, "--permit", id, "--out", out, "--format", "csv");
    open(at, recipient, out, dir.resolve(name + "-opened"));
    return released;
  }

  private static void open(Path at, String recipient, Path out, Path to) throws Exception {
    try (Stream<Path> files = Files.list(out)) {
      Path sealed = files.filter(f -> f.toString().endsWith(".lode")).findFirst().orElseThrow();
      Path key = at.resolve("keys/recipients/" + recipient + ".key");
      done("deidentify", "open", sealed, to, "--key", key);
    }
  }

  /** Half of the rows in another order, without some columns. */
  private Path leaked(Path table, String name, String... without) throws Exception {
    List<String[]> rows = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      rows.add(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
    }
    String[] header = rows.remove(0);
    Collections.shuffle(rows, new Random(4));
    List<String[]> kept = new ArrayList<>(rows.subList(0, rows.size() / 2));
    kept.add(0, header);
    List<Integer> columns = new ArrayList<>();
    for (int c = 0; c < header.length; c++) {
      if (!Arrays.asList(without).contains(header[c])) {
        columns.add(c);
      }
    }
    assertThat(columns).hasSize(header.length - without.length);
    Collections.shuffle(columns, new Random(5));
    return Files.write(
        dir.resolve(name),
        kept.stream()
            .map(row -> String.join(",", columns.stream().map(c -> row[c]).toList()))
            .toList());
  }

  private JsonNode trace(Path file) {
    return done("trace", file, "--home", home);
  }

  @Test
  void halfOfATableWithoutItsPatientsIsTracedToWhoGotIt() throws Exception {
    for (String table : List.of("measurement", "condition_occurrence")) {
      Path one = leaked(researchers.resolve(table + ".csv"), "a-" + table + ".csv", "person_id");
      Path other = leaked(departments.resolve(table + ".csv"), "b-" + table + ".csv", "person_id");
      assertThat(trace(one).path("named").toString()).isEqualTo("[\"" + RESEARCHER + "\"]");
      assertThat(trace(other).path("named").toString()).isEqualTo("[\"" + DEPARTMENT + "\"]");
    }
  }

  @Test
  void itSaysHowSureItIsAndWhichReleaseItWas() throws Exception {
    Path part =
        leaked(
            researchers.resolve("person.csv"),
            "persons.csv",
            "year_of_birth",
            "gender_source_value");
    JsonNode found = trace(part);
    assertThat(found.path("named")).hasSize(1);
    JsonNode suspect = found.path("suspects").path(0);
    assertThat(suspect.path("recipient").asText()).isEqualTo(RESEARCHER);
    assertThat(suspect.path("log10Odds").asDouble()).isLessThan(-6);
    assertThat(suspect.path("releases").path(0).path("id").asText())
        .startsWith(first.path("release").asText() + "/");
    assertThat(found.path("unmarked")).isEmpty();
    CommandLineRun said = CommandLineRun.of("trace", part, "--home", home);
    assertThat(said.code()).isZero();
    assertThat(said.out()).contains(RESEARCHER).doesNotContain(DEPARTMENT);
    assertThat(CommandLineRun.of("trace", part, "--home", home, "--lang", "zh").out())
        .contains("误指无辜接收方的概率");
  }

  @Test
  void whatWasNeverReleasedNamesNobody() throws Exception {
    // Another hospital's release, to a recipient of the same name.
    Path other = home("other");
    released(other, RESEARCHER, "Cough", "elsewhere");
    Path tables = dir.resolve("elsewhere-opened/tables");
    for (String table : List.of("person", "measurement", "condition_occurrence")) {
      JsonNode found = trace(tables.resolve(table + ".csv"));
      assertThat(found.path("named")).as(table).isEmpty();
      assertThat(found.path("suspects")).hasSize(2);
    }
    // The released rows themselves, where somebody drew every marked digit anew.
    Random random = new Random(9);
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(researchers.resolve("measurement.csv"))) {
      StringBuilder drawn = new StringBuilder();
      for (String cell : line.split(",", -1)) {
        boolean number = cell.matches("\\d{17}");
        String now =
            number ? cell.substring(0, 11) + "%06d".formatted(random.nextInt(1_000_000)) : cell;
        drawn.append(drawn.isEmpty() ? "" : ",").append(now);
      }
      lines.add(drawn.toString());
    }
    Path redrawn = Files.write(dir.resolve("redrawn.csv"), lines);
    assertThat(trace(redrawn).path("named")).isEmpty();
    assertThat(trace(redrawn).path("evidence").path("slots").asInt()).isGreaterThan(300);
    assertThat(CommandLineRun.of("trace", redrawn, "--home", home).out())
        .contains("stand out from chance");
  }

  @Test
  void whereTooLittleIsMarkedItSaysSo() throws Exception {
    List<String> lines = Files.readAllLines(researchers.resolve("person.csv"));
    // One patient: six bits, which are never one in a million.
    Path one = Files.write(dir.resolve("one.csv"), lines.subList(0, 2));
    assertThat(trace(one).path("named")).isEmpty();
    assertThat(CommandLineRun.of("trace", one, "--home", home).out())
        .contains("TOO FEW MARKS WERE READ");
    // The person table bears its marks in one column; the release said so when it left.
    for (JsonNode table : first.path("marks").path("tables")) {
      boolean persons = table.path("table").asText().equals("person");
      assertThat(table.path("enough").asBoolean()).as(table.toString()).isEqualTo(!persons);
    }
    Path nothing = home("nothing");
    JsonNode none = done("trace", one, "--home", nothing);
    assertThat(none.path("candidates").asInt()).isZero();
    assertThat(CommandLineRun.of("trace", one, "--home", nothing).out())
        .contains("no release here bears marks");
  }

  @Test
  void aReleaseThatCannotBeTracedSaysSoWhenItLeavesAndLater() throws Exception {
    Path at = home("unmarked");
    String shipped = done("deidentify", "policy").path("text").asText();
    int marks = shipped.indexOf("  marks:");
    Path policy =
        Files.writeString(
            dir.resolve("unmarked.yaml"),
            shipped.substring(0, marks)
                + shipped.substring(shipped.indexOf("\n# Notes and every")));
    String hash = done("deidentify", "policy", policy).path("hash").asText();
    String id =
        permit(at, RESEARCHER, "Bare", "attachments: [{name: policy.yaml, sha256: " + hash + "}]");
    Path out = dir.resolve("unmarked-out");
    CommandLineRun run =
        CommandLineRun.of("release", at, "--permit", id, "--out", out, "--policy", policy);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("person BEARS NO MARKS", "measurement BEARS NO MARKS");
    open(at, RESEARCHER, out, dir.resolve("unmarked-opened"));
    Path copy = dir.resolve("unmarked-opened/tables/measurement.csv");
    JsonNode found = done("trace", copy, "--home", at);
    assertThat(found.path("named")).isEmpty();
    assertThat(found.path("unmarked")).hasSize(1);
    assertThat(CommandLineRun.of("trace", copy, "--home", at).out()).contains("left without marks");
    // Marked by the shipped policy, whose person table has one column that carries marks.
    Path little = home("little");
    String standard = permit(little, RESEARCHER, "Standard", "");
    assertThat(
            CommandLineRun.of(
                    "release", little, "--permit", standard, "--out", dir.resolve("little-out"))
                .out())
        .contains("person IS MARKED LITTLE: 50% of its rows without person_id")
        .doesNotContain("measurement IS", "BEARS NO MARKS");
  }

  @Test
  void whoTracesStandsInTheLedgerAndARunningServerTracesToo() throws Exception {
    Path part = leaked(researchers.resolve("measurement.csv"), "served.csv");
    try (NodeServer server =
        NodeServer.start(
            home, new NodeServer.Options(0, false), Clock.systemUTC(), new SecureRandom())) {
      assertThat(server.url()).isNotBlank();
      assertThat(done("trace", part, "--home", home, "--by", "Inspector Li").path("named"))
          .hasSize(1);
    }
    long size = done("ledger", "verify", home).path("size").asLong();
    JsonNode entry = done("ledger", "prove", home, Long.toString(size - 1)).path("entry");
    assertThat(entry.path("type").asText()).isEqualTo("staff-looked");
    assertThat(entry.path("who").asText()).isEqualTo("Inspector Li");
    assertThat(entry.path("what").asText()).contains("SHA-256");
  }

  @Test
  void homeOrKeyAndRegisterButNotBoth() throws Exception {
    Path key = dir.resolve("some.key");
    Path table = researchers.resolve("person.csv");
    assertThat(CommandLineRun.of("trace", table).code()).isEqualTo(2);
    assertThat(CommandLineRun.of("trace", table, "--key", key).code()).isEqualTo(2);
    assertThat(CommandLineRun.of("trace", table, "--home", home, "--key", key).code()).isEqualTo(2);
    assertThat(CommandLineRun.of("trace", table, "--home", home, "--odds", "2").code())
        .isEqualTo(2);
    refused("INPUT_UNREADABLE", "trace", dir.resolve("absent.csv"), "--home", home);
  }
}
