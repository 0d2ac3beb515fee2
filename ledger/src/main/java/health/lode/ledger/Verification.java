package health.lode.ledger;

import java.util.List;

/**
 * The outcome of reading every file of a ledger and computing everything again from its entries.
 *
 * @param size number of entries the checkpoint states
 * @param rootHex root hash computed from the entries found, lower-case hex
 * @param verified whether there is no problem at all
 * @param problems each names an entry or a file, at most 100
 * @param leftovers files that an interrupted append may leave beyond the checkpoint: not part of
 *     the ledger, harmless, removed when it is next opened
 */
public record Verification(
    long size, String rootHex, boolean verified, List<String> problems, List<String> leftovers) {
  public Verification {
    problems = List.copyOf(problems);
    leftovers = List.copyOf(leftovers);
  }
}
