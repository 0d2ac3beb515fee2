package health.lode.governance.rulebook;

import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a named code list. Ranges such as {@code F00-F99} become prefixes, one for each code. */
final class CodeListReader {
  private static final Pattern RANGE = Pattern.compile("([A-Z])([0-9]{2})-([A-Z])([0-9]{2})");
  private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private CodeListReader() {}

  static CodeList read(String name, StrictNode node) {
    StrictMapping map = node.mapping();
    List<RowRule> rules = new ArrayList<>();
    var title = RulebookReader.words(map.required("title"));
    for (StrictNode item : map.required("lists").items()) {
      rules.add(rule(name, item));
    }
    map.done();
    if (rules.isEmpty()) {
      throw node.wrong("names no code", "没有任何编码");
    }
    return new CodeList(name, title, rules);
  }

  private static RowRule rule(String name, StrictNode node) {
    StrictMapping map = node.mapping();
    Optional<String> vocabulary = map.optionalText("vocabulary");
    SortedSet<String> columns = new TreeSet<>();
    for (StrictNode column : map.required("columns").items()) {
      if (!COLUMN.matcher(column.text()).matches()) {
        throw column.wrong("is no column's name", "不是列名");
      }
      columns.add(column.text());
    }
    SortedSet<String> codes = new TreeSet<>();
    map.optional("codes").ifPresent(n -> n.texts().forEach(c -> codes.add(upper(c))));
    SortedSet<String> prefixes = new TreeSet<>();
    map.optional("prefixes").ifPresent(n -> n.texts().forEach(p -> prefixes.add(upper(p))));
    map.optional("ranges").ifPresent(n -> n.items().forEach(r -> prefixes.addAll(range(r))));
    map.done();
    if (columns.isEmpty() || (codes.isEmpty() && prefixes.isEmpty())) {
      throw node.wrong("needs columns, and codes, prefixes or ranges", "需要列以及编码、前缀或范围");
    }
    return new RowRule(name, vocabulary, columns, codes, List.copyOf(prefixes));
  }

  private static List<String> range(StrictNode node) {
    Matcher matcher = RANGE.matcher(node.text());
    if (!matcher.matches()
        || !matcher.group(1).equals(matcher.group(3))
        || matcher.group(2).compareTo(matcher.group(4)) > 0) {
      throw node.wrong("must be a range such as F00-F99", "应为 F00-F99 形式的范围");
    }
    List<String> prefixes = new ArrayList<>();
    int last = Integer.parseInt(matcher.group(4));
    for (int i = Integer.parseInt(matcher.group(2)); i <= last; i++) {
      prefixes.add(String.format(Locale.ROOT, "%s%02d", matcher.group(1), i));
    }
    return prefixes;
  }

  private static String upper(String code) {
    return code.strip().toUpperCase(Locale.ROOT);
  }
}
