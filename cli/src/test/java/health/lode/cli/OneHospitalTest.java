package health.lode.cli;

import static health.lode.cli.CommandLineRun.done;
import static health.lode.cli.CommandLineRun.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One hospital from files to answers, by its command line alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneHospitalTest {
  private static final String BY_CODE =
      "SELECT condition_source_value, COUNT(DISTINCT person_id) AS n FROM condition_occurrence"
          + " GROUP BY condition_source_value ORDER BY condition_source_value";

  private Path dir;
  private Path home;
  private Path files;
  private String permit;

  @BeforeAll
  void fromFilesToAPermit(@TempDir Path folder) throws Exception {
    dir = folder;
    home = dir.resolve("home");
    files = SmallHospital.writeFhir(dir.resolve("in"));
    JsonNode made = done("init", "node", home, "--name", "测试医院");
    assertThat(made.path("offices")).hasSize(4);
    JsonNode captured = done("capture", home, files, "--source", "his");
    int all = SmallHospital.PATIENTS * 2 + SmallHospital.CONDITIONS;
    assertThat(captured.path("received").asInt()).isEqualTo(all);
    assertThat(captured.path("captured").asInt()).isEqualTo(all);
    assertThat(captured.path("cut").asInt()).isEqualTo(1);
    permit = signed("diagnosis, demographics, laboratory");
  }

  private String signed(String data) throws Exception {
    Path file = SmallHospital.permit(Files.createTempFile(dir, "permit", ".yaml"), data);
    JsonNode requested = done("permit", "request", home, file);
    String id = requested.path("id").asText();
    for (JsonNode need : requested.path("needs")) {
      assertThat(need.path("because").asText()).isNotBlank();
      String office = need.path("office").asText();
      done("permit", "sign", home, id, "--as", office.substring(office.lastIndexOf('/') + 1));
    }
    JsonNode shown = done("permit", "show", home, id);
    assertThat(shown.path("state").asText()).isEqualTo("active");
    assertThat(shown.path("text").path("zh").asText()).contains("测试医院");
    return id;
  }

  private JsonNode ask(String sql) {
    return done("ask", "--home", home, "--permit", permit, "--sql", sql);
  }

  @Test
  void anAnswerShowsOnlyGroupsLargeEnoughAndNamesItsEntry() {
    JsonNode answer = ask(BY_CODE);
    assertThat(names(answer))
        .containsExactlyInAnyOrder(
            "columns",
            "rows",
            "suppressed",
            "partial",
            "patientsExcluded",
            "cut",
            "receipt",
            "masked");
    assertThat(answer.path("rows").toString()).isEqualTo("[[\"J18.9\",25],[\"R05\",12]]");
    assertThat(answer.path("suppressed").asInt()).isEqualTo(1);
    assertThat(answer.path("cut").asInt()).isEqualTo(1);
    JsonNode receipt = answer.path("receipt");
    JsonNode proof = done("ledger", "prove", home, receipt.path("index").asText());
    assertThat(proof.path("entry").path("type").asText()).isEqualTo("question-answered");
    assertThat(proof.path("entry").path("question")).isEqualTo(receipt.path("question"));
    assertThat(done("exits", home).path("exits").toString())
        .contains(receipt.path("question").asText());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void capturedAgainEverythingIsADuplicate() {
    JsonNode again = done("capture", home, files, "--source", "his");
    assertThat(again.path("captured").asInt()).isZero();
    assertThat(again.path("duplicate")).isEqualTo(again.path("received"));
    assertThat(ask(BY_CODE).path("rows").toString()).isEqualTo("[[\"J18.9\",25],[\"R05\",12]]");
  }

  @Test
  void whatNoPermitCoversIsRefusedAndEntered() {
    long before = done("ledger", "verify", home).path("size").asLong();
    for (String[] attack :
        new String[][] {
          {"IDENTITY_FORBIDDEN", "SELECT COUNT(*) FROM identity.source_patient"},
          {"SQL_NOT_SELECT", "DELETE FROM person"},
          {"SQL_NOT_SELECT", "SELECT 1; DROP TABLE person"},
          {"QUERY_NOT_AGGREGATE", "SELECT * FROM person"},
          {"PERSON_ID_MISUSED", "SELECT COUNT(*) FROM person WHERE person_id < 5"},
          {
            "COLUMN_NOT_GRANTED", "SELECT drug_source_value, COUNT(*) FROM drug_exposure GROUP BY 1"
          },
          {"SQL_UNREADABLE", "SELEC COUNT(*) FROM person"},
        }) {
      JsonNode refusal =
          CommandLineRun.of("ask", "--home", home, "--permit", permit, "--sql", attack[1], "--json")
              .json();
      assertThat(refusal.path("code").asText()).as(attack[1]).isNotEmpty();
      assertThat(refusal.has("rows")).as(attack[1]).isFalse();
      assertThat(refusal.path("remedy").asText()).as(attack[1]).isNotBlank();
    }
    assertThat(done("ledger", "verify", home).path("size").asLong()).isEqualTo(before + 7);
  }

  @Test
  void aPermitThatIsNotWhollySignedOrIsRevokedOpensNothing() throws Exception {
    Path file = SmallHospital.permit(dir.resolve("other.yaml"), "diagnosis");
    JsonNode requested = done("permit", "request", home, file);
    String id = requested.path("id").asText();
    Object[] ask = {"ask", "--home", home, "--permit", id, "--sql", BY_CODE};
    JsonNode unsigned = CommandLineRun.of(with(ask)).json();
    assertThat(unsigned.path("code").asText()).startsWith("PERMIT_");
    for (JsonNode need : requested.path("needs")) {
      done("permit", "sign", home, id, "--as", need.path("office").asText());
    }
    done(ask);
    done("permit", "revoke", home, id, "--as", "ethics", "--reason", "no longer needed");
    assertThat(CommandLineRun.of(with(ask)).json().path("code").asText())
        .isEqualTo("PERMIT_REVOKED");
    refused("PERMIT_NOT_FOUND", "permit", "show", home, "P-ffffffffffff");
  }

  private static Object[] with(Object[] words) {
    Object[] more = java.util.Arrays.copyOf(words, words.length + 1);
    more[words.length] = "--json";
    return more;
  }

  @Test
  void patientsWhoWithdrawAreGoneFromTheNextAnswer() throws Exception {
    Path other = dir.resolve("withdraw-home");
    done("init", "node", other, "--name", "B");
    done("capture", other, files, "--source", "his");
    Path yaml = SmallHospital.permit(dir.resolve("w.yaml"), "diagnosis");
    JsonNode requested = done("permit", "request", other, yaml);
    String id = requested.path("id").asText();
    requested
        .path("needs")
        .forEach(need -> done("permit", "sign", other, id, "--as", need.path("office").asText()));
    StringBuilder file = new StringBuilder("patient,purpose,category\n");
    for (int i = 1; i <= 12; i++) {
      file.append("his:Patient/p").append(i).append(",research,*\n");
    }
    JsonNode withdrawn =
        done("consent", "withdraw", other, Files.writeString(dir.resolve("w.csv"), file));
    assertThat(withdrawn.path("patients").asInt()).isEqualTo(12);
    JsonNode after = done("ask", "--home", other, "--permit", id, "--sql", BY_CODE);
    assertThat(after.path("rows").toString()).isEqualTo("[[\"J18.9\",13]]");
    assertThat(after.path("patientsExcluded").asText()).isEqualTo("10-99");
    assertThat(done("consent", "show", other).path("batches")).hasSize(1);
  }

  @Test
  void aKeyThatWasMovedOutSignsFromItsFileOnly() throws Exception {
    Path other = dir.resolve("keys-home");
    done("init", "node", other, "--name", "K");
    Path key = dir.resolve("ethics.key");
    done("key", "move", other, "ethics", key);
    Path yaml = SmallHospital.permit(dir.resolve("k.yaml"), "diagnosis, sensitive");
    String id = done("permit", "request", other, yaml).path("id").asText();
    refused("KEY_NOT_HERE", "permit", "sign", other, id, "--as", "ethics");
    JsonNode signed = done("permit", "sign", other, id, "--as", "ethics", "--key", key);
    assertThat(signed.path("signed").toString()).contains("hospital/ethics");
    JsonNode shown = done("permit", "show", other, id);
    assertThat(shown.path("signatures").get(0).path("custody").asText()).isEqualTo("external");
    // A key of the same office made elsewhere is not the pinned one.
    Path forged = dir.resolve("forged-home");
    done("init", "node", forged, "--name", "F");
    assertThat(
            CommandLineRun.of(
                    "permit",
                    "sign",
                    other,
                    id,
                    "--as",
                    "information",
                    "--json",
                    "--key",
                    forged.resolve("keys/parties/hospital/information.key"))
                .code())
        .isEqualTo(1);
  }
}
