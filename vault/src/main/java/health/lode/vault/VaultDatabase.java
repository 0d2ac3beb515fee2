package health.lode.vault;

import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * The one DuckDB instance of a vault. It reaches no file but its own ({@code
 * enable_external_access=false}) and its settings cannot be changed by any statement ({@code
 * lock_configuration=true}).
 */
public final class VaultDatabase implements AutoCloseable {
  private final DuckDBConnection root;

  private VaultDatabase(DuckDBConnection root) {
    this.root = root;
  }

  /** Opens or makes the file; refuses with {@code HOME_BUSY} where another process has it. */
  public static VaultDatabase open(Path file, long memoryBytes, int threads) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw damaged(e);
    }
    Properties settings = new Properties();
    settings.setProperty("memory_limit", (memoryBytes >> 20) + "MiB");
    settings.setProperty("threads", Integer.toString(threads));
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("preserve_insertion_order", "true");
    settings.setProperty("enable_external_access", "false");
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, settings);
      DuckDBConnection root = connection.unwrap(DuckDBConnection.class);
      try (Statement statement = root.createStatement()) {
        statement.execute("SET lock_configuration=true");
      }
      return new VaultDatabase(root);
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("lock on file") || message.contains("already open")) {
        throw Refusal.of(
                VaultReason.HOME_BUSY,
                Words.of("Another process has this vault open.", "另一个进程正在使用该数据仓。"),
                Words.of(
                    "Stop the running server, or let it do the work.", "请停止正在运行的服务，或由该服务执行此操作。"))
            .asException();
      }
      throw damaged(e);
    }
  }

  /** A new connection to the same instance; the caller closes it. */
  public DuckDBConnection connect() {
    try {
      return root.duplicate().unwrap(DuckDBConnection.class);
    } catch (SQLException e) {
      throw damaged(e);
    }
  }

  private static RuntimeException damaged(Exception cause) {
    return new health.lode.refusal.RefusedException(
        Refusal.of(
            VaultReason.VAULT_DAMAGED,
            Words.of("The vault's database cannot be opened.", "无法打开数据仓的数据库。"),
            Words.of(
                "Move the vault folder away and open the home again: it is rebuilt from the journal.",
                "请移走 vault 目录后重新打开：系统会根据日志重建。")),
        cause);
  }

  @Override
  public void close() {
    try {
      root.close();
    } catch (SQLException e) {
      throw damaged(e);
    }
  }
}
