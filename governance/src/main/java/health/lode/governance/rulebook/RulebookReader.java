package health.lode.governance.rulebook;

import health.lode.governance.party.PartyId;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the rulebook's YAML. Every word must be defined; every key must be known. */
final class RulebookReader {
  static final String FORMAT = "lode-rulebook/1";
  private static final String ANY = "any";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern SQL_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /** What stands in a rulebook. */
  record Parts(
      Words title,
      int minimumPersons,
      SortedMap<String, Words> purposes,
      SortedMap<String, CodeList> codeLists,
      SortedMap<String, DataCategory> categories,
      List<Rule> rules) {}

  private final SortedMap<String, Words> purposes = new TreeMap<>();
  private final SortedMap<String, CodeList> codeLists = new TreeMap<>();
  private final SortedMap<String, DataCategory> categories = new TreeMap<>();
  private final List<Rule> rules = new ArrayList<>();

  private RulebookReader() {}

  static Parts read(StrictNode root) {
    return new RulebookReader().document(root);
  }

  private Parts document(StrictNode root) {
    StrictMapping map = root.mapping();
    StrictNode format = map.required("rulebook");
    if (!format.text().equals(FORMAT)) {
      throw format.wrong("must be " + FORMAT, "应为 " + FORMAT);
    }
    Words title = words(map.required("title"));
    StrictNode minimum = map.required("minimumPersons");
    long persons = minimum.whole();
    if (persons < 2 || persons > 1_000_000) {
      throw minimum.wrong("must lie between 2 and 1000000", "应在 2 与 1000000 之间");
    }
    names(map.required("purposes")).forEach((n, node) -> purposes.put(n, words(node)));
    names(map.required("codes"))
        .forEach((n, node) -> codeLists.put(n, CodeListReader.read(n, node)));
    names(map.required("data")).forEach((n, node) -> categories.put(n, category(n, node)));
    for (StrictNode node : map.required("rules").items()) {
      rules.add(rule(node));
    }
    map.done();
    return new Parts(title, (int) persons, purposes, codeLists, categories, rules);
  }

  /** A text in both languages. */
  static Words words(StrictNode node) {
    StrictMapping map = node.mapping();
    Words words = Words.of(map.text("en"), map.text("zh"));
    map.done();
    return words;
  }

  private static Map<String, StrictNode> names(StrictNode node) {
    Map<String, StrictNode> names = node.mapping().rest();
    if (names.isEmpty()) {
      throw node.wrong("names nothing", "为空");
    }
    names.forEach(
        (name, value) -> {
          if (!NAME.matcher(name).matches() || name.equals(ANY)) {
            throw value.wrong(
                "is not a name: small letters, digits and dashes, at most 40",
                "不是有效名称：小写字母、数字和连字符，最多 40 个");
          }
        });
    return names;
  }

  private DataCategory category(String name, StrictNode node) {
    StrictMapping map = node.mapping();
    Words title = words(map.required("title"));
    StrictNode level = map.required("sensitivity");
    long sensitivity = level.whole();
    if (sensitivity < 1 || sensitivity > 5) {
      throw level.wrong("is a GB/T 39725 level from 1 to 5", "应为 GB/T 39725 的 1 至 5 级");
    }
    List<DataCategory.Column> columns = new ArrayList<>();
    for (StrictNode item : map.required("columns").items()) {
      columns.add(column(item));
    }
    List<String> rows = lists(map.optional("rows"));
    List<String> withholds = lists(map.optional("withholds"));
    map.done();
    return new DataCategory(name, title, (int) sensitivity, columns, rows, withholds);
  }

  private static DataCategory.Column column(StrictNode node) {
    String text = node.text();
    int dot = text.indexOf('.');
    if (dot > 0) {
      String table = text.substring(0, dot);
      String column = text.substring(dot + 1);
      boolean named = column.equals(DataCategory.Column.ALL) || SQL_NAME.matcher(column).matches();
      if (SQL_NAME.matcher(table).matches() && named) {
        return new DataCategory.Column(table, column);
      }
    }
    throw node.wrong("must be table.column or table.*", "应为 table.column 或 table.*");
  }

  private List<String> lists(Optional<StrictNode> node) {
    if (node.isEmpty()) {
      return List.of();
    }
    List<String> lists = new ArrayList<>();
    for (StrictNode item : node.get().items()) {
      lists.add(word(item, codeLists.keySet(), "code list", "编码列表"));
    }
    return lists;
  }

