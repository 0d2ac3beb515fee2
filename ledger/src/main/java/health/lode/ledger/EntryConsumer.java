package health.lode.ledger;

import com.fasterxml.jackson.databind.JsonNode;

/** Takes entries in order. */
@FunctionalInterface
public interface EntryConsumer {
  void accept(long index, JsonNode entry);
}
