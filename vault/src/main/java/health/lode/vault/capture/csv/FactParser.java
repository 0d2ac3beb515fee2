package health.lode.vault.capture.csv;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one entry of {@code facts} and checks it against the tables it wants to fill. */
final class FactParser {
  private FactParser() {}

  static FactMapping fact(YamlMap map, int number, boolean aboutPatient) {
    map.allowing("table", "as", "key", "when", "present", "version", "deleted", "columns");
    String table = map.text("table");
    if (!Targets.hasTable(table)) {
      throw map.error(
          "table",
          "no such table; known: " + String.join(", ", Targets.tables()),
          "没有此表；可用：" + String.join("、", Targets.tables()));
    }
    if (!aboutPatient) {
      throw map.error("table", table + " needs patient", table + " 需要 patient");
    }
    YamlMap columns = map.map("columns");
    Map<String, Expression> expressions = new LinkedHashMap<>();
    for (String column : columns.keys()) {
      if (Targets.type(table, column) == null) {
        throw columns.error(
            column, "table " + table + " has no such column to fill", "表 " + table + " 没有可填的此列");
      }
      expressions.put(column, MappingParser.expression(columns.node(column), columns.at(column)));
    }
    String date = Targets.requiredDate(table);
    if (date != null && !expressions.containsKey(date)) {
      throw map.error("columns", "a date is required: " + date, "缺少必需的日期：" + date);
    }
    Optional<Node> version = map.optional("version");
    return new FactMapping(
        table,
        map.optionalText("as").orElse(number == 0 ? "" : String.valueOf(number)),
        MappingParser.expressions(map, "key"),
        MappingParser.conditions(map, "when"),
        map.texts("present"),
        version.map(node -> MappingParser.expression(node, map.at("version"))),
        MappingParser.conditions(map, "deleted"),
        expressions);
  }
}
