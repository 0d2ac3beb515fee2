package health.lode.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The finished answer to a question.
 *
 * @param columns names in the order asked
 * @param rows values: String, Boolean, Long, BigDecimal or null
 * @param suppressed groups left out because they had fewer patients than the minimum, summed over
 *     the hospitals; a group suppressed in two hospitals counts twice
 * @param partial rows to which some hospital may not have contributed because it suppressed groups
 * @param masked single cells withheld, shown as null
 * @param patientsExcluded per hospital the band of patients left out by their own choice
 * @param cuts per hospital the cut that was asked
 */
public record Answer(
    List<String> columns,
    List<List<@Nullable Object>> rows,
    long suppressed,
    List<PartialRow> partial,
    List<MaskedCell> masked,
    SortedMap<String, String> patientsExcluded,
    SortedMap<String, Integer> cuts) {

  /** Row {@code row} may lack these hospitals' patients. */
  public record PartialRow(int row, List<String> hospitals) {
    public PartialRow {
      hospitals = List.copyOf(hospitals);
    }
  }

  /** The cell at {@code row}, {@code column} (both from 0) is withheld. */
  public record MaskedCell(int row, int column) {}

  public Answer {
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> copied = new ArrayList<>(rows.size());
    rows.forEach(row -> copied.add(Collections.unmodifiableList(new ArrayList<>(row))));
    rows = Collections.unmodifiableList(copied);
    partial = List.copyOf(partial);
    masked = List.copyOf(masked);
    patientsExcluded = Collections.unmodifiableSortedMap(new TreeMap<>(patientsExcluded));
    cuts = Collections.unmodifiableSortedMap(new TreeMap<>(cuts));
  }

  /**
   * {@code {columns, rows, suppressed, partial: [{row, hospitals}], masked: [{row, column}]}};
   * figures are JSON numbers. Cuts and exclusions are the caller's to add: one hospital's answer
   * prints one, an answer of several prints a map.
   */
  public ObjectNode toJson() {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode out = json.objectNode();
    ArrayNode names = out.putArray("columns");
    columns.forEach(names::add);
    ArrayNode body = out.putArray("rows");
    for (List<@Nullable Object> row : rows) {
      ArrayNode cells = body.addArray();
      row.forEach(value -> cells.add(cell(json, value)));
    }
    out.put("suppressed", suppressed);
    ArrayNode parts = out.putArray("partial");
    for (PartialRow row : partial) {
      ArrayNode hospitals = parts.addObject().put("row", row.row()).putArray("hospitals");
      row.hospitals().forEach(hospitals::add);
    }
    ArrayNode withheld = out.putArray("masked");
    masked.forEach(
        cell -> withheld.addObject().put("row", cell.row()).put("column", cell.column()));
    return out;
  }

  private static JsonNode cell(JsonNodeFactory json, @Nullable Object value) {
    if (value == null) {
      return json.nullNode();
    }
    if (value instanceof Long number) {
      return json.numberNode(number);
    }
    if (value instanceof BigDecimal number) {
      return DecimalNode.valueOf(number);
    }
    if (value instanceof Boolean truth) {
      return json.booleanNode(truth);
    }
    return json.textNode(value.toString());
  }
}
