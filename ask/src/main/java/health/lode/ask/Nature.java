package health.lode.ask;

/**
 * How far an asker could have shaped a value to carry a yes or no about few patients; decides what
 * the disclosure gate looks at (docs/spec/disclosure.md). Ordered: the worse one wins.
 */
enum Nature {
  /** A stored column, or a sum or difference of such and constants. */
  PLAIN,
  /** May be null because an outer join found nothing: whether it is null is a yes or no. */
  OUTER,
  /** Counts something per patient: whether it is zero is a yes or no. */
  COUNTED,
  /** Computed with conditions inside a subquery, or by a function: any of its values may be one. */
  CRAFTED;

  Nature worse(Nature other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
