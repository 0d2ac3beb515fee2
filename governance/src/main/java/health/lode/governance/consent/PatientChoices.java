package health.lode.governance.consent;

import health.lode.governance.rulebook.ConsentMode;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one patient has decided so far: for each purpose and category named, the latest decision.
 * Immutable.
 */
public record PatientChoices(SortedMap<Use, Choice> latest) {
  private static final PatientChoices NONE = new PatientChoices(new TreeMap<>());

  public PatientChoices {
    latest = Collections.unmodifiableSortedMap(new TreeMap<>(latest));
  }

  /** A patient who was silent. */
  public static PatientChoices none() {
    return NONE;
  }

  /** After one more decision, which replaces the earlier one on the same purpose and category. */
  public PatientChoices after(Opening opening) {
    SortedMap<Use, Choice> next = new TreeMap<>(latest);
    next.put(new Use(opening.purpose(), opening.category()), opening.choice());
    return new PatientChoices(next);
  }

  /** The standing objections; equal sets are equal classes of patients. */
  public SortedSet<Use> objections() {
    SortedSet<Use> objections = new TreeSet<>();
    latest.forEach(
        (use, choice) -> {
          if (choice == Choice.OBJECT) {
            objections.add(use);
          }
        });
    return objections;
  }

  /**
   * Whether this patient's data may be used for {@code purpose} across all of {@code categories}. A
   * standing objection to any of them keeps the patient out, whatever else they agreed to; under
   * opt-in each category also needs a standing agreement.
   */
  public boolean allow(String purpose, Set<String> categories, ConsentMode mode) {
    if (mode == ConsentMode.NONE) {
      return true;
    }
    for (String category : categories) {
      Use use = new Use(purpose, category);
      boolean agreed = false;
      for (var decision : latest.entrySet()) {
        if (decision.getKey().covers(use)) {
          if (decision.getValue() == Choice.OBJECT) {
            return false;
          }
          agreed = true;
        }
      }
      if (mode == ConsentMode.OPT_IN && !agreed) {
        return false;
      }
    }
    return true;
  }
}
