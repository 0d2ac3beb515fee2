package health.lode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lode deidentify table}, from file to file. */
class DeidentifyTableTest {
  @TempDir Path folder;

  private Path input() throws Exception {
    StringBuilder rows = new StringBuilder("id,age,sex,outcome\n");
    for (int i = 0; i < 60; i++) {
      rows.append("p").append(i).append(',').append(20 + i % 30).append(',');
      rows.append(i % 2 == 0 ? "M" : "F").append(",o").append(i % 3).append('\n');
    }
    return Files.writeString(folder.resolve("in.csv"), rows);
  }

  @Test
  void optionsAloneAreEnough() throws Exception {
    Path out = folder.resolve("out.csv");
    JsonNode done =
        CommandLineRun.done(
            "deidentify",
            "table",
            input(),
            out,
            "--qi",
            "age,sex",
            "--k",
            "5",
            "--drop",
            "id",
            "--sensitive",
            "outcome",
            "--target",
            "outcome");
    assertThat(done.path("smallestClass").asInt()).isGreaterThanOrEqualTo(5);
    assertThat(done.path("levels").path("age").asInt()).isEqualTo(1);
    assertThat(done.path("loss").asDouble()).isBetween(0.0, 1.0);
    assertThat(done.path("prediction").path("baseline").asDouble()).isBetween(0.3, 0.4);
    assertThat(done.has("seconds")).isTrue();
    assertThat(Files.readAllLines(out)).hasSize(61).contains("*,M,o0");
    assertThat(
            Files.readAllLines(out).stream()
                .skip(1)
                .collect(Collectors.groupingBy(l -> l.substring(0, 3), Collectors.counting()))
                .values())
        .allMatch(n -> n >= 5);
  }

  @Test
  void theNamedPersonColumnBecomesAPseudonymWhereNothingElseIsSaid() throws Exception {
    Path out = folder.resolve("out.csv");
    CommandLineRun.done(
        "deidentify",
        "table",
        input(),
        out,
        "--qi",
        "age,sex",
        "--person",
        "id",
        "--keep",
        "outcome");
    List<String> before = Files.readAllLines(folder.resolve("in.csv"));
    List<String> after = Files.readAllLines(out);
    assertThat(after.get(0)).isEqualTo(before.get(0));
    assertThat(after.stream().skip(1)).allMatch(line -> line.matches("[0-9A-Z]{16},.*"));
    assertThat(after.stream().skip(1).map(line -> line.substring(0, 16)).distinct().count())
        .isEqualTo(before.stream().skip(1).map(line -> line.split(",")[0]).distinct().count());
  }

  @Test
  void aRefusalLeavesNothing() throws Exception {
    Path out = folder.resolve("out.csv");
    CommandLineRun.refused(
        "TABLE_COLUMNS_UNNAMED", "deidentify", "table", input(), out, "--qi", "age,sex");
    CommandLineRun.refused(
        "TABLE_UNPROTECTABLE",
        "deidentify",
        "table",
        input(),
        out,
        "--qi",
        "age,sex",
        "--keep",
        "id,outcome",
        "--k",
        "61");
    Files.writeString(folder.resolve("bad.csv"), "age,sex\n1,M\n2\n");
    JsonNode ragged =
        CommandLineRun.refused(
            "TABLE_RAGGED",
            "deidentify",
            "table",
            folder.resolve("bad.csv"),
            out,
            "--qi",
            "age,sex");
    assertThat(ragged.path("reason").asText()).contains("Row 2");
    try (var left = Files.list(folder)) {
      assertThat(left.map(f -> f.getFileName().toString())).containsOnly("in.csv", "bad.csv");
    }
  }

  @Test
  void wrongUsageIsTold() throws Exception {
    assertThat(
            CommandLineRun.of(
                    "deidentify", "table", input(), folder.resolve("o"), "--method", "magic")
                .code())
        .isEqualTo(2);
  }
}
