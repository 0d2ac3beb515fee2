package health.lode.deidentify.table;

import health.lode.deidentify.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one pass over the rows leaves: the distinct tuples and their persons, the values' counts
 * that microaggregation needs. Bounded by the distinct tuples, values and persons, not by the rows.
 */
final class Gathered implements RowSource.Rows {
  private static final int LOOKED_AT = 1 << 15;

  private final Plan plan;
  private final Progress progress;
  private final long budget;
  private final int[] quasi;
  private final int[] watched;
  private final Dictionary[] dictionaries;
  private final Dictionary[] watchedValues;
  private final TupleBuilder builder;
  private final Map<Integer, Map<String, Integer>> counted = new HashMap<>();
  private final Repeats repeats;
  private final int[] codes;
  private final int[] watchedCodes;
  private long rows;

  /**
   * @param budget bytes that may be held; more refuses the table
   */
  Gathered(Plan plan, long budget, Progress progress) {
    this.plan = plan;
    this.budget = budget;
    this.progress = progress;
    this.quasi = plan.quasi().stream().mapToInt(i -> i).toArray();
    this.watched = plan.watched().stream().mapToInt(i -> i).toArray();
    this.dictionaries = dictionaries(quasi.length);
    this.watchedValues = dictionaries(watched.length);
    this.builder = new TupleBuilder(quasi.length, plan.person() >= 0, watched.length);
    this.codes = new int[quasi.length];
    this.watchedCodes = new int[watched.length];
    this.repeats = new Repeats(plan);
    for (int c = 0; c < plan.header().size(); c++) {
      ColumnPolicy column = plan.column(c);
      if (column.role() != ColumnPolicy.Role.QUASI
          && column.treatment().orElse(null) instanceof Treatment.Microaggregate) {
        counted.put(c, new HashMap<>());
      }
    }
  }

  private static Dictionary[] dictionaries(int count) {
    Dictionary[] all = new Dictionary[count];
    Arrays.setAll(all, i -> new Dictionary());
    return all;
  }

  @Override
  public void row(String[] cells) {
    for (int q = 0; q < quasi.length; q++) {
      codes[q] = dictionaries[q].add(cells[quasi[q]]);
    }
    for (int w = 0; w < watched.length; w++) {
      watchedCodes[w] = watchedValues[w].add(cells[watched[w]]);
    }
    long person = plan.person() < 0 ? 0 : PersonIndex.hash(cells[plan.person()]);
    builder.add(codes, person, watchedCodes);
    for (Map.Entry<Integer, Map<String, Integer>> each : counted.entrySet()) {
      each.getValue().merge(cells[each.getKey()], 1, Integer::sum);
    }
    repeats.row(cells);
    if (++rows % LOOKED_AT == 0) {
      progress.at("reading", rows, 0);
      checkMemory();
    }
    if (rows == Integer.MAX_VALUE - 8) {
      throw Table.tooLong();
    }
  }

  private void checkMemory() {
    long bytes = builder.bytes();
    for (Dictionary each : dictionaries) {
      bytes += each.bytes();
    }
    for (Dictionary each : watchedValues) {
      bytes += each.bytes();
    }
    for (Map<String, Integer> each : counted.values()) {
      bytes += each.size() * 150L;
    }
    if (bytes > budget) {
      throw TableRefusals.refused(
          TableReason.TABLE_NEEDS_MEMORY,
          "After row "
              + rows
              + " there are "
              + builder.size()
              + " distinct combinations of quasi-identifiers: more than the memory holds.",
          "第 " + rows + " 行后准标识符组合已达 " + builder.size() + " 种，超出可用内存。",
          "Drop or round the column with most values, or give more memory:" + " LODE_OPTS=-Xmx4g.",
          "请略去或取整取值最多的列，或增加内存：LODE_OPTS=-Xmx4g。");
    }
  }

  long rows() {
    return rows;
  }

  TupleBuilder builder() {
    return builder;
  }

  /** The tuples as classes of level 0. */
  Classes tuples() {
    return builder.classes(sizes(dictionaries), sizes(watchedValues));
  }

  private static int[] sizes(Dictionary[] all) {
    return Arrays.stream(all).mapToInt(Dictionary::size).toArray();
  }

  Dictionary values(int quasiPlace) {
    return dictionaries[quasiPlace];
  }

  Dictionary watchedValues(int place) {
    return watchedValues[place];
  }

  /** Counts of a column that is not a quasi-identifier but is microaggregated. */
  Map<String, Integer> counted(int column) {
    return counted.getOrDefault(column, Map.of());
  }

  /** Names of identifying columns whose values repeat while no person column is named. */
  List<String> repeatedPersons() {
    return repeats.found();
  }

  /** Whether rows are repeated of a person though nothing tells persons apart. */
  private static final class Repeats {
    private final Plan plan;
    private final Map<Integer, PersonIndex> open = new HashMap<>();
    private final List<String> found = new ArrayList<>();

    Repeats(Plan plan) {
      this.plan = plan;
      for (int c = 0; c < plan.header().size() && plan.person() < 0; c++) {
        if (plan.column(c).role() == ColumnPolicy.Role.IDENTIFYING) {
          open.put(c, new PersonIndex());
        }
      }
    }

    void row(String[] cells) {
      if (open.isEmpty()) {
        return;
      }
      open.entrySet()
          .removeIf(
              each -> {
                String value = cells[each.getKey()];
                if (value.isEmpty() || each.getValue().seen(PersonIndex.hash(value))) {
                  if (!value.isEmpty()) {
                    found.add(plan.header().get(each.getKey()));
                    return true;
                  }
                }
                return each.getValue().size() > 1 << 21;
              });
    }

    List<String> found() {
      return found;
    }
  }
}
