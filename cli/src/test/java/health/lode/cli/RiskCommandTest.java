package health.lode.cli;

import static health.lode.cli.CommandLineRun.done;
import static health.lode.cli.CommandLineRun.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lode risk} and {@code lode deidentify suggest} as a shell runs them. */
class RiskCommandTest {
  @TempDir Path dir;

  private Path csv(String name, String... lines) throws IOException {
    return Files.writeString(dir.resolve(name), String.join("\n", lines) + "\n");
  }

  private Path fives() throws IOException {
    List<String> lines = new ArrayList<>(List.of("性别,age,city"));
    for (int i = 0; i < 5; i++) {
      lines.addAll(List.of("男,31,a", "女,31,a", "男,47,b"));
    }
    return csv("fives.csv", lines.toArray(String[]::new));
  }

  @Test
  void printsTheFiguresOfTheContract() throws IOException {
    JsonNode json = done("risk", fives(), "--qi", "性别,age,city", "--sharing", "agreement");
    assertThat(json.path("records").asInt()).isEqualTo(15);
    assertThat(json.path("equivalenceClasses").asInt()).isEqualTo(3);
    assertThat(json.path("smallestClass").asInt()).isEqualTo(5);
    assertThat(json.path("uniques").asInt()).isZero();
    assertThat(json.path("highestRisk").asDouble()).isEqualTo(0.2);
    assertThat(json.path("averageRisk").asDouble()).isEqualTo(0.2);
    assertThat(json.path("grade").asText()).isEqualTo("L3");
    assertThat(json.path("evidence").path("because")).isNotEmpty();
    assertThat(json.path("toLift").path("neededSmallestClass").asInt()).isEqualTo(5);
    assertThat(done("risk", fives(), "--qi", "性别,age,city").path("grade").asText())
        .as("public is the default")
        .isEqualTo("L2");
    assertThat(
            done("risk", fives(), "--qi", "age", "--sharing", "enclave", "--population", "600")
                .path("population")
                .path("population")
                .asLong())
        .isEqualTo(600);
  }

  @Test
  void fortyAdmissionsOfOnePatientAreOnePerson() throws IOException {
    List<String> lines = new ArrayList<>(List.of("patient_id,sex"));
    for (int i = 0; i < 40; i++) {
      lines.add("P1,m");
    }
    Path file = csv("visits.csv", lines.toArray(String[]::new));
    JsonNode json =
        done("risk", file, "--qi", "sex", "--person", "patient_id", "--sharing", "enclave");
    assertThat(json.path("persons").asInt()).isEqualTo(1);
    assertThat(json.path("smallestClass").asInt()).isEqualTo(1);
    assertThat(json.path("grade").asText()).isEqualTo("L2");
    JsonNode without = done("risk", file, "--qi", "sex", "--sharing", "enclave");
    assertThat(without.path("smallestClass").asInt()).isEqualTo(40);
    assertThat(without.path("grade").asText()).isEqualTo("L2");
    assertThat(without.path("evidence").path("claimable").asBoolean()).isFalse();
  }

  @Test
  void severalTablesAreJudgedTogether() throws IOException {
    Path people = csv("people.csv", "id,sex", "1,f", "2,f", "3,f");
    Path visits = csv("visits.csv", "id,month", "1,2020-01", "2,2020-01", "3,2020-02");
    JsonNode alone = done("risk", people, "--qi", "sex", "--person", "id", "--sharing", "enclave");
    assertThat(alone.path("smallestClass").asInt()).isEqualTo(3);
    JsonNode both =
        done(
            "risk",
            people,
            "--qi",
            "sex",
            "--person",
            "id",
            "--sharing",
            "enclave",
            "--also",
            visits + "=month");
    assertThat(both.path("smallestClass").asInt()).isEqualTo(1);
  }

