package health.lode.deidentify.risk;

import health.lode.deidentify.kind.ColumnFinding;
import health.lode.deidentify.kind.ColumnKind;
import health.lode.deidentify.table.Column;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for persons who were counted more than once. A table of admissions whose rows are taken for
 * persons shows a k that is not there.
 */
final class Repeats {
  private static final Set<ColumnKind> PERSONAL =
      Set.of(ColumnKind.PERSON_CODE, ColumnKind.RECORD_NUMBER, ColumnKind.RESIDENT_ID);
  private static final double CODE_LIKE = 0.2;
  private static final Pattern DAY =
      Pattern.compile("^(1[89]|20)([0-9]{2})[-/.年]?([0-9]{1,2})[-/.月]?([0-9]{1,2})");

  private static Words namePerson(String column) {
    return Words.of(
        "Name '"
            + column
            + "' as the person column if it tells persons apart; name it as a quasi-identifier or"
            + " as sensitive if it does not.",
        "如“" + column + "”用于区分人员，请指定为人员列（--person）；否则请指定为准标识符或敏感列。");
  }

  private final RiskTable table;
  private final List<ColumnFinding> kinds;
  private final List<Doubt> doubts = new ArrayList<>();

  private Repeats(RiskTable table, List<ColumnFinding> kinds) {
    this.table = table;
    this.kinds = kinds;
  }

  /**
   * @param persons each kept row's person, or empty where rows are persons
   * @param count persons of the table
   */
  static List<Doubt> of(
      RiskTable table, List<ColumnFinding> kinds, Optional<int[]> persons, int count) {
    Repeats repeats = new Repeats(table, kinds);
    repeats.missing();
    for (ColumnFinding finding : kinds) {
      repeats.codes(finding, count);
    }
    repeats.births(persons, count);
    return List.copyOf(repeats.doubts);
  }

  private void missing() {
    table
        .person()
        .ifPresent(
            name -> {
              Column column = table.table().column(name);
              long empty = 0;
              for (int row = 0; row < column.rows(); row++) {
                empty += column.at(row).isBlank() ? 1 : 0;
              }
              if (empty > 0) {
                doubts.add(
                    new Doubt(
                        Doubt.Kind.PERSON_MISSING,
                        name,
                        Words.of(
                            empty
                                + " rows have no entry in '"
                                + name
                                + "': each was counted as a person of its own, and they may be fewer",
                            "有 " + empty + " 行的“" + name + "”为空：每行按一人计，实际人数可能更少"),
                        Words.of("Fill the column, or leave these rows out.", "请补全该列，或去掉这些行。")));
              }
            });
  }

  private void codes(ColumnFinding finding, int persons) {
    String column = finding.column();
    boolean named =
        table.quasiIdentifiers().contains(column)
            || table.sensitive().contains(column)
            || table.person().filter(column::equals).isPresent();
    if (named || finding.distinct() >= finding.filled()) {
      return;
    }
    boolean personal = PERSONAL.contains(finding.kind());
    if (table.person().isPresent()) {
      if (personal
          && finding.filled() * 2 >= table.table().rows()
          && finding.distinct() < persons * 0.99) {
        doubts.add(
            new Doubt(
                Doubt.Kind.PERSON_COLUMN_TOO_FINE,
                column,
                Words.of(
                    "'"
                        + column
                        + "' looks like a code of persons and has "
                        + finding.distinct()
                        + " values, the named person column "
                        + persons,
                    "“"
                        + column
                        + "”形如人员编码，有 "
                        + finding.distinct()
                        + " 个取值，而指定的人员列有 "
                        + persons
                        + " 个"),
                namePerson(column)));
      }
      return;
    }
    boolean codes =
        finding.kind() == ColumnKind.OTHER
            && finding.oneForm()
            && finding.distinct() >= CODE_LIKE * finding.filled();
    if (personal || codes) {
      doubts.add(
          new Doubt(
              Doubt.Kind.PERSONS_REPEAT,
              column,
              Words.of(
                  "'"
                      + column
                      + "' looks like a code of persons: "
                      + finding.distinct()
                      + " values over "
                      + finding.filled()
                      + " rows, up to "
                      + finding.mostRows()
                      + " rows of one; rows were counted as persons",
                  "“"
                      + column
                      + "”形如人员编码："
                      + finding.filled()
                      + " 行只有 "
                      + finding.distinct()
                      + " 个取值，同一取值最多 "
                      + finding.mostRows()
                      + " 行；当前按行计人"),
              namePerson(column)));
    }
  }

  /**
   * Birthdays within a year are nearly uniform: more pairs than that are the same persons again.
   */
  private void births(Optional<int[]> persons, int count) {
    Optional<Column> birth = ofKind(ColumnKind.BIRTH_DATE);
    if (birth.isEmpty() || birth.get().values().size() < 365) {
      return;
    }
    List<String> values = birth.get().values();
    int[] year = new int[values.size()];
    for (int i = 0; i < year.length; i++) {
      year[i] = year(values.get(i));
    }
    Optional<Column> sex = ofKind(ColumnKind.SEX);
    Map<Long, Integer> days = new HashMap<>();
    Map<Long, Integer> years = new HashMap<>();
    boolean[] seen = new boolean[count];
    for (int row = 0; row < birth.get().rows(); row++) {
      int person = persons.isPresent() ? persons.get()[row] : row;
      int code = birth.get().code(row);
      if (person < 0 || (persons.isPresent() && seen[person]) || year[code] == 0) {
        continue;
      }
      if (persons.isPresent()) {
        seen[person] = true;
      }
      long of = sex.isPresent() ? sex.get().code(row) : 0;
      days.merge(of << 32 | code, 1, Integer::sum);
      years.merge(of << 32 | year[code], 1, Integer::sum);
    }
    double observed = days.values().stream().mapToDouble(Repeats::pairs).sum();
    double expected = years.values().stream().mapToDouble(Repeats::pairs).sum() / 365.25;
    if (observed > 1.5 * expected + 5 * Math.sqrt(expected + 1) + 5) {
      String column = birth.get().name();
      doubts.add(
          new Doubt(
              Doubt.Kind.BIRTH_DATES_REPEAT,
              column,
              Words.of(
                  String.format(
                      "%.0f pairs of counted persons share '%s'%s, chance gives about %.0f: persons repeat",
                      observed, column, sex.isPresent() ? " and sex" : "", expected),
                  String.format(
                      "有 %.0f 对被计的人“%s”%s相同，偶然约 %.0f 对：存在重复人员",
                      observed, column, sex.isPresent() ? "和性别" : "", expected)),
              Words.of(
                  "Name the column that tells persons apart as the person column, or remove repeated persons.",
                  "请用 --person 指定区分人员的列，或去除重复人员。")));
    }
  }

  private static double pairs(int count) {
    return count * (count - 1.0) / 2;
  }

  /** The year of a full date; 0 for others and for 1 January, which often means unknown. */
  private static int year(String value) {
    Matcher day = DAY.matcher(value);
    if (!day.find()
        || (Integer.parseInt(day.group(3)) == 1 && Integer.parseInt(day.group(4)) == 1)) {
      return 0;
    }
    return Integer.parseInt(day.group(1) + day.group(2));
  }

  private Optional<Column> ofKind(ColumnKind kind) {
    return kinds.stream()
        .filter(finding -> finding.kind() == kind)
        .findFirst()
        .map(finding -> table.table().column(finding.column()));
  }
}