  private Rule rule(StrictNode node) {
    StrictMapping map = node.mapping();
    Set<String> data =
        set(map.required("data"), categories.keySet(), Function.identity(), "data", "数据类别");
    Set<String> purpose =
        set(map.required("purpose"), purposes.keySet(), Function.identity(), "purpose", "用途");
    Set<RecipientKind> recipients =
        set(
            map.required("recipient"),
            Arrays.asList(RecipientKind.values()),
            RecipientKind::word,
            "recipient",
            "接收方");
    Set<Form> forms =
        set(map.required("form"), Arrays.asList(Form.values()), Form::word, "form", "形式");
    Verdict verdict = verdict(map);
    Optional<ConsentMode> consent = map.optional("consent").map(this::consent);
    if (consent.isPresent() && verdict instanceof Verdict.Forbid) {
      throw node.wrong("a forbid has no use for consent", "禁止规则不需要 consent");
    }
    Optional<Condition> when = map.optional("when").map(n -> Condition.compile(n.text(), n.line()));
    StrictMapping why = map.required("because").mapping();
    Because because = new Because(why.text("law"), Words.of(why.text("en"), why.text("zh")));
    why.done();
    Optional<Words> remedy = map.optional("remedy").map(RulebookReader::words);
    map.done();
    return new Rule(
        node.line(), data, purpose, recipients, forms, verdict, consent, when, because, remedy);
  }

  private static Verdict verdict(StrictMapping map) {
    StrictNode node = map.required("verdict");
    String word = word(node, List.of("forbid", "approve", "deidentify", "allow"), "verdict", "裁定");
    return switch (word) {
      case "forbid" -> new Verdict.Forbid();
      case "allow" -> new Verdict.Allow();
      case "approve" -> new Verdict.Approve(new java.util.TreeSet<>(offices(map.required("by"))));
      default -> {
        StrictNode grade = map.required("grade");
        List<String> grades = Arrays.stream(Grade.values()).map(Grade::name).toList();
        yield new Verdict.Deidentify(
            Grade.valueOf(word(grade, grades, "de-identification grade", "去标识化级别")));
      }
    };
  }

  private static List<PartyId> offices(StrictNode node) {
    List<PartyId> offices = new ArrayList<>();
    for (StrictNode item : node.items()) {
      try {
        offices.add(PartyId.of(item.text()));
      } catch (RefusedException e) {
        throw unknown(item, "office", "机构", e.refusal().remedy().en(), e.refusal().remedy().zh());
      }
    }
    if (offices.isEmpty()) {
      throw node.wrong("names nothing", "为空");
    }
    return offices;
  }

  private ConsentMode consent(StrictNode node) {
    List<String> words = Arrays.stream(ConsentMode.values()).map(ConsentMode::word).toList();
    return ConsentMode.valueOf(
        word(node, words, "consent", "同意方式").toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** {@code any}, or a list of known words; a list that names nothing is refused. */
  private static <T> Set<T> set(
      StrictNode node, Collection<T> all, Function<T, String> name, String en, String zh) {
    if (node instanceof StrictNode.Scalar s) {
      if (s.text().equals(ANY)) {
        return new LinkedHashSet<>(all);
      }
      throw node.wrong("must be a list, or the word any", "应为列表，或 any");
    }
    List<String> words = all.stream().map(name).toList();
    List<T> values = List.copyOf(all);
    Set<T> set = new LinkedHashSet<>();
    for (StrictNode item : node.items()) {
      set.add(values.get(words.indexOf(word(item, words, en, zh))));
    }
    if (set.isEmpty()) {
      throw node.wrong("names nothing", "为空");
    }
    return set;
  }

  private static String word(StrictNode node, Collection<String> known, String en, String zh) {
    String word = node.text();
    if (!known.contains(word)) {
      String list = String.join(", ", known);
      throw unknown(node, en, zh, "choose from: " + list, "可选：" + list);
    }
    return word;
  }

  private static RefusedException unknown(
      StrictNode node, String en, String zh, String remedyEn, String remedyZh) {
    String word = node.text();
    String shown = word.length() > 60 ? word.substring(0, 60) + "…" : word;
    return Refusal.of(
            RulebookReason.RULEBOOK_WORD_UNKNOWN,
            Words.of(
                "line " + node.line() + ": unknown " + en + " '" + shown + "'",
                "第 " + node.line() + " 行：未知的" + zh + "“" + shown + "”"),
            Words.of(remedyEn, remedyZh))
        .asException();
  }
}