  @Test
  void writesAReportThatAsksNothingOfOtherPlaces() throws IOException {
    Path before = csv("before.csv", "性别,age,city", "男,31,a", "女,32,a", "男,47,<b>&\"");
    Path html = dir.resolve("report.html");
    done(
        "risk",
        fives(),
        "--qi",
        "性别,age,city",
        "--before",
        before,
        "--html",
        html,
        "--sharing",
        "agreement");
    String page = Files.readString(html);
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains("<svg")
        .contains("lang=\"zh-CN\"")
        .contains("L3");
    assertThat(page.replace("http-equiv", ""))
        .doesNotContain("http")
        .doesNotContain("src=\"")
        .doesNotContain("<script")
        .doesNotContain("url(");
    assertThat(page).doesNotContain("匿名化处理完成").contains("不称其为匿名化");
    refused("OUTPUT_REFUSED", "risk", fives(), "--qi", "age", "--html", html);
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".lode"));
    }
  }

  @Test
  void namesOfColumnsAreEscapedInTheReport() throws IOException {
    Path file = csv("odd.csv", "\"<img src=x onerror=alert(1)>\",b", "1,2", "3,4");
    Path html = dir.resolve("odd.html");
    done("risk", file, "--qi", "<img src=x onerror=alert(1)>", "--html", html);
    assertThat(Files.readString(html)).doesNotContain("<img").contains("&lt;img");
  }

  @Test
  void wordsHaveATableAndBarsInBothLanguages() throws IOException {
    CommandLineRun english = CommandLineRun.of("risk", fives(), "--qi", "性别,age,city");
    assertThat(english.code()).isZero();
    assertThat(english.out())
        .contains("smallest class")
        .contains("#####")
        .contains("What would lift");
    CommandLineRun chinese =
        CommandLineRun.of("risk", fives(), "--qi", "性别,age,city", "--lang", "zh");
    assertThat(chinese.out()).contains("最小等价类").contains("如何提高等级").doesNotContain("smallest");
  }

  @Test
  void hostileInputIsRefusedWithACode() throws IOException {
    refused("TABLE_COLUMN_UNKNOWN", "risk", fives(), "--qi", "none-such");
    refused("RISK_COLUMN_TWICE", "risk", fives(), "--qi", "age,age");
    refused("TABLE_RAGGED", "risk", csv("ragged.csv", "a,b", "1", "1,2"), "--qi", "a");
    refused("RISK_TABLE_EMPTY", "risk", csv("empty.csv", "a,b"), "--qi", "a");
    refused("TABLE_HEADER_INVALID", "risk", csv("twice.csv", "a,a", "1,2"), "--qi", "a");
    refused("RISK_QUESTION_WRONG", "risk", fives(), "--qi", "age", "--population", "3");
    refused("RISK_QUESTION_WRONG", "risk", fives(), "--qi", "age", "--k", "0");
    refused("INPUT_UNREADABLE", "risk", dir.resolve("missing.csv"), "--qi", "age");
    Path gb = dir.resolve("gb.csv");
    Files.write(gb, "性别\n男\n女\n".getBytes(Charset.forName("GB18030")));
    refused("TABLE_CHARSET_WRONG", "risk", gb, "--qi", "性别");
    done("risk", gb, "--qi", "性别", "--charset", "GB18030");
    assertThat(CommandLineRun.of("risk", fives(), "--sharing", "everyone").code()).isEqualTo(2);
    assertThat(CommandLineRun.of("risk", fives(), "--also", "nonsense").code()).isEqualTo(2);
  }

  @Test
  void aSuggestedPolicyDeidentifiesTheTableItWasMadeFor() throws IOException {
    List<String> lines = new ArrayList<>(List.of("姓名,性别,年龄,城市,诊断"));
    for (int i = 0; i < 400; i++) {
      lines.add(
          "王"
              + (char) ('一' + i)
              + ","
              + (i % 2 == 0 ? "男" : "女")
              + ","
              + (20 + i % 50)
              + ",北京,"
              + (i % 3 == 0 ? "I10" : "E11"));
    }
    Path in = csv("patients.csv", lines.toArray(String[]::new));
    Path policy = dir.resolve("policy.yaml");
    JsonNode json = done("deidentify", "suggest", in, "--out", policy);
    assertThat(json.path("columns")).hasSize(5);
    Path out = dir.resolve("out.csv");
    done("deidentify", "table", in, out, "--policy", policy);
    assertThat(Files.readString(out)).doesNotContain("姓名");
    JsonNode risk =
        done("risk", out, "--qi", "性别,年龄,城市", "--sensitive", "诊断", "--sharing", "agreement");
    assertThat(risk.path("grade").asText()).isEqualTo("L3");
    assertThat(
            done("risk", in, "--qi", "性别,年龄,城市", "--sharing", "agreement").path("grade").asText())
        .isEqualTo("L1");
  }
}
