package health.lode.vault.identity;

import health.lode.vault.capture.PatientFact.Kind;
import java.util.List;
import java.util.Map;

/**
 * Everything the vault knows a person by, in the clear. Only linkage, the release gate (to find
 * these very words in texts and images) and a logged look by an office may ask for it.
 *
 * @param identifiers by kind, as the sources wrote them; without repeats
 */
public record KnownPatient(long person, Map<Kind, List<String>> identifiers) {
  public KnownPatient {
    identifiers = Map.copyOf(identifiers);
  }

  /** Values of one kind. */
  public List<String> of(Kind kind) {
    return identifiers.getOrDefault(kind, List.of());
  }

  /** Says how many, never which: a record's own text would print them. */
  @Override
  public String toString() {
    return "KnownPatient[" + identifiers.size() + " kinds]";
  }
}
