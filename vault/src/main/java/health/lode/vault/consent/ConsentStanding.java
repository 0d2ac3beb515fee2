package health.lode.vault.consent;

import health.lode.governance.ConsentRecorded;
import health.lode.governance.consent.PatientChoices;
import health.lode.governance.rulebook.ConsentMode;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All patients' choices at one moment, as far as a question needs them. One that is a moment old is
 * safe to go by: a class never changes its meaning, and who moves out of an allowed class is left
 * out by the statement itself.
 *
 * @param batches root of every batch taken in, by its name
 * @param classes what each class has chosen
 * @param persons of the latest cut, by class
 */
public record ConsentStanding(
    Map<String, String> batches,
    SortedMap<Integer, PatientChoices> classes,
    Map<Integer, Long> persons) {

  public ConsentStanding {
    batches = Map.copyOf(batches);
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    persons = Map.copyOf(persons);
  }

  /** The classes that may be read for a purpose across all of {@code categories}. */
  public ConsentFilter filter(String purpose, Set<String> categories, ConsentMode mode) {
    SortedSet<Integer> allowed = new TreeSet<>();
    classes.forEach(
        (number, choices) -> {
          if (choices.allow(purpose, categories, mode)) {
            allowed.add(number);
          }
        });
    long excluded =
        persons.entrySet().stream()
            .filter(each -> !allowed.contains(each.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return ConsentFilter.of(allowed, excluded);
  }

  /**
   * The refusal that must stop every question while a batch that the ledger names is not here, or
   * is not the one that was committed to.
   */
  public Optional<Refusal> incomplete(List<ConsentRecorded> ledger) {
    long missing =
        ledger.stream().filter(each -> !each.root().equals(batches.get(each.batch()))).count();
    if (missing == 0) {
      return Optional.empty();
    }
    return Optional.of(
        Refusal.of(
            ConsentReason.CONSENT_INCOMPLETE,
            Words.of(
                "The decisions of " + missing + " batches in the ledger are not in the journal.",
                "台账中有 " + missing + " 批患者决定在日志中缺失。"),
            Words.of(
                "Restore the journal from a copy; no question runs until then.",
                "请从备份恢复日志；在此之前不执行任何问题。")));
  }
}
