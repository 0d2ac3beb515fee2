package health.lode.node;

import health.lode.vault.Vault;
import health.lode.vault.VaultLimits;
import health.lode.vault.VaultPlaces;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The vault, opened when it is first needed: catching up with the journal after a crash may take
 * long, and neither the first page nor a ledger command waits for it.
 */
final class LazyVault implements AutoCloseable {
  private final Home home;
  private final HomeKeys keys;
  private final Clock clock;
  private final SecureRandom random;
  private volatile @Nullable Vault opened;

  LazyVault(Home home, HomeKeys keys, Clock clock, SecureRandom random) {
    this.home = home;
    this.keys = keys;
    this.clock = clock;
    this.random = random;
  }

  /** Whether the vault is open already. */
  boolean ready() {
    return opened != null;
  }

  synchronized Vault vault() {
    Vault vault = opened;
    if (vault == null) {
      vault =
          Vault.open(
              new VaultPlaces(home.journal(), home.vault()),
              keys.vault(),
              VaultLimits.standard(),
              clock,
              random);
      opened = vault;
    }
    return vault;
  }

  @Override
  public synchronized void close() {
    Vault vault = opened;
    if (vault != null) {
      vault.close();
    }
  }
}
