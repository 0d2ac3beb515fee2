package health.lode.vault;

import java.nio.file.Path;

/**
 * Where a vault lies.
 *
 * @param journal folder of the journal's segments; must outlive everything else
 * @param database folder of the DuckDB file, which can be rebuilt from the journal
 */
public record VaultPlaces(Path journal, Path database) {
  /** {@code journal/} and {@code vault/} in a home directory. */
  public static VaultPlaces in(Path home) {
    return new VaultPlaces(home.resolve("journal"), home.resolve("vault"));
  }

  public Path databaseFile() {
    return database.resolve("vault.duckdb");
  }
}
