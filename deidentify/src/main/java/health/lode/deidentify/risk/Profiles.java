package health.lode.deidentify.risk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Persons with what each table says of them: per person, the distinct combinations of
 * quasi-identifiers of their rows. Classes are counted over these, once for the tables as they are
 * and once for each variant in which a column is left out or coarsened; a variant costs time in the
 * number of distinct combinations, not of rows.
 *
 * <p>Memory: 8 to 16 bytes a row and 4 a distinct combination and column.
 */
final class Profiles {
  /** In a recoding: the column is left out. */
  static final int[] LEFT_OUT = new int[0];

  private final int persons;
  private final List<Folded> parts = new ArrayList<>();
  private final int @Nullable [] rowsOf;

  /** Persons of each combination, where there is one part and each person has one in it. */
  private final int[] weights;

  /**
   * One table, folded.
   *
   * @param start where each person's combinations begin in {@code ids}; null where each person has
   *     exactly one, at their own place
   * @param ids numbers of combinations, ascending and distinct within a person
   * @param codes what each column says in each combination
   */
  private record Folded(
      Part part, Tuples tuples, int @Nullable [] start, int[] ids, int[][] codes) {
    boolean single() {
      return start == null;
    }
  }

  /** Which combinations count as one: per part, a number for each combination. */
  record Variant(int[][] numbers, int[] counts) {}

  /**
   * Classes of one variant.
   *
   * @param ofPerson each person's own class where classes part the persons; empty otherwise
   * @param smallest size of each person's smallest class, by person
   */
  record Classes(ClassSizes sizes, Supplier<int[]> ofPerson, Sizes smallest) {}

  /** The size of a person's smallest class. */
  @FunctionalInterface
  interface Sizes {
    int of(int person);
  }

  Profiles(int persons, List<Part> parts) {
    this.persons = persons;
    boolean counted = parts.stream().anyMatch(part -> part.person() != null);
    int[] rows = new int[counted ? persons : 0];
    for (Part part : parts) {
      this.parts.add(fold(part));
      int[] person = part.person();
      if (person != null) {
        for (int each : person) {
          rows[each]++;
        }
      }
    }
    this.rowsOf = counted ? rows : null;
    Folded only = this.parts.get(0);
    this.weights = new int[this.parts.size() == 1 && only.single() ? only.tuples.count() : 0];
    if (weights.length > 0) {
      for (int id : only.ids) {
        weights[id]++;
      }
    }
  }

  int persons() {
    return persons;
  }

  /** Most rows of any person. */
  int mostRows() {
    return rowsOf == null ? 1 : Arrays.stream(rowsOf).max().orElse(0);
  }

  /** Whether some person has rows that differ. */
  boolean differ() {
    return parts.stream().anyMatch(part -> !part.single());
  }

  /** How many distinct combinations a part has. */
  int combinations(int part) {
    return parts.get(part).tuples.count();
  }

  /** Each row's combination in a part. */
  int[] ofRows(int part) {
    return parts.get(part).tuples.of();
  }

  private Folded fold(Part part) {
    Tuples tuples = Tuples.of(part.codes(), part.sizes(), part.rows());
    int[][] codes = new int[part.codes().length][tuples.count()];
    for (int column = 0; column < codes.length; column++) {
      for (int i = 0; i < tuples.count(); i++) {
        codes[column][i] = part.codes()[column][tuples.first()[i]];
      }
    }
    int[] person = part.person();
    if (person == null) {
      return new Folded(part, tuples, null, tuples.of(), codes);
    }
    if (part.codes().length == 0) {
      // Nothing is known from such a table, not even who is in it.
      return new Folded(part, tuples, null, new int[persons], codes);
    }
    // Counting sort of the rows by person, then each person's combinations sorted and made
    // distinct.
    int[] start = new int[persons + 1];
    for (int each : person) {
      start[each + 1]++;
    }
    for (int i = 0; i < persons; i++) {
      start[i + 1] += start[i];
    }
    int[] ids = new int[part.rows()];
    int[] next = Arrays.copyOf(start, persons);
    for (int row = 0; row < part.rows(); row++) {
      ids[next[person[row]]++] = tuples.of()[row];
    }
    int used = 0;
    boolean single = true;
    for (int i = 0; i < persons; i++) {
      int from = start[i];
      int to = start[i + 1];
      Arrays.sort(ids, from, to);
      start[i] = used;
      for (int at = from; at < to; at++) {
        if (at == from || ids[at] != ids[at - 1]) {
          ids[used] = ids[at];
          used++;
        }
      }
      single &= used - start[i] == 1;
    }
    start[persons] = used;
    return new Folded(part, tuples, single ? null : start, Arrays.copyOf(ids, used), codes);
  }

