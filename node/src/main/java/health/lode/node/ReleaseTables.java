package health.lode.node;

import health.lode.ask.ReleaseRows;
import health.lode.ask.ReleaseRows.TableRows;
import health.lode.deidentify.fhir.Terms;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.table.Table;
import health.lode.vault.engine.Engine;
import health.lode.vault.engine.Limits;
import health.lode.vault.record.ColumnRole;
import health.lode.vault.record.ColumnType;
import health.lode.vault.record.OmopSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows a release is made of. No number of a person or record and no true date of theirs
 * gets further than this: a table that comes out holds pseudonyms and moved dates, and is still to
 * be generalised and judged.
 */
final class ReleaseTables {
  /** Where the pseudonym that images and documents carry stands beside the number. */
  static final String CODE = "person_source_value";

  private static final Limits LIMITS = new Limits(Duration.ofMinutes(30), 50_000_000);

  /**
   * @param types of the columns, for files that have types
   */
  record ReleasedTable(String name, Table table, List<ColumnType> types) {
    /** The same table with other contents in the same columns, or in some of them. */
    ReleasedTable with(Table other) {
      List<ColumnType> kept = new ArrayList<>();
      other.names().forEach(column -> kept.add(types.get(table.names().indexOf(column))));
      return new ReleasedTable(name, other, kept);
    }
  }

  private final Engine engine;
  private final Dates dates;
  private final Pseudonyms pseudonyms;
  private final LongFunction<ReleaseColumns.Subject> subjects;
  private final Map<String, String> insiders = new HashMap<>();

  /**
   * @param subjects a person's part, by number
   */
  ReleaseTables(
      Engine engine,
      Dates dates,
      Pseudonyms pseudonyms,
      LongFunction<ReleaseColumns.Subject> subjects) {
    this.engine = engine;
    this.dates = dates;
    this.pseudonyms = pseudonyms;
    this.subjects = subjects;
  }

  /** Whom the node knows by each pseudonym that was read. */
  Map<String, String> insiders() {
    return insiders;
  }

  private static String person(ReleaseColumns.Subject subject, Pseudonyms pseudonyms) {
    return new ReleaseColumns.Person().of(null, false, subject, pseudonyms);
  }

  /**
   * Where the code and its vocabulary stand that a column's values go with; -1 where there is none.
   */
  private record Beside(int code, int vocabulary) {
    private static final String UCUM = "http://unitsofmeasure.org";
    private static final String UNITS = "unit_source_value";

    static Beside of(List<ReleaseRows.Column> columns, String column) {
      List<String> names = columns.stream().map(ReleaseRows.Column::name).toList();
      int code = CodeColumns.code(column).map(names::indexOf).orElse(-1);
      int vocabulary = CodeColumns.vocabulary(column).map(names::indexOf).orElse(-1);
      return new Beside(code, column.equals(UNITS) ? UNIT : vocabulary);
    }

    /** Stands for a vocabulary that no column need name: units are UCUM's or the hospital's own. */
    private static final int UNIT = Integer.MAX_VALUE;

    boolean published(List<@Nullable Object> values) {
      if (code < 0 || vocabulary < 0 || values.get(code) == null) {
        return false;
      }
      Object system = vocabulary == UNIT ? UCUM : values.get(vocabulary);
      return system != null && Terms.knows(system.toString(), String.valueOf(values.get(code)));
    }
  }

  /** Reads one table. */
  ReleasedTable read(TableRows rows) {
    List<ReleaseColumns> kinds = new ArrayList<>();
    List<Integer> from = new ArrayList<>();
    List<Beside> beside = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<ColumnType> types = new ArrayList<>();
    boolean persons = rows.table().equals("person");
    for (int i = 0; i < rows.columns().size(); i++) {
      ReleaseRows.Column column = rows.columns().get(i);
      Optional<ReleaseColumns> kind =
          ReleaseColumns.of(rows.table(), column, dates, OmopSchema.standard());
      if (kind.isPresent()) {
        kinds.add(kind.get());
        from.add(i);
        beside.add(Beside.of(rows.columns(), column.name()));
        names.add(column.name());
        types.add(column.type());
      }
    }
    if (persons) {
      names.add(CODE);
      types.add(ColumnType.VARCHAR);
    }
    Table.Builder table = new Table.Builder(names);
    engine.stream(
        rows.sql(),
        LIMITS,
        new Engine.RowConsumer() {
          private long person = -1;
          private ReleaseColumns.@Nullable Subject subject;

          @Override
          public void columns(List<String> labels) {
            if (labels.size() != rows.columns().size()
                || rows.columns().get(0).role() != ColumnRole.PERSON) {
              throw new IllegalStateException("the statement returns other columns");
            }
          }

          @Override
          public void row(List<@Nullable Object> values) {
            long owner = ((Number) java.util.Objects.requireNonNull(values.get(0))).longValue();
            ReleaseColumns.Subject of = subject;
            if (of == null || owner != person) {
              of = subjects.apply(owner);
              subject = of;
              person = owner;
              insiders.put(person(of, pseudonyms), of.key());
            }
            for (int i = 0; i < kinds.size(); i++) {
              Object value = values.get(from.get(i));
              table.cell(kinds.get(i).of(value, beside.get(i).published(values), of, pseudonyms));
            }
            if (persons) {
              table.cell(pseudonyms.code(Pseudonyms.PATIENT, of.key()));
            }
          }
        });
    return new ReleasedTable(rows.table(), table.build(), types);
  }
}
