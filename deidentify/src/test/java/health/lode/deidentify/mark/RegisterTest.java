package health.lode.deidentify.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.deidentify.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegisterTest {
  private static final byte[] SECRET = SyntheticRelease.secret(1);
  private final Table table = SyntheticRelease.table(200, 7);
  @TempDir Path folder;

  private Register register() {
    Register register = Register.fresh(new SecureRandom());
    return register.with(
        Release.of(
            "R-1",
            "研究院",
            Instant.parse("2026-03-01T08:00:00Z"),
            table,
            SyntheticRelease.policy(),
            SECRET,
            register.salt()));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Register register = register();
    Path file = folder.resolve("register.json");
    register.write(file);
    register.write(file);
    Register again = Register.read(file);
    assertThat(again.salt()).isEqualTo(register.salt());
    assertThat(again.releases()).isEqualTo(register.releases());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder.toFile().list()).containsExactly("register.json");
  }

  /** No value of the table that is longer than chance would put there. */
  @Test
  void holdsNoValueOfTheTable() throws IOException {
    Path file = folder.resolve("register.json");
    register().write(file);
    String text = Files.readString(file);
    Set<String> values = new HashSet<>();
    Attack.rows(table).forEach(values::addAll);
    assertThat(values.stream().filter(v -> v.length() >= 6)).isNotEmpty().noneMatch(text::contains);
    assertThat(text).doesNotContain(java.util.HexFormat.of().formatHex(SECRET));
  }

  @Test
  void anIdIsGivenOnce() {
    Register register = register();
    assertThatThrownBy(() -> register.with(register.releases().get(0)))
        .hasMessageStartingWith("REGISTER_RELEASE_KNOWN");
  }

  @Test
  void aDamagedRegisterIsRefused() throws IOException {
    Path file = folder.resolve("register.json");
    register().write(file);
    String text = Files.readString(file);
    for (String damaged :
        new String[] {
          "",
          "{}",
          text.substring(0, text.length() / 2),
          text.replace("lode-releases/1", "lode-releases/9"),
          text.replace("\"rows\":200", "\"rows\":\"many\""),
          text.replace("\"rows\":200", "\"rows\":200,\"more\":1"),
          text.replace("2026-03-01T08:00:00Z", "yesterday"),
          text.replaceFirst("\"salt\":\"..", "\"salt\":\""),
          text.replaceFirst("\"lowest\":\\[\"[0-9a-f]{16}\",", "\"lowest\":["),
        }) {
      Files.writeString(file, damaged);
      assertThatThrownBy(() -> Register.read(file))
          .as(damaged.substring(0, Math.min(60, damaged.length())))
          .hasMessageStartingWith("REGISTER_UNREADABLE");
    }
    assertThatThrownBy(() -> Register.read(folder.resolve("none")))
        .hasMessageStartingWith("REGISTER_UNREADABLE");
  }
}
