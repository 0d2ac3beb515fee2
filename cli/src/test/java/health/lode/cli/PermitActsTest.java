package health.lode.cli;

import static health.lode.cli.CommandLineRun.done;
import static health.lode.cli.CommandLineRun.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What offices do to a permit after it was requested, by the command line alone. */
class PermitActsTest {
  private static final String SQL =
      "SELECT COUNT(DISTINCT person_id) AS n FROM condition_occurrence";

  @TempDir Path dir;
  private Path home;
  private Path yaml;
  private String id;

  @BeforeEach
  void anActivePermit() throws IOException {
    home = dir.resolve("home");
    done("init", "node", home, "--name", "H");
    done("capture", home, SmallHospital.writeFhir(dir.resolve("in")), "--source", "his");
    yaml = SmallHospital.permit(dir.resolve("p.yaml"), "diagnosis");
    id = signed();
  }

  private String signed() {
    JsonNode requested = done("permit", "request", home, yaml);
    String permit = requested.path("id").asText();
    requested
        .path("needs")
        .forEach(
            need -> done("permit", "sign", home, permit, "--as", need.path("office").asText()));
    assertThat(state(permit)).isEqualTo("active");
    return permit;
  }

  private String state(String permit) {
    return done("permit", "show", home, permit).path("state").asText();
  }

  private JsonNode act(String verb, String office) {
    return done("permit", verb, home, id, "--as", office, "--why", "asked by the patients' board");
  }

  private void opensNothing(String code) {
    refused(code, "ask", "--home", home, "--permit", id, "--sql", SQL);
  }

  @Test
  void aSuspensionHoldsUntilTheSameOfficeResumesIt() {
    assertThat(act("suspend", "ethics").path("state").asText()).isEqualTo("suspended");
    opensNothing("PERMIT_SUSPENDED");
    assertThat(act("resume", "department").path("state").asText()).isEqualTo("suspended");
    opensNothing("PERMIT_SUSPENDED");
    assertThat(act("resume", "ethics").path("state").asText()).isEqualTo("active");
    done("ask", "--home", home, "--permit", id, "--sql", SQL);
    assertThat(done("permit", "show", home, id).path("acts").toString())
        .contains("suspend", "resume", "patients' board");
    assertThat(
            CommandLineRun.of("permit", "suspend", home, id, "--as", "ethics", "--lang", "zh")
                .out())
        .contains("suspended");
  }

  @Test
  void aReturnedPermitStartsAgainWithoutSignatures() {
    assertThat(act("return", "information").path("state").asText()).isEqualTo("returned");
    opensNothing("PERMIT_RETURNED");
    refused("EVENT_IMPOSSIBLE", "permit", "sign", home, id, "--as", "information");
    JsonNode again = done("permit", "request", home, yaml);
    assertThat(again.path("id").asText()).isEqualTo(id);
    assertThat(again.path("state").asText()).isEqualTo("requested");
    opensNothing("PERMIT_UNSIGNED");
    assertThat(signed()).isEqualTo(id);
    done("ask", "--home", home, "--permit", id, "--sql", SQL);
  }

  @Test
  void theRequesterClosesItForGoodAndHasNoOtherSay() {
    refused("EVENT_IMPOSSIBLE", "permit", "suspend", home, id, "--as", "local/researcher");
    assertThat(act("close", "local/researcher").path("state").asText()).isEqualTo("closed");
    opensNothing("PERMIT_CLOSED");
    refused("EVENT_IMPOSSIBLE", "permit", "resume", home, id, "--as", "ethics");
    assertThat(done("permit", "request", home, yaml).path("state").asText()).isEqualTo("closed");
  }
}
