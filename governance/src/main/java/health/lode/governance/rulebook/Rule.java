package health.lode.governance.rulebook;

import health.lode.refusal.Words;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** One rule of a rulebook. */
public final class Rule {
  private final int line;
  private final SortedSet<String> data;
  private final SortedSet<String> purposes;
  private final Set<RecipientKind> recipients;
  private final Set<Form> forms;
  private final Verdict verdict;
  private final Optional<ConsentMode> consent;
  private final Optional<Condition> condition;
  private final Because because;
  private final Optional<Words> remedy;

  Rule(
      int line,
      Set<String> data,
      Set<String> purposes,
      Set<RecipientKind> recipients,
      Set<Form> forms,
      Verdict verdict,
      Optional<ConsentMode> consent,
      Optional<Condition> condition,
      Because because,
      Optional<Words> remedy) {
    this.line = line;
    this.data = Collections.unmodifiableSortedSet(new TreeSet<>(data));
    this.purposes = Collections.unmodifiableSortedSet(new TreeSet<>(purposes));
    this.recipients = Set.copyOf(recipients);
    this.forms = Set.copyOf(forms);
    this.verdict = verdict;
    this.consent = consent;
    this.condition = condition;
    this.because = because;
    this.remedy = remedy;
  }

  /** Line of the rulebook where the rule begins. */
  public int line() {
    return line;
  }

  public Verdict verdict() {
    return verdict;
  }

  /** Which patients the rule lets a use reach; empty leaves it to opt-out. */
  public Optional<ConsentMode> consent() {
    return consent;
  }

  /** The CEL text under which the rule applies, if it does not always. */
  public Optional<String> when() {
    return condition.map(Condition::text);
  }

  public Because because() {
    return because;
  }

  /** What the author of the rule says would make it pass. */
  public Optional<Words> remedy() {
    return remedy;
  }

  /** Whether the rule speaks of this combination, whatever its condition. */
  public boolean covers(Cell cell) {
    return data.contains(cell.data())
        && purposes.contains(cell.purpose())
        && recipients.contains(cell.recipient())
        && forms.contains(cell.form());
  }

  boolean always() {
    return condition.isEmpty();
  }

  boolean forbids() {
    return verdict instanceof Verdict.Forbid;
  }

  boolean applies(Facts facts) {
    return condition.isEmpty() || condition.get().holds(facts, line);
  }

  /** What the rule does, without its reasons: two rules with the same effect rule alike. */
  String effect() {
    return verdict.words().en()
        + consent.map(c -> ", " + c.word()).orElse("")
        + when().map(w -> ", when " + w).orElse("");
  }
}
