package health.lode.governance.rulebook;

import health.lode.canonical.CanonicalJson;
import health.lode.governance.party.PartyId;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.strict.StrictException;
import health.lode.strict.StrictYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A hospital's rulebook, read to the last word. Forbid wins; what no rule names is forbidden; all
 * other verdicts that apply add up.
 */
public final class Rulebook {
  private static final String STARTER = "starter-rulebook.yaml";

  private final String text;
  private final String hash;
  private final Words title;
  private final int minimumPersons;
  private final SortedMap<String, Words> purposes;
  private final SortedMap<String, CodeList> codeLists;
  private final SortedMap<String, DataCategory> categories;
  private final List<Rule> rules;

  Rulebook(String text, RulebookReader.Parts parts) {
    this.text = text;
    this.hash = CanonicalJson.sha256(text.getBytes(StandardCharsets.UTF_8));
    this.title = parts.title();
    this.minimumPersons = parts.minimumPersons();
    this.purposes = Collections.unmodifiableSortedMap(parts.purposes());
    this.codeLists = Collections.unmodifiableSortedMap(parts.codeLists());
    this.categories = Collections.unmodifiableSortedMap(parts.categories());
    this.rules = List.copyOf(parts.rules());
  }

  /** Reads a rulebook; throws a RULEBOOK_ refusal that names the line. */
  public static Rulebook parse(String yaml) {
    try {
      return new Rulebook(yaml, RulebookReader.read(StrictYaml.read(yaml)));
    } catch (StrictException e) {
      throw Refusal.of(
              RulebookReason.RULEBOOK_UNREADABLE,
              e.located(),
              Words.of(
                  "write the rulebook as docs/spec/rulebook.md says",
                  "请按 docs/spec/rulebook.md 编写规则书"))
          .asException();
    }
  }

  /**
   * Reads and judges a rulebook without refusing: what a person wants to know before adopting it.
   */
  public static RulebookCheck check(String yaml) {
    try {
      return RulebookCheck.of(parse(yaml));
    } catch (RefusedException e) {
      return RulebookCheck.unreadable(e.refusal());
    }
  }

  /** What changes when {@code after} takes the place of {@code before}. */
  public static List<RulebookChange> diff(Rulebook before, Rulebook after) {
    return RulebookChange.between(before, after);
  }

