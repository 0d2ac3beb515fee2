package health.lode.deidentify.mark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.table.Column;
import health.lode.deidentify.table.Table;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What tracing must know of one marked table that was given out. Holds no value of the table: the
 * sketches are keyed hashes.
 *
 * @param id the release's id; with several tables in one release, an id for each
 * @param recipient who got it; the marks are this name's
 * @param at when it was made
 * @param key which key marked it, see {@link MarkKey#check}
 * @param rows how many rows it has
 * @param marks the policy's marks
 * @param columns for each column of the policy, which values it had before marking
 * @param rowKeys which rows it had
 */
public record Release(
    String id,
    String recipient,
    Instant at,
    String key,
    long rows,
    MarkPolicy marks,
    Map<String, Sketch> columns,
    Sketch rowKeys) {

  private static final int LONGEST_NAME = 200;

  public Release {
    if (id.isBlank()
        || id.length() > LONGEST_NAME
        || recipient.isBlank()
        || recipient.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("a release and its recipient have names");
    }
    columns = Map.copyOf(columns);
  }

  /**
   * Describes a release for the register.
   *
   * @param table as it was before marking
   */
  public static Release of(
      String id,
      String recipient,
      Instant at,
      Table table,
      MarkPolicy marks,
      byte[] secret,
      byte[] salt) {
    MarkKey key = MarkKey.of(secret, salt);
    Map<String, Sketch> columns = new LinkedHashMap<>();
    View view = View.of(table);
    for (String name : marks.names()) {
      view.column(name).ifPresent(c -> columns.put(name, Sketch.of(hashes(c, name, marks, key))));
    }
    return new Release(
        id, recipient, at, key.check(), table.rows(), marks, columns, rowKeys(view, marks, key));
  }

  private static Sketch rowKeys(View view, MarkPolicy marks, MarkKey key) {
    return Sketch.of(rowHashes(view, marks, key));
  }

  /** Hashes of what names the rows; none where a column for that is missing. */
  static long[] rowHashes(View view, MarkPolicy marks, MarkKey key) {
    View.Identities rows = view.identities(marks, key, 0);
    return rows.primaryKnown() ? rows.primary() : new long[0];
  }

  /** Hashes of a column's distinct values, read as the released column {@code name} is. */
  static long[] hashes(Column column, String name, MarkPolicy marks, MarkKey key) {
    Optional<Mark.Pseudonym> pseudonym =
        marks
            .column(name)
            .map(MarkPolicy.MarkColumn::mark)
            .filter(m -> m instanceof Mark.Pseudonym)
            .map(m -> (Mark.Pseudonym) m);
    long what = key.value("sketch");
    return column.values().stream()
        .filter(value -> !value.isBlank())
        .map(value -> pseudonym.map(p -> p.stem(value)).orElse(value))
        .mapToLong(value -> key.both(what, key.value(Plain.of(value))))
        .toArray();
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id).put("recipient", recipient).put("at", at.toString());
    json.put("key", key).put("rows", rows);
    json.set("marks", marks.json());
    ObjectNode sketches = json.putObject("columns");
    columns.forEach((name, sketch) -> sketches.set(name, json(sketch)));
    json.set("rowKeys", json(rowKeys));
    return json;
  }

  private static ObjectNode json(Sketch sketch) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("distinct", sketch.distinct());
    var lowest = json.putArray("lowest");
    sketch.hex().forEach(lowest::add);
    return json;
  }

  static Release read(StrictNode node) {
    StrictMapping mapping = node.mapping();
    Map<String, Sketch> columns = new LinkedHashMap<>();
    mapping.required("columns").mapping().rest().forEach((n, s) -> columns.put(n, sketch(s)));
    StrictNode at = mapping.required("at");
    try {
      Release release =
          new Release(
              mapping.text("id"),
              mapping.text("recipient"),
              Instant.parse(at.text()),
              mapping.text("key"),
              mapping.whole("rows"),
              MarkPolicy.read(mapping.required("marks")),
              columns,
              sketch(mapping.required("rowKeys")));
      mapping.done();
      return release;
    } catch (DateTimeException | IllegalArgumentException e) {
      throw node.wrong("is no release", "不是有效的发布记录");
    }
  }

  private static Sketch sketch(StrictNode node) {
    StrictMapping mapping = node.mapping();
    try {
      Sketch sketch = Sketch.ofHex(mapping.whole("distinct"), mapping.required("lowest").texts());
      mapping.done();
      return sketch;
    } catch (IllegalArgumentException e) {
      throw node.wrong("is no sketch", "不是有效的摘要");
    }
  }
}
