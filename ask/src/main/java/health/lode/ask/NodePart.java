package health.lode.ask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one hospital contributes to an answer: the only thing that leaves it. Made by {@link
 * DisclosureGate}; specified in docs/spec/question.md.
 *
 * @param hospital the hospital's name
 * @param layout names the figures each row holds; must equal {@link Plan#layout()} of the reader
 * @param rows the groups that passed the gate, ordered by key
 * @param suppressed how many groups did not pass
 * @param cut the number of the cut that was asked
 * @param patientsExcluded band of patients left out by their own choice, node-wide
 */
public record NodePart(
    String hospital,
    String layout,
    List<Row> rows,
    long suppressed,
    int cut,
    String patientsExcluded) {

  /**
   * One group: its key, and per aggregate the mergeable figures as decimal text; a null cell is
   * withheld, an empty one aggregated no value.
   */
  public record Row(List<@Nullable String> key, List<@Nullable List<String>> cells) {
    public Row {
      key = Collections.unmodifiableList(new ArrayList<>(key));
      cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }
  }

  public NodePart {
    rows = List.copyOf(rows);
  }

  public JsonNode toJson() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("hospital", hospital);
    out.put("layout", layout);
    ArrayNode body = out.putArray("rows");
    for (Row row : rows) {
      ObjectNode group = body.addObject();
      ArrayNode key = group.putArray("key");
      row.key().forEach(key::add);
      ArrayNode cells = group.putArray("cells");
      for (@Nullable List<String> cell : row.cells()) {
        if (cell == null) {
          cells.addNull();
        } else {
          ArrayNode figures = cells.addArray();
          cell.forEach(figures::add);
        }
      }
    }
    out.put("suppressed", suppressed);
    out.put("cut", cut);
    out.put("patientsExcluded", patientsExcluded);
    return out;
  }

  /** Reads {@link #toJson}; throws IllegalArgumentException for anything else. */
  public static NodePart fromJson(JsonNode json) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode group : required(json, "rows")) {
      List<@Nullable String> key = new ArrayList<>();
      for (JsonNode value : required(group, "key")) {
        key.add(value.isNull() ? null : text(value));
      }
      List<@Nullable List<String>> cells = new ArrayList<>();
      for (JsonNode cell : required(group, "cells")) {
        if (cell.isNull()) {
          cells.add(null);
        } else {
          List<String> figures = new ArrayList<>();
          cell.forEach(figure -> figures.add(text(figure)));
          cells.add(List.copyOf(figures));
        }
      }
      rows.add(new Row(key, cells));
    }
    return new NodePart(
        text(required(json, "hospital")),
        text(required(json, "layout")),
        rows,
        number(required(json, "suppressed")),
        Math.toIntExact(number(required(json, "cut"))),
        text(required(json, "patientsExcluded")));
  }

  /** SHA-256 of the canonical JSON: what the ledger's entry about this answer names. */
  public String hash() {
    return CanonicalJson.sha256(toJson());
  }

  private static JsonNode required(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException("a part lacks " + name);
    }
    return value;
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException("a part holds something that is no text");
    }
    return value.textValue();
  }

  private static long number(JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new IllegalArgumentException("a part holds something that is no count");
    }
    return value.longValue();
  }
}