  /** The text of the rulebook that a new home starts with. */
  public static String starterText() {
    String path = "/health/lode/governance/" + STARTER;
    try (InputStream in = Rulebook.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(STARTER + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The YAML as it was written. */
  public String text() {
    return text;
  }

  /** Lower-case hex SHA-256 of the text's UTF-8 bytes. */
  public String hash() {
    return hash;
  }

  public Words title() {
    return title;
  }

  /** Distinct patients that a group must have to be shown. */
  public int minimumPersons() {
    return minimumPersons;
  }

  /** Names of the purposes. */
  public SortedSet<String> purposes() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(purposes.keySet()));
  }

  /** Purposes by name, with what they are called. */
  public SortedMap<String, Words> purposeTitles() {
    return purposes;
  }

  /** Names of the categories of data. */
  public SortedSet<String> categories() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(categories.keySet()));
  }

  /** Categories of data by name. */
  public SortedMap<String, DataCategory> dataCategories() {
    return categories;
  }

  public SortedMap<String, CodeList> codeLists() {
    return codeLists;
  }

  /** In the order in which they are written. */
  public List<Rule> rules() {
    return rules;
  }

  /** Every combination there is. */
  public List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (String data : categories.keySet()) {
      for (String purpose : purposes.keySet()) {
        for (RecipientKind recipient : RecipientKind.values()) {
          for (Form form : Form.values()) {
            cells.add(new Cell(data, purpose, recipient, form));
          }
        }
      }
    }
    return cells;
  }

  /** The rules that speak of this combination, whether or not their conditions hold. */
  public List<Rule> covering(Cell cell) {
    return rules.stream().filter(r -> r.covers(cell)).toList();
  }

  /** What is ruled for this combination, for people; refused where a word is unknown. */
  public Explanation explain(String data, String purpose, RecipientKind recipient, Form form) {
    known(data, categories.keySet(), "data", "数据类别");
    known(purpose, purposes.keySet(), "purpose", "用途");
    return Explanation.of(this, new Cell(data, purpose, recipient, form));
  }

  /**
   * The ruling on one combination for a permit with these facts; a condition that cannot be
   * evaluated throws RULEBOOK_CONDITION_FAILED.
   */
  public Ruling rule(Cell cell, Facts facts) {
    // Every condition is evaluated before any verdict is drawn: an error in one that would not have
    // mattered refuses all the same.
    List<Rule> applying = covering(cell).stream().filter(r -> r.applies(facts)).toList();
    List<Rule> forbids = applying.stream().filter(Rule::forbids).toList();
    if (!forbids.isEmpty()) {
      return new Ruling.Forbidden(
          cell,
          forbids.stream().map(r -> r.because().words()).distinct().toList(),
          forbids.stream().flatMap(r -> r.remedy().stream()).distinct().toList());
    }
    if (applying.isEmpty()) {
      return new Ruling.Forbidden(
          cell,
          List.of(
              Words.of(
                  "no rule permits this use, and what is not named is forbidden",
                  "没有规则允许此用法，未提及即禁止")),
          List.of());
    }
    return permitted(cell, applying);
  }

  private static Ruling permitted(Cell cell, List<Rule> applying) {
    SortedMap<PartyId, Set<Words>> approvals = new TreeMap<>();
    Optional<Grade> grade = Optional.empty();
    ConsentMode consent = ConsentMode.NONE;
    for (Rule rule : applying) {
      consent = consent.stricter(rule.consent().orElse(ConsentMode.OPT_OUT));
      if (rule.verdict() instanceof Verdict.Approve approve) {
        for (PartyId office : approve.by()) {
          approvals.computeIfAbsent(office, o -> new LinkedHashSet<>()).add(rule.because().words());
        }
      } else if (rule.verdict() instanceof Verdict.Deidentify deidentify) {
        grade =
            Optional.of(
                grade.filter(g -> g.compareTo(deidentify.grade()) > 0).orElse(deidentify.grade()));
      }
    }
    SortedMap<PartyId, List<Words>> reasons = new TreeMap<>();
    approvals.forEach((office, words) -> reasons.put(office, List.copyOf(words)));
    return new Ruling.Permitted(cell, reasons, grade, consent);
  }

  /** What these categories open; each must be one of {@link #categories}. */
  public CategoryColumns columns(SortedSet<String> granted) {
    Map<String, List<CategoryColumns.Hold>> holds = new LinkedHashMap<>();
    for (String name : granted) {
      DataCategory category = category(name);
      Map<String, SortedSet<String>> byTable = new LinkedHashMap<>();
      category
          .columns()
          .forEach(c -> byTable.computeIfAbsent(c.table(), t -> new TreeSet<>()).add(c.column()));
      byTable.forEach(
          (table, columns) -> {
            boolean all = columns.remove(DataCategory.Column.ALL);
            holds
                .computeIfAbsent(table, t -> new ArrayList<>())
                .add(new CategoryColumns.Hold(name, all, columns, rowRules(category.rows())));
          });
    }
    List<RowRule> exclusions = new ArrayList<>();
    for (DataCategory category : categories.values()) {
      if (!granted.contains(category.name())) {
        exclusions.addAll(rowRules(category.withholds()));
      }
    }
    return new CategoryColumns(granted, holds, exclusions);
  }

  private List<RowRule> rowRules(List<String> lists) {
    return lists.stream().flatMap(l -> codeList(l).rules().stream()).toList();
  }

  private DataCategory category(String name) {
    known(name, categories.keySet(), "data", "数据类别");
    return Objects.requireNonNull(categories.get(name));
  }

  private CodeList codeList(String name) {
    CodeList list = codeLists.get(name);
    if (list == null) {
      throw new IllegalStateException("the reader let an undefined code list pass: " + name);
    }
    return list;
  }

  private static void known(String word, Set<String> words, String en, String zh) {
    if (!words.contains(word)) {
      String list = String.join(", ", words);
      throw Refusal.of(
              RulebookReason.RULEBOOK_WORD_UNKNOWN,
              Words.of("the rulebook has no such " + en, "规则书中没有该" + zh),
              Words.of("choose from: " + list, "可选：" + list))
          .asException();
    }
  }
}
