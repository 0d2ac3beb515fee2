package health.lode.vault;

import java.time.Instant;
import java.util.Optional;

/**
 * One source as the vault knows it.
 *
 * @param records journaled, captured or quarantined
 * @param lastReceived when its newest record was journaled; empty when it has none
 */
public record SourceInfo(
    int id, String name, long records, long quarantined, Optional<Instant> lastReceived) {}
