package health.lode.governance;

import java.util.Optional;

/**
 * A release of rows and what became of it.
 *
 * @param made empty while it is under way, and where it was refused
 */
public record ReleaseState(ReleaseAccepted accepted, Optional<ReleaseMade> made, boolean open) {
  static ReleaseState of(ReleaseAccepted accepted) {
    return new ReleaseState(accepted, Optional.empty(), true);
  }

  ReleaseState made(ReleaseMade event) {
    return new ReleaseState(accepted, Optional.of(event), false);
  }

  ReleaseState refused() {
    return new ReleaseState(accepted, Optional.empty(), false);
  }

  /** Whether it left the node. */
  public boolean left() {
    return made.isPresent();
  }
}
