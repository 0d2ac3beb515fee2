package health.lode.cli;

import static health.lode.cli.CommandLineRun.done;
import static health.lode.cli.CommandLineRun.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Homes that are not there, not whole, or in use. */
class BadHomesTest {
  @TempDir Path dir;

  @Test
  void wrongUsageReturnsTwoAndOneDocument() {
    CommandLineRun run = CommandLineRun.of("capture", "--json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.json().path("code").asText()).isEqualTo("USAGE");
    assertThat(CommandLineRun.of("nonsense").code()).isEqualTo(2);
    assertThat(CommandLineRun.of("--help").code()).isZero();
  }

  @Test
  void aFolderThatIsNoHomeSaysHowToMakeOne() throws IOException {
    JsonNode refusal = refused("HOME_MISSING", "permit", "list", dir.resolve("none"));
    assertThat(refusal.path("remedy").asText()).contains("lode init node");
    Path full = Files.createDirectories(dir.resolve("full"));
    Files.writeString(full.resolve("something"), "here");
    refused("HOME_EXISTS", "init", "node", full);
    Path home = dir.resolve("home");
    done("init", "node", home, "--name", "A");
    refused("HOME_EXISTS", "init", "node", home, "--name", "B");
    Files.writeString(home.resolve("lode.yaml"), "kind [broken");
    refused("HOME_UNREADABLE", "permit", "list", home);
  }

  @Test
  void secretsAreReadableByTheirOwnerOnly() throws IOException {
    Path home = dir.resolve("home");
    done("init", "node", home, "--name", "A");
    try (Stream<Path> files = Files.walk(home.resolve("keys"))) {
      List<Path> keys = files.filter(Files::isRegularFile).toList();
      assertThat(keys).hasSizeGreaterThan(7);
      for (Path key : keys) {
        assertThat(Files.getPosixFilePermissions(key)).as("%s", key).hasSize(2);
      }
    }
  }

  @Test
  void everyChangedByteOfALedgerIsNamed() throws IOException {
    Path home = dir.resolve("home");
    done("init", "node", home, "--name", "A");
    assertThat(done("ledger", "verify", home).path("verified").asBoolean()).isTrue();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(home.resolve("ledger"))) {
      files =
          walk.filter(Files::isRegularFile)
              .filter(file -> file.toString().contains("tile") || file.endsWith("checkpoint"))
              .toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      byte[] changed = bytes.clone();
      changed[changed.length / 2] ^= 1;
      Files.write(file, changed);
      CommandLineRun run = CommandLineRun.of("ledger", "verify", home, "--json");
      assertThat(run.code()).as("%s", file).isEqualTo(1);
      assertThat(run.json().path("verified").asBoolean()).as("%s", file).isFalse();
      assertThat(run.json().path("problems")).as("%s", file).isNotEmpty();
      assertThat(CommandLineRun.of("permit", "list", home, "--json").code())
          .as("%s", file)
          .isEqualTo(1);
      Files.write(file, bytes);
    }
    done("permit", "list", home);
  }
}
