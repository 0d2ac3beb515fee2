package health.lode.cli;

import static health.lode.cli.CommandLineRun.done;
import static health.lode.cli.CommandLineRun.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many patients' decisions from a file, by the command line alone. */
class ConsentImportTest {
  @TempDir Path dir;
  private Path home;
  private String permit;

  @BeforeEach
  void aHospital() throws IOException {
    home = dir.resolve("home");
    done("init", "node", home, "--name", "H");
    done("capture", home, SmallHospital.writeFhir(dir.resolve("in")), "--source", "his");
    JsonNode requested =
        done("permit", "request", home, SmallHospital.permit(dir.resolve("p.yaml"), "diagnosis"));
    permit = requested.path("id").asText();
    requested
        .path("needs")
        .forEach(
            need -> done("permit", "sign", home, permit, "--as", need.path("office").asText()));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "decisions", ".csv"), text);
  }

  private String pneumonias() {
    return done(
            "ask",
            "--home",
            home,
            "--permit",
            permit,
            "--sql",
            "SELECT COUNT(DISTINCT person_id) AS n FROM condition_occurrence"
                + " WHERE condition_source_value = 'J18.9'")
        .path("rows")
        .toString();
  }

  @Test
  void objectionsHoldFromTheNextQuestionOnAndAgreementsTakeThemBack() throws Exception {
    assertThat(pneumonias()).isEqualTo("[[25]]");
    StringBuilder objections = new StringBuilder("guardian,patient,purpose\n");
    for (int i = 1; i <= 12; i++) {
      objections
          .append(i % 2 == 0 ? "yes" : "no")
          .append(",Patient/p")
          .append(i)
          .append(",research\n");
    }
    JsonNode entered =
        done("consent", "import", home, file(objections.toString()), "--source", "his");
    assertThat(entered.path("patients").asInt()).isEqualTo(12);
    assertThat(entered.path("choices").asInt()).isEqualTo(12);
    assertThat(entered.path("personsMoved").asInt()).isEqualTo(12);
    assertThat(pneumonias()).isEqualTo("[[13]]");
    JsonNode entry = done("ledger", "prove", home, entered.path("entry").asText()).path("entry");
    assertThat(entry.path("type").asText()).isEqualTo("consent-recorded");
    assertThat(entry.toString()).doesNotContain("Patient/p");
    Path back =
        file(
            """
            patient,purpose,category,decision
            his:Patient/p1,research,*,agree
            his:Patient/p2,research,*,agree
            his:Patient/p2,research,*,agree
            """);
    assertThat(done("consent", "import", home, back).path("choices").asInt()).isEqualTo(2);
    assertThat(pneumonias()).isEqualTo("[[15]]");
    Path gbk = dir.resolve("gbk.csv");
    Files.write(gbk, "patient;category\nhis:病人3;*\n".getBytes(Charset.forName("GB18030")));
    // Nobody has met this patient yet: the objection waits.
    assertThat(
            done("consent", "import", home, gbk, "--charset", "GBK").path("personsMoved").asInt())
        .isZero();
    assertThat(CommandLineRun.of("consent", "import", home, back, "--lang", "zh").out())
        .contains("已为 2 名患者登记");
  }

  @Test
  void oneRowThatIsNotUnderstoodRefusesTheWholeFileWithoutSayingWhoseItIs() throws Exception {
    String good = "his:Patient/p1,research,*,object,no\n";
    String header = "patient,purpose,category,decision,guardian\n";
    for (String bad :
        new String[] {
          header + good + "SECRET,research,*,object,no\n",
          header + good + ",research,*,object,no\n",
          header + good + "his:SECRET,reserch,*,object,no\n",
          header + good + "his:SECRET,research,diagnoses,object,no\n",
          header + good + "his:SECRET,research,*,withdraw,no\n",
          header + good + "his:SECRET,research,,agree,no\n",
          header + good + "his:SECRET,research,*,object,mother\n",
          header + good + "his:Patient/p1,research,*,agree,no\n",
          header + good + "his:SECRET\n",
          "patient,name\nhis:Patient/p1,SECRET\n",
          good + "his:SECRET,research,*,object,no\n",
          header,
        }) {
      CommandLineRun run = CommandLineRun.of("consent", "import", home, file(bad), "--json");
      assertThat(run.code()).as(bad).isEqualTo(1);
      assertThat(run.json().path("code").asText()).as(bad).isIn("ARGUMENT_INVALID", "TABLE_RAGGED");
      assertThat(run.out()).doesNotContain("SECRET", "Patient/p1");
    }
    refused("INPUT_UNREADABLE", "consent", "import", home, dir.resolve("absent.csv"));
    assertThat(done("consent", "show", home).path("batches")).isEmpty();
    assertThat(pneumonias()).isEqualTo("[[25]]");
  }
}