  /** Every column counts as it is. */
  Variant asTheyAre() {
    return variant(-1, new int[0][]);
  }

  /**
   * Columns of one part left out or coarsened.
   *
   * @param recode per column: null as it is, {@link #LEFT_OUT}, or a new code for each code
   */
  Variant variant(int part, int[] @Nullable [] recode) {
    int[][] numbers = new int[parts.size()][];
    int[] counts = new int[parts.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (i == part) {
        Tuples tuples = renumbered(parts.get(i), recode);
        numbers[i] = tuples.of();
        counts[i] = tuples.count();
      } else {
        counts[i] = parts.get(i).tuples.count();
        numbers[i] = new int[counts[i]];
        Arrays.setAll(numbers[i], n -> n);
      }
    }
    return new Variant(numbers, counts);
  }

  private static Tuples renumbered(Folded folded, int[] @Nullable [] recode) {
    List<int[]> codes = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < folded.codes.length; i++) {
      int[] to = recode[i];
      if (to == null) {
        codes.add(folded.codes[i]);
        sizes.add(folded.part.sizes()[i]);
      } else if (to != LEFT_OUT) {
        int[] coarse = new int[folded.codes[i].length];
        for (int at = 0; at < coarse.length; at++) {
          coarse[at] = to[folded.codes[i][at]];
        }
        codes.add(coarse);
        sizes.add(Arrays.stream(to).max().orElse(0) + 1);
      }
    }
    return Tuples.of(
        codes.toArray(int[][]::new),
        sizes.stream().mapToInt(Integer::intValue).toArray(),
        folded.tuples.count());
  }

  /**
   * Counts classes of persons.
   *
   * @param out persons who are left out, as if their rows were not there
   */
  Classes classes(Variant variant, AttackerKnows knows, BitSet out) {
    boolean byNumber = knows == AttackerKnows.ALL_ROWS_AND_THEIR_NUMBER && rowsOf != null;
    if (parts.size() == 1 && parts.get(0).single() && !byNumber) {
      return oneEach(variant, out);
    }
    int[] base = base(variant);
    if (parts.stream().allMatch(Folded::single) && !byNumber) {
      return parted(base, out);
    }
    if (knows == AttackerKnows.ONE_ROW) {
      return oneRow(variant, base, out);
    }
    return parted(allRows(variant, base, byNumber), out);
  }

  /** The common case: counted by combination, not by person. */
  private Classes oneEach(Variant variant, BitSet out) {
    int[] number = variant.numbers[0];
    int[] of = parts.get(0).ids;
    int[] members = new int[variant.counts[0]];
    for (int i = 0; i < number.length; i++) {
      members[number[i]] += weights[i];
    }
    for (int person = out.nextSetBit(0); person >= 0; person = out.nextSetBit(person + 1)) {
      members[number[of[person]]]--;
    }
    return new Classes(
        ClassSizes.of(members), () -> mapped(number, of), person -> members[number[of[person]]]);
  }

  private static int[] mapped(int[] number, int[] of) {
    int[] mapped = new int[of.length];
    Arrays.setAll(mapped, i -> number[of[i]]);
    return mapped;
  }

  private Classes parted(int[] classOf, BitSet out) {
    int[] members = new int[Arrays.stream(classOf).max().orElse(-1) + 1];
    for (int person = 0; person < persons; person++) {
      if (!out.get(person)) {
        members[classOf[person]]++;
      }
    }
    return new Classes(ClassSizes.of(members), () -> classOf, person -> members[classOf[person]]);
  }

  /** What the tables with one combination a person say together, numbered. */
  private int[] base(Variant variant) {
    long[] keys = new long[persons];
    long span = 1;
    for (int i = 0; i < parts.size(); i++) {
      Folded folded = parts.get(i);
      if (!folded.single()) {
        continue;
      }
      long count = Math.max(1, variant.counts[i]);
      if (span > Long.MAX_VALUE / count) {
        Tuples so = Tuples.of(keys);
        Arrays.setAll(keys, person -> so.of()[person]);
        span = Math.max(1, so.count());
      }
      for (int person = 0; person < persons; person++) {
        keys[person] = keys[person] * count + variant.numbers[i][folded.ids[person]];
      }
      span *= count;
    }
    return Tuples.of(keys).of();
  }

  /**
   * Sets as paths of a trie: a node is (node before, next combination), so that two persons end at
   * one node exactly when their sets are equal.
   */
  private int[] allRows(Variant variant, int[] base, boolean byNumber) {
    Dense nodes = new Dense(persons * 2);
    int[] node = new int[persons];
    for (int person = 0; person < persons; person++) {
      node[person] = nodes.of(-1L << 32 | base[person]);
    }
    int offset = 0;
    for (int i = 0; i < parts.size(); i++) {
      Folded folded = parts.get(i);
      if (folded.start == null) {
        continue;
      }
      int[] scratch = new int[16];
      for (int person = 0; person < persons; person++) {
        int count = folded.start[person + 1] - folded.start[person];
        if (count > scratch.length) {
          scratch = new int[count * 2];
        }
        int used = distinct(variant.numbers[i], folded, person, scratch);
        for (int at = 0; at < used; at++) {
          node[person] = nodes.of((long) node[person] << 32 | (scratch[at] + offset));
        }
      }
      offset = Math.addExact(offset, variant.counts[i]);
    }
    int[] rows = rowsOf;
    long[] keys = new long[persons];
    for (int person = 0; person < persons; person++) {
      keys[person] = (long) node[person] << 32 | (byNumber && rows != null ? rows[person] : 0);
    }
    return Tuples.of(keys).of();
  }

  private static int distinct(int[] numbers, Folded folded, int person, int[] into) {
    int[] start = java.util.Objects.requireNonNull(folded.start);
    int used = 0;
    for (int at = start[person]; at < start[person + 1]; at++) {
      into[used++] = numbers[folded.ids[at]];
    }
    Arrays.sort(into, 0, used);
    int kept = 0;
    for (int at = 0; at < used; at++) {
      if (at == 0 || into[at] != into[at - 1]) {
        into[kept++] = into[at];
      }
    }
    return kept;
  }

  private Classes oneRow(Variant variant, int[] base, BitSet out) {
    Dense classes = new Dense(persons);
    int[] members = new int[1024];
    int[] smallest = new int[persons];
    Arrays.fill(smallest, Integer.MAX_VALUE);
    // Twice over the same rows: first the classes are counted, then each person's smallest is
    // found.
    for (boolean counting : new boolean[] {true, false}) {
      int offset = 0;
      BitSet seen = new BitSet(persons);
      for (int i = 0; i < parts.size(); i++) {
        Folded folded = parts.get(i);
        if (folded.start == null) {
          continue;
        }
        int[] scratch = new int[16];
        for (int person = 0; person < persons; person++) {
          int count = folded.start[person + 1] - folded.start[person];
          if (count == 0 || out.get(person)) {
            continue;
          }
          seen.set(person);
          if (count > scratch.length) {
            scratch = new int[count * 2];
          }
          int used = distinct(variant.numbers[i], folded, person, scratch);
          for (int at = 0; at < used; at++) {
            int number = classes.of((long) base[person] << 32 | (scratch[at] + offset));
            if (counting) {
              if (number >= members.length) {
                members = Arrays.copyOf(members, number * 2);
              }
              members[number]++;
            } else {
              smallest[person] = Math.min(smallest[person], members[number]);
            }
          }
        }
        offset = Math.addExact(offset, variant.counts[i]);
      }
      members = withoutEvents(base, seen, out, members, classes, counting ? null : smallest);
    }
    for (int person = out.nextSetBit(0); person >= 0; person = out.nextSetBit(person + 1)) {
      smallest[person] = 0;
    }
    int[] found = smallest;
    return new Classes(
        ClassSizes.overlapping(Arrays.copyOf(members, classes.size()), smallest),
        () -> new int[0],
        person -> found[person]);
  }

  /** Who has no rows in the tables of events is known by the others alone, as everyone could be. */
  private int[] withoutEvents(
      int[] base,
      BitSet seen,
      BitSet out,
      int[] members,
      Dense classes,
      int @Nullable [] smallest) {
    BitSet bases = new BitSet();
    for (int person = 0; person < persons; person++) {
      if (!seen.get(person) && !out.get(person)) {
        bases.set(base[person]);
      }
    }
    int[] grown = members;
    for (int person = 0; person < persons; person++) {
      if (bases.get(base[person]) && !out.get(person)) {
        int number = classes.of((long) base[person] << 32 | 0xFFFFFFFFL);
        if (smallest == null) {
          if (number >= grown.length) {
            grown = Arrays.copyOf(grown, number * 2);
          }
          grown[number]++;
        } else if (!seen.get(person)) {
          smallest[person] = Math.min(smallest[person], grown[number]);
        }
      }
    }
    return grown;
  }
}
