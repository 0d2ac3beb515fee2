package health.lode.deidentify.text;

/**
 * One identifier in a note.
 *
 * @param start UTF-16 units from the note's beginning
 * @param end exclusive
 * @param confidence 0 to 1: how sure the rule is, not a measured probability
 * @param rule the rule's name; see docs/spec/deidentify-text.md
 */
public record Finding(Type type, int start, int end, double confidence, String rule) {
  public Finding {
    if (start < 0 || end <= start || !(confidence > 0 && confidence <= 1)) {
      throw new IllegalArgumentException("no finding");
    }
  }

  int length() {
    return end - start;
  }
}
