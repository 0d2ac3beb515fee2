package health.lode.vault.capture.csv;

import health.lode.vault.capture.PatientFact.Kind;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the rows of one kind of file mean.
 *
 * @param name how the accounting names its rows
 * @param glob which file names it is for; empty for any
 * @param required columns it needs, those it reads included
 * @param patient the source's patient key, for files about patients
 * @param visit the key of the visit a row belongs to
 * @param identity direct identifiers of the patient
 * @param facts what a row becomes
 */
record TableMapping(
    String name,
    Optional<String> glob,
    Set<String> required,
    Optional<Expression> patient,
    Optional<Expression> visit,
    Map<Kind, Expression> identity,
    List<Expression> otherKeys,
    List<FactMapping> facts) {

  /** Whether this is for a file of that name with that header. */
  boolean fits(String fileName, Set<String> header) {
    return header.containsAll(required)
        && (glob.isEmpty()
            || FileSystems.getDefault()
                .getPathMatcher("glob:" + glob.get())
                .matches(Path.of(fileName)));
  }

  /** Every column that some expression reads. */
  static Set<String> read(
      Optional<Expression> patient,
      Optional<Expression> visit,
      Map<Kind, Expression> identity,
      List<FactMapping> facts) {
    Set<String> names = new TreeSet<>();
    patient.ifPresent(e -> e.columns(names));
    visit.ifPresent(e -> e.columns(names));
    identity.values().forEach(e -> e.columns(names));
    for (FactMapping fact : facts) {
      fact.key().forEach(e -> e.columns(names));
      fact.version().ifPresent(e -> e.columns(names));
      fact.columns().values().forEach(e -> e.columns(names));
      names.addAll(fact.when().keySet());
      names.addAll(fact.deleted().keySet());
      names.addAll(fact.present());
    }
    return names;
  }
}
