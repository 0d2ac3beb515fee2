package health.lode.bench;

import health.lode.vault.Vault;
import health.lode.vault.consent.ConsentFilter;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.engine.Limits;
import health.lode.vault.record.OmopTable;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What consent adds to a question: the same statement over all rows, and over those allowed. */
final class ConsentCost {
  private static final int RUNS = 11;

  /** Statements on one cut; a condition on every table of patients goes where %2$s stands. */
  private static final Map<String, String> STATEMENTS = new LinkedHashMap<>();

  static {
    STATEMENTS.put(
        "sum of one column", "SELECT SUM(m.value_as_number) FROM %1$s.measurement m WHERE %2$s");
    STATEMENTS.put(
        "persons by item",
        "SELECT m.measurement_concept_id, COUNT(DISTINCT m.person_id) FROM %1$s.measurement m"
            + " WHERE %2$s GROUP BY 1");
    STATEMENTS.put(
        "join with person, by year",
        "SELECT p.year_of_birth, COUNT(*) FROM %1$s.measurement m JOIN %1$s.person p"
            + " ON p.person_id = m.person_id WHERE %2$s AND %3$s GROUP BY 1");
  }

  private ConsentCost() {}

  static void print(String when, Vault vault, CutInfo cut, ConsentFilter filter, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%s: %,d measurements, %,d of %,d persons left out, %d ranges of classes%n",
        when,
        cut.rows("measurement"),
        filter.excludedPersons(),
        cut.persons(),
        filter.allowed().size());
    STATEMENTS.forEach(
        (name, statement) -> {
          String all = statement.formatted(cut.schema(), "TRUE", "TRUE");
          String allowed =
              statement.formatted(
                  cut.schema(),
                  filter.condition("m." + OmopTable.CONSENT_CLASS),
                  filter.condition("p." + OmopTable.CONSENT_CLASS));
          Figures without = new Figures(name + ", no filter", "ms");
          Figures with = new Figures(name + ", filter", "ms");
          for (int run = 0; run <= RUNS; run++) {
            double first = millis(vault, all);
            double second = millis(vault, allowed);
            if (run > 0) {
              without.add(first);
              with.add(second);
            }
          }
          for (Figures each : List.of(without, with)) {
            out.println("  " + each);
          }
          out.printf(Locale.ROOT, "  ratio %.2f%n", with.median() / without.median());
        });
  }

  private static double millis(Vault vault, String sql) {
    long start = System.nanoTime();
    vault.engine().run(sql, Limits.standard());
    return (System.nanoTime() - start) / 1e6;
  }
}
