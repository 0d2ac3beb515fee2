package health.lode.governance.consent;

/** One purpose and category on which a patient can decide; either may be {@link Opening#ANY}. */
public record Use(String purpose, String category) implements Comparable<Use> {
  /** Whether a decision on this use also speaks of {@code other}. */
  public boolean covers(Use other) {
    return (purpose.equals(Opening.ANY) || purpose.equals(other.purpose))
        && (category.equals(Opening.ANY) || category.equals(other.category));
  }

  @Override
  public int compareTo(Use other) {
    int byPurpose = purpose.compareTo(other.purpose);
    return byPurpose != 0 ? byPurpose : category.compareTo(other.category);
  }
}
