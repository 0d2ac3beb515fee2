package health.lode.deidentify.mark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a policy's {@code release.marks} says: which columns may carry marks and how far a value may
 * move, and by which columns a row is recognised again. See docs/spec/fingerprint.md.
 *
 * @param rows columns that together name a row or a patient and stay as they are (of a marked
 *     pseudonym the part that stays); recognising needs all of them
 * @param fallback how rows are recognised where one of {@code rows} is gone
 * @param columns what may carry marks, at least one
 */
public record MarkPolicy(
    List<RowColumn> rows, Optional<Fallback> fallback, List<MarkColumn> columns) {

  /**
   * A column by which rows are recognised.
   *
   * @param digits how many significant digits of a number count; all where absent
   */
  public record RowColumn(String name, Optional<Integer> digits) {
    String plain(String value) {
      return digits.map(d -> Plain.of(value, d)).orElseGet(() -> Plain.of(value));
    }
  }

  /**
   * A virtual key (after Li, Swarup, Jajodia: Constructing a Virtual Primary Key for Fingerprinting
   * Relational Data, DRM 2003): each row is recognised by {@code use} of these columns. Which ones,
   * its values decide under the key, so that losing some columns loses some rows and not all.
   */
  public record Fallback(List<RowColumn> columns, int use) {}

  /**
   * A column that may carry marks.
   *
   * @param domain columns of one domain carry the same marks for the same pseudonym, also across
   *     tables; the column's name unless said otherwise
   * @param share per cent of the cells that carry, 1 to 100
   */
  public record MarkColumn(
      String name, Role role, boolean allowed, Mark mark, String domain, int share) {}

  /** What a column tells, as the policy's author says it. */
  public enum Role {
    PSEUDONYM(false),
    DEMOGRAPHIC(false),
    PLACE(false),
    DATE(false),
    VISIT(false),
    MEDICATION(false),
    PAYMENT(false),
    ADMINISTRATIVE(false),
    LABORATORY(true),
    VITAL(true),
    DIAGNOSIS(true),
    INTERVAL(true);

    private final boolean clinical;

    Role(boolean clinical) {
      this.clinical = clinical;
    }
  }

  /**
   * OMOP CDM 5.4 columns that hold results, diagnoses or intervals, whatever role they are given.
   */
  private static final Set<String> CLINICAL =
      Set.of(
          "value_as_number",
          "value_as_concept_id",
          "value_as_string",
          "value_source_value",
          "unit_concept_id",
          "unit_source_value",
          "operator_concept_id",
          "range_low",
          "range_high",
          "condition_concept_id",
          "condition_source_value",
          "condition_source_concept_id",
          "condition_source_text",
          "condition_icd10",
          "days_supply",
          "length_of_stay");

  public MarkPolicy {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /** Reads {@code release.marks} to its last key. */
  public static MarkPolicy read(StrictNode node) {
    return MarkPolicyReader.read(node);
  }

  static boolean mustBeAllowed(String column, Role role) {
    return role.clinical || CLINICAL.contains(column.toLowerCase(Locale.ROOT));
  }

  Optional<MarkColumn> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** Whether what names the rows is a pseudonym that carries marks. */
  boolean rowsAreMarked() {
    return rows.stream().anyMatch(row -> column(row.name()).isPresent());
  }

  /** Every column that recognising or marking reads. */
  List<String> names() {
    return java.util.stream.Stream.of(
            rows.stream().map(RowColumn::name),
            fallback.stream().flatMap(f -> f.columns().stream()).map(RowColumn::name),
            columns.stream().map(MarkColumn::name))
        .flatMap(s -> s)
        .distinct()
        .toList();
  }

  /** The policy as JSON that {@link #read} reads again, for the register. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    var rowNames = json.putArray("rows");
    rows.forEach(row -> rowNames.add(json(row)));
    fallback.ifPresent(
        f -> {
          ObjectNode virtual = json.putObject("fallback");
          var names = virtual.putArray("columns");
          f.columns().forEach(row -> names.add(json(row)));
          virtual.put("use", f.use());
        });
    var marked = json.putArray("columns");
    columns.forEach(column -> marked.add(MarkPolicyReader.json(column)));
    return json;
  }

  private static ObjectNode json(RowColumn row) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("column", row.name());
    row.digits().ifPresent(digits -> json.put("digits", digits));
    return json;
  }

  /** The section {@code release} of a policy, of which only {@code marks} is read here. */
  public static MarkPolicy ofRelease(StrictNode release) {
    StrictMapping mapping = release.mapping();
    MarkPolicy policy = read(mapping.required("marks"));
    // What else a release's section says is the release gate's to read, to its last word.
    mapping.rest();
    return policy;
  }
}
