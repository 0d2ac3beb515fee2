package health.lode.governance.permit;

import java.util.OptionalInt;

/**
 * Limits that a permit sets on itself; they can only be stricter than the rulebook's.
 *
 * @param questions how many questions may be accepted in all
 * @param minimumPersons distinct patients a shown group must have
 */
public record Limits(OptionalInt questions, OptionalInt minimumPersons) {
  public static final Limits NONE = new Limits(OptionalInt.empty(), OptionalInt.empty());
}
