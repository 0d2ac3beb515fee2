package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Node to hub: what the hospital chooses to publish about what it holds. Counts are bands, never
 * exact, because a hospital that reports daily would otherwise publish each patient's arrival.
 *
 * @param persons band of patients, for example {@code 1,000-9,999}
 * @param tables tables with any rows, with bands
 * @param categories the rulebook's categories that these tables belong to
 * @param years first and last year of visits; empty where nothing is captured
 * @param cut number of the published cut; 0 before the first
 */
public record CatalogueReport(
    String persons, List<TableReport> tables, List<String> categories, List<Long> years, long cut)
    implements Message {
  static final String KIND = "catalogue";

  /** A table and the band of its rows. */
  public record TableReport(String table, String rows) {
    JsonNode toJson() {
      return Message.body().put("table", table).put("rows", rows);
    }

    static TableReport read(JsonNode json) {
      Fields fields = new Fields(json);
      TableReport report = new TableReport(fields.text("table"), fields.text("rows"));
      fields.done();
      return report;
    }
  }

  public CatalogueReport {
    tables = List.copyOf(tables);
    categories = List.copyOf(categories);
    years = List.copyOf(years);
    if (!years.isEmpty() && years.size() != 2) {
      throw new IllegalArgumentException("years are none, or first and last");
    }
  }

  /** The band in which {@code count} lies: 0, 1-9, 10-99, 100-999, … */
  public static String band(long count) {
    if (count <= 0) {
      return "0";
    }
    long low = 1;
    while (low <= count / 10) {
      low *= 10;
    }
    return String.format("%,d-%,d", low, low * 10 - 1);
  }

  static CatalogueReport read(Fields fields) {
    return new CatalogueReport(
        fields.text("persons"),
        fields.list("tables", TableReport::read),
        fields.texts("categories"),
        fields.list("years", CatalogueReport::year),
        fields.count("cut"));
  }

  private static Long year(JsonNode json) {
    if (!json.isIntegralNumber() || json.longValue() < 1800 || json.longValue() > 9999) {
      throw new IllegalArgumentException("not a year");
    }
    return json.longValue();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = Message.body().put("persons", persons).put("cut", cut);
    ArrayNode held = json.putArray("tables");
    tables.forEach(t -> held.add(t.toJson()));
    ArrayNode words = json.putArray("categories");
    categories.forEach(words::add);
    ArrayNode span = json.putArray("years");
    years.forEach(span::add);
    return json;
  }
}
