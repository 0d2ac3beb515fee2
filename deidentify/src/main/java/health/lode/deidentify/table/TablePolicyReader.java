package health.lode.deidentify.table;

import health.lode.deidentify.table.ColumnPolicy.Role;
import health.lode.deidentify.table.TablePolicy.EventTable;
import health.lode.deidentify.table.TablePolicy.Method;
import health.lode.deidentify.table.TablePolicy.Others;
import health.lode.deidentify.table.TablePolicy.Settings;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code table}: its settings, models and columns. */
final class TablePolicyReader {
  private TablePolicyReader() {}

  static TablePolicy read(StrictNode section) {
    StrictMapping top = section.mapping();
    Optional<String> person = top.optionalText("person");
    Others others =
        top.optional("others").map(node -> word(node, Others.class)).orElse(Others.REFUSE);
    Map<String, ColumnPolicy> columns = new LinkedHashMap<>();
    top.optional("columns").ifPresent(node -> columns.putAll(columns(node)));
    Map<String, EventTable> events = new LinkedHashMap<>();
    top.optional("events").ifPresent(node -> events.putAll(events(node)));
    List<PrivacyModel> models = models(top.required("models"));
    double suppress = top.optional("suppress").map(node -> between(node, 0, 1)).orElse(0.0);
    LossMeasure loss = top.optional("loss").map(TablePolicyReader::loss).orElse(LossMeasure.LOSS);
    Method method =
        top.optional("method").map(node -> word(node, Method.class)).orElse(Method.FULL_DOMAIN);
    Optional<String> target = top.optionalText("target");
    top.done();
    return new TablePolicy(
        new Settings(person, others, models, suppress, loss, method, target, Path.of("")),
        columns,
        events);
  }

  static Map<String, ColumnPolicy> columns(StrictNode node) {
    Map<String, ColumnPolicy> columns = new LinkedHashMap<>();
    node.mapping().rest().forEach((name, column) -> columns.put(name, ColumnReader.read(column)));
    return columns;
  }

  private static Map<String, EventTable> events(StrictNode node) {
    Map<String, EventTable> events = new LinkedHashMap<>();
    node.mapping()
        .rest()
        .forEach(
            (name, table) -> {
              StrictMapping mapping = table.mapping();
              String person = mapping.text("person");
              Map<String, ColumnPolicy> columns = columns(mapping.required("columns"));
              mapping.done();
              if (!name.matches("[\\p{L}\\p{N}_.-]{1,100}") || name.startsWith(".")) {
                throw table.wrong("is no table's name", "不是有效的表名");
              }
              events.put(name, new EventTable(person, columns));
            });
    return events;
  }

  private static List<PrivacyModel> models(StrictNode node) {
    StrictMapping mapping = node.mapping();
    List<PrivacyModel> models = new ArrayList<>();
    mapping
        .optional("k")
        .ifPresent(k -> models.add(new PrivacyModel.K((int) wholeBetween(k, 2, 1_000_000))));
    mapping
        .optional("lDiversity")
        .ifPresent(all -> each(all).forEach(one -> models.add(diversity(one))));
    mapping
        .optional("tCloseness")
        .ifPresent(all -> each(all).forEach(one -> models.add(closeness(one))));
    mapping.done();
    if (models.isEmpty()) {
      throw node.wrong("names no privacy model", "未指定任何隐私模型");
    }
    return List.copyOf(models);
  }

  private static List<StrictNode> each(StrictNode node) {
    return node instanceof StrictNode.Sequence ? node.items() : List.of(node);
  }

  private static PrivacyModel diversity(StrictNode node) {
    StrictMapping mapping = node.mapping();
    String column = mapping.text("column");
    PrivacyModel.LDiversity.Kind kind =
        mapping
            .optional("kind")
            .map(k -> word(k, PrivacyModel.LDiversity.Kind.class))
            .orElse(PrivacyModel.LDiversity.Kind.DISTINCT);
    StrictNode stated = mapping.required("l");
    double l =
        kind == PrivacyModel.LDiversity.Kind.DISTINCT
            ? wholeBetween(stated, 2, 1_000_000)
            : between(stated, 1, 1_000_000);
    mapping.done();
    return new PrivacyModel.LDiversity(column, kind, l);
  }

  private static PrivacyModel closeness(StrictNode node) {
    StrictMapping mapping = node.mapping();
    String column = mapping.text("column");
    double t = between(mapping.required("t"), 0, 1);
    PrivacyModel.TCloseness.Distance distance =
        mapping
            .optional("distance")
            .map(d -> word(d, PrivacyModel.TCloseness.Distance.class))
            .orElse(PrivacyModel.TCloseness.Distance.EQUAL);
    mapping.done();
    return new PrivacyModel.TCloseness(column, t, distance);
  }

  private static LossMeasure loss(StrictNode node) {
    for (LossMeasure measure : LossMeasure.values()) {
      if (measure.key().equals(node.text())) {
        return measure;
      }
    }
    throw oneOf(node, java.util.Arrays.stream(LossMeasure.values()).map(LossMeasure::key).toList());
  }

  /** A word of an enum, in lower case with hyphens. */
  static <E extends Enum<E>> E word(StrictNode node, Class<E> choices) {
    List<String> words = new ArrayList<>();
    for (E choice : choices.getEnumConstants()) {
      String word = choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (word.equals(node.text())) {
        return choice;
      }
      words.add(word);
    }
    throw oneOf(node, words);
  }

  static health.lode.strict.StrictException oneOf(StrictNode node, List<String> words) {
    return node.wrong(
        "must be one of " + String.join(", ", words), "应为以下之一：" + String.join("、", words));
  }

  static double number(StrictNode node) {
    return node instanceof StrictNode.Scalar s && s.kind() == StrictNode.Kind.NUMBER
        ? Numbers.read(s.text()).orElseThrow(() -> node.wrong("must be a number", "应为数字"))
        : fail(node);
  }

  private static double fail(StrictNode node) {
    throw node.wrong("must be a number", "应为数字");
  }

  static double between(StrictNode node, double least, double most) {
    double value = number(node);
    if (value < least || value > most) {
      String range = Numbers.write(least) + " - " + Numbers.write(most);
      throw node.wrong("must lie in " + range, "应在 " + range + " 之间");
    }
    return value;
  }

  static long wholeBetween(StrictNode node, long least, long most) {
    long value = node.whole();
    if (value < least || value > most) {
      throw node.wrong("must lie in " + least + " - " + most, "应在 " + least + " - " + most + " 之间");
    }
    return value;
  }

  static Role role(StrictNode node) {
    return word(node, Role.class);
  }
}
