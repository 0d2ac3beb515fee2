package health.lode.vault.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.vault.cut.Intakes;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbEngineTest extends EngineContract {
  @TempDir Path folder;
  private Intakes vault;
  private DuckDbEngine engine;

  @BeforeEach
  void fill() throws SQLException {
    vault = new Intakes(folder);
    for (int i = 1; i <= 5; i++) {
      vault.fact("measurement", 1, "m" + i, "p" + i, "value_as_number = " + i);
    }
    vault.publish();
    engine = new DuckDbEngine(vault.database);
  }

  @AfterEach
  void close() throws SQLException {
    engine.close();
    vault.close();
  }

  @Override
  Engine engine() {
    return engine;
  }

  @Override
  String cut() {
    return "cut_1";
  }

  @Test
  void noFileAndNoSettingIsInReach() {
    Limits limits = Limits.standard();
    for (String sql :
        new String[] {
          "SELECT * FROM read_csv('/etc/hostname')", "SELECT * FROM '/etc/hostname'",
        }) {
      assertThatThrownBy(() -> engine.run(sql, limits)).hasMessageStartingWith("ENGINE_FAILED");
    }
    assertThat(engine.run("SELECT current_setting('lock_configuration')", limits).rows().get(0))
        .containsExactly(true);
  }
}
