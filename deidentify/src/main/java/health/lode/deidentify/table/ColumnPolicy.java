package health.lode.deidentify.table;

import health.lode.deidentify.pseudonym.Pseudonyms;
import java.util.Optional;

/**
 * What a policy says of one column.
 *
 * @param hierarchy of a quasi-identifier; without one the value stays or is suppressed
 * @param lowest the least level that may be released
 * @param highest the last level that the search may go to
 * @param weight of the column in the loss; positive
 */
record ColumnPolicy(
    Role role,
    Optional<Hierarchy> hierarchy,
    Optional<Treatment> treatment,
    int lowest,
    int highest,
    double weight) {

  /** What a column is to an attacker. */
  enum Role {
    /** Names a person by itself: dropped, or replaced by a pseudonym. */
    IDENTIFYING,
    /** Known to others, and in combination enough to single a person out. */
    QUASI,
    /** What an attacker wants to learn. */
    SENSITIVE,
    /** Neither: released as it is, or treated. */
    KEEP,
    /** Not released. */
    DROP
  }

  static ColumnPolicy of(Role role) {
    return new ColumnPolicy(role, Optional.empty(), Optional.empty(), 0, Integer.MAX_VALUE, 1);
  }

  static ColumnPolicy quasi(Hierarchy hierarchy) {
    return new ColumnPolicy(
        Role.QUASI, Optional.of(hierarchy), Optional.empty(), 0, Integer.MAX_VALUE, 1);
  }

  /** A column that tells persons apart: a pseudonym that agrees with every kind of data. */
  static ColumnPolicy person() {
    Treatment pseudonym =
        new Treatment.Pseudonym(Treatment.Pseudonym.Form.CODE, Pseudonyms.PATIENT);
    return new ColumnPolicy(
        Role.IDENTIFYING, Optional.empty(), Optional.of(pseudonym), 0, Integer.MAX_VALUE, 1);
  }

  /** Whether the column is in the output. */
  boolean released() {
    return role != Role.DROP && (role != Role.IDENTIFYING || treatment.isPresent());
  }
}
