package health.lode.governance.rulebook;

import health.lode.refusal.Words;
import java.util.List;

/** A named list of codes, in as many vocabularies as it takes. */
public record CodeList(String name, Words title, List<RowRule> rules) {
  public CodeList {
    rules = List.copyOf(rules);
  }
}
