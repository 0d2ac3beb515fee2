package health.lode.deidentify.kind;

import health.lode.refusal.Words;

/**
 * What a column was found to hold.
 *
 * @param because the evidence in words: the name, shares and counts, never a value
 * @param filled rows that are not empty
 * @param distinct distinct values that occur, the empty one not counted
 * @param mostRows rows of the most frequent value
 * @param oneForm whether nearly all values are codes of one pattern of letters and digits
 * @param byContent whether the content tells it; else the name alone does
 */
public record ColumnFinding(
    String column,
    ColumnKind kind,
    Words because,
    long filled,
    long distinct,
    long mostRows,
    boolean oneForm,
    boolean byContent) {

  public boolean direct() {
    return kind.weight() == ColumnKind.Weight.DIRECT;
  }
}
