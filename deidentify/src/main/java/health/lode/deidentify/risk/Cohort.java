package health.lode.deidentify.risk;

import health.lode.deidentify.table.Column;
import health.lode.deidentify.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * Who is in the tables: rows numbered by person over all of them, without rows that were suppressed
 * whole. Takes 4 bytes a row and quasi-identifier, and 12 a row.
 */
final class Cohort {
  private static final String SUPPRESSED = "*";

  private final List<One> tables = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();
  private int persons;
  private long rows;
  private long suppressed;

  /**
   * One table.
   *
   * @param kept rows that are in a class, ascending
   * @param person of each kept row
   * @param own whether each row is a person of its own
   */
  private record One(Part part, int[] kept, int[] person, boolean own, int rows) {}

  private Cohort() {}

  static Cohort of(List<RiskTable> tables) {
    Cohort cohort = new Cohort();
    tables.forEach(table -> cohort.add(table, tables.size() == 1));
    return cohort;
  }

  /**
   * The same, with persons told apart by what the caller knows rather than by a column.
   *
   * @param insider for each table, the person of each row
   */
  static Cohort of(List<RiskTable> tables, List<IntFunction<String>> insider) {
    Cohort cohort = new Cohort();
    for (int i = 0; i < tables.size(); i++) {
      cohort.add(tables.get(i), insider.get(i));
    }
    return cohort;
  }

  private void add(RiskTable table, IntFunction<String> insider) {
    List<Column> columns = table.quasiIdentifiers().stream().map(table.table()::column).toList();
    int[] kept = kept(table.table(), columns);
    int[] person = new int[kept.length];
    for (int i = 0; i < person.length; i++) {
      Integer known = names.putIfAbsent(insider.apply(kept[i]), persons);
      person[i] = known == null ? persons++ : known;
    }
    add(table, columns, kept, person, false);
  }

  /** Who each number is, as the caller named them. */
  String[] insiders() {
    String[] all = new String[persons];
    names.forEach((name, number) -> all[number] = name);
    return all;
  }

  private void add(RiskTable table, boolean alone) {
    List<Column> columns = table.quasiIdentifiers().stream().map(table.table()::column).toList();
    int[] kept = kept(table.table(), columns);
    int[] person =
        table.person().isEmpty()
            ? own(kept.length)
            : alone
                ? numbered(table.table().column(table.person().get()), kept)
                : named(table.table().column(table.person().get()), kept);
    add(table, columns, kept, person, table.person().isEmpty());
  }

  private void add(RiskTable table, List<Column> columns, int[] kept, int[] person, boolean own) {
    rows += table.table().rows();
    suppressed += table.table().rows() - kept.length;
    int[][] codes = new int[columns.size()][];
    int[] sizes = new int[columns.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = codes(columns.get(i), kept);
      sizes[i] = Math.max(1, columns.get(i).values().size());
    }
    tables.add(
        new One(
            new Part(table.quasiIdentifiers(), codes, sizes, own ? null : person, kept.length),
            kept,
            person,
            own,
            table.table().rows()));
  }

  private int[] own(int count) {
    int[] person = new int[count];
    Arrays.setAll(person, i -> i);
    persons = count;
    return person;
  }

  /**
   * One table alone: the dictionary's codes tell persons apart; who is not named is nobody else.
   */
  private int[] numbered(Column column, int[] kept) {
    int[] codes = codes(column, kept);
    int next = column.values().size();
    for (int i = 0; i < codes.length; i++) {
      if (column.values().get(codes[i]).isBlank()) {
        codes[i] = next++;
      }
    }
    Tuples tuples = Tuples.of(new int[][] {codes}, new int[] {next}, kept.length);
    persons = tuples.count();
    return tuples.of();
  }

  private int[] named(Column column, int[] kept) {
    int[] ofCode = new int[column.values().size()];
    Arrays.fill(ofCode, -1);
    int[] person = codes(column, kept);
    for (int i = 0; i < person.length; i++) {
      int code = person[i];
      String name = column.values().get(code);
      if (name.isBlank()) {
        person[i] = persons++;
        continue;
      }
      if (ofCode[code] < 0) {
        Integer known = names.putIfAbsent(name, persons);
        ofCode[code] = known == null ? persons++ : known;
      }
      person[i] = ofCode[code];
    }
    return person;
  }

  private static int[] codes(Column column, int[] kept) {
    int[] codes = new int[kept.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = column.code(kept[i]);
    }
    return codes;
  }

  private static int[] kept(Table table, List<Column> columns) {
    int[] kept = new int[table.rows()];
    int[] star = columns.stream().mapToInt(column -> column.values().indexOf(SUPPRESSED)).toArray();
    boolean all = columns.isEmpty() || Arrays.stream(star).anyMatch(code -> code < 0);
    int used = 0;
    for (int row = 0; row < kept.length; row++) {
      boolean keep = all;
      for (int i = 0; i < star.length && !keep; i++) {
        keep = columns.get(i).code(row) != star[i];
      }
      if (keep) {
        kept[used++] = row;
      }
    }
    return Arrays.copyOf(kept, used);
  }

  List<Part> parts() {
    return tables.stream().map(One::part).toList();
  }

  int persons() {
    return persons;
  }

  long rows() {
    return rows;
  }

  long suppressed() {
    return suppressed;
  }

  int[] kept(int table) {
    return tables.get(table).kept;
  }

  int[] personOfKept(int table) {
    return tables.get(table).person;
  }

  /** Persons of one table; numbers of all are below. */
  int personsOf(int table) {
    return tables.get(table).own ? tables.get(table).rows : persons;
  }

  /** The person of every row of a table, -1 for rows that were suppressed. */
  int[] personOfRows(int table) {
    One one = tables.get(table);
    int[] all = new int[one.rows];
    Arrays.fill(all, -1);
    for (int i = 0; i < one.kept.length; i++) {
      all[one.kept[i]] = one.person[i];
    }
    return all;
  }

  private int[] rowsByPerson() {
    int[] count = new int[persons];
    for (One one : tables) {
      for (int person : one.person) {
        count[person]++;
      }
    }
    return count;
  }

  /** Persons with more than one row. */
  long repeated() {
    return Arrays.stream(rowsByPerson()).filter(rows -> rows > 1).count();
  }

  IntUnaryOperator rowsOf() {
    int[] count = rowsByPerson();
    return person -> count[person];
  }
}
