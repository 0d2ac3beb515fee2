package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Shows JSON results to people where no better words exist: lines and tables. */
final class Fields {
  private Fields() {}

  static void table(Console console, JsonNode rows) {
    if (rows.isEmpty()) {
      console.out().println(console.say("Nothing.", "没有。"));
      return;
    }
    Set<String> names = new LinkedHashSet<>();
    rows.forEach(row -> row.fieldNames().forEachRemaining(names::add));
    Table table = new Table(names.toArray(String[]::new));
    for (JsonNode row : rows) {
      table.row(names.stream().map(name -> text(row.path(name))).toArray(String[]::new));
    }
    table.print(console.out());
  }

  static void lines(Console console, JsonNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getValue().isArray() && field.getValue().path(0).isObject()) {
        console.out().println(field.getKey() + ":");
        table(console, field.getValue());
      } else {
        console.out().println(field.getKey() + ": " + text(field.getValue()));
      }
    }
  }

  static String text(JsonNode value) {
    return value.isMissingNode() || value.isNull()
        ? ""
        : value.isValueNode() ? value.asText() : value.toString();
  }
}
