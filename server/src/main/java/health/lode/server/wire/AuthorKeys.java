package health.lode.server.wire;

import health.lode.signing.PublicKey;
import java.util.Optional;

/** Which key is trusted for an author: pinned parties at a node, enrolled nodes at a hub. */
@FunctionalInterface
public interface AuthorKeys {
  /** The one key trusted for {@code author}, if there is one. */
  Optional<PublicKey> trusted(String author);
}
