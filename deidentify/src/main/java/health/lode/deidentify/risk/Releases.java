package health.lode.deidentify.risk;

import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a new release together with all that its recipient and the recipient's named partners
 * already hold. Every attack is carried out on the profiles of the actual releases; see
 * docs/spec/deidentify-risk.md for each.
 */
public final class Releases {
  private static final int NOBODY = -1;

  /** A column links two releases where it says the same of at least this part of their persons. */
  private static final double STABLE = 0.5;

  private final ReleaseProfile fresh;
  private final List<ReleaseProfile> held;
  private final int limit;
  private final List<JointRisk.Finding> findings = new ArrayList<>();

  /** For each held release, the place in it of each person of the new one. */
  private final int[][] at;

  private Releases(ReleaseProfile fresh, List<ReleaseProfile> held, int limit) {
    this.fresh = fresh;
    this.held = held;
    this.limit = limit;
    this.at = held.stream().map(one -> places(fresh, one)).toArray(int[][]::new);
  }

  /**
   * @param fresh what is about to leave
   * @param held what the recipient and partners have, made with the same key
   * @param limits the smallest class that the sharing allows
   */
  public static JointRisk judge(ReleaseProfile fresh, List<ReleaseProfile> held, Limits limits) {
    return new Releases(fresh, List.copyOf(held), limits.smallest()).judged();
  }

  private JointRisk judged() {
    int persons = fresh.persons();
    int[] classOf = fresh.classes[0];
    int[] aloneSize = sizes(classOf, persons);
    int[] members = new int[persons];
    for (int each : classOf) {
      members[each]++;
    }
    ClassSizes alone = ClassSizes.of(members);
    Joint joint = new Joint(fresh, held, at);
    int[] smallest = joint.smallest(classOf);
    long risky = Arrays.stream(smallest).filter(size -> size < limit).count();
    long added = 0;
    for (int person = 0; person < persons; person++) {
      added += smallest[person] < limit && aloneSize[person] >= limit ? 1 : 0;
    }
    ClassSizes together = joint.sizes(classOf);
    if (added > 0) {
      intersection(joint, aloneSize, smallest, added);
    }
    for (int i = 0; i < held.size(); i++) {
      List<String> links = linkage(i, aloneSize);
      differencing(i, !links.isEmpty());
    }
    findings.sort(
        Comparator.comparingInt(JointRisk.Finding::smallest)
            .thenComparing(Comparator.comparingLong(JointRisk.Finding::persons).reversed()));
    boolean passes = risky == 0 && findings.isEmpty();
    return new JointRisk(alone, together, limit, persons, risky, added, findings, passes);
  }

  private static int[] sizes(int[] classOf, int persons) {
    int[] members = new int[persons];
    for (int each : classOf) {
      members[each]++;
    }
    int[] size = new int[persons];
    Arrays.setAll(size, person -> members[classOf[person]]);
    return size;
  }

  /** Where each person of {@code of} is in {@code in}; {@link #NOBODY} where they are not. */
  private static int[] places(ReleaseProfile of, ReleaseProfile in) {
    Map<Person, Integer> known = new HashMap<>();
    for (int i = 0; i < in.persons(); i++) {
      known.put(new Person(in.persons[2 * i], in.persons[2 * i + 1]), i);
    }
    int[] places = new int[of.persons()];
    for (int i = 0; i < places.length; i++) {
      places[i] = known.getOrDefault(new Person(of.persons[2 * i], of.persons[2 * i + 1]), NOBODY);
    }
    return places;
  }

  private record Person(long high, long low) {}

  private void intersection(Joint joint, int[] aloneSize, int[] smallest, long added) {
    int least = Integer.MAX_VALUE;
    BitSet needed = new BitSet();
    for (int person = 0; person < smallest.length; person++) {
      if (smallest[person] < limit && aloneSize[person] >= limit) {
        least = Math.min(least, smallest[person]);
        for (int i = 0; i < held.size(); i++) {
          if (at[i][person] != NOBODY) {
            needed.set(i);
          }
        }
      }
    }
    // Which column of the new release makes it: its classes without the column, joined anew.
    Map<String, Long> helped = new HashMap<>();
    for (int column = 0; column < fresh.quasi.size(); column++) {
      int[] without = joint.smallest(fresh.classes[column + 1]);
      long left = Arrays.stream(without).filter(size -> size < limit).count();
      long now = Arrays.stream(smallest).filter(size -> size < limit).count();
      if (left < now) {
        helped.put(fresh.quasi.get(column), now - left);
      }
    }
    List<String> columns =
        helped.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .toList();
    List<String> releases = needed.stream().mapToObj(i -> held.get(i).release).toList();
    String named = String.join(", ", releases);
    findings.add(
        new JointRisk.Finding(
            JointRisk.Attack.INTERSECTION,
            releases,
            columns,
            added,
            least,
            Words.of(
                "Candidates of this release and of "
                    + named
                    + " have as few as "
                    + least
                    + " in common, for "
                    + added
                    + " persons who are safe in this release alone",
                "本次发布与 " + named + " 的候选人交集最少只有 " + least + " 人，涉及在本次发布中单独看安全的 " + added + " 人"),
            Words.of(
                "Generalise the named columns as the earlier release did, or further.",
                "请将所列各列泛化到与先前发布相同或更粗的程度。")));
  }

  /** Finds columns that tell which rows of both releases are of one person, by trying it. */
  private List<String> linkage(int i, int[] aloneSize) {
    ReleaseProfile old = held.get(i);
    List<int[]> stable = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int mine = 0; mine < fresh.links.size(); mine++) {
      int theirs = old.links.indexOf(fresh.links.get(mine));
      if (theirs >= 0 && agrees(i, fresh.linked[mine], old.linked[theirs])) {
        stable.add(new int[] {mine, theirs});
        names.add(fresh.links.get(mine));
      }
    }
    if (stable.isEmpty()) {
      return List.of();
    }
    long[] here = keys(fresh, stable, 0);
    Map<Long, Integer> ours = once(here);
    Map<Long, Integer> theirs = once(keys(old, stable, 1));
    int[] pair = at[i];
    Joint two = new Joint(fresh, List.of(old), new int[][] {at[i]});
    int[] smallest = two.smallest(fresh.classes[0]);
    long linked = 0;
    long exposed = 0;
    int least = Integer.MAX_VALUE;
    for (int person = 0; person < here.length; person++) {
      Integer place = theirs.get(here[person]);
      boolean right =
          place != null
              && place != NOBODY
              && pair[person] == place
              && ours.getOrDefault(here[person], NOBODY) == person;
      linked += right ? 1 : 0;
      if (right && smallest[person] < limit && aloneSize[person] >= limit) {
        exposed++;
        least = Math.min(least, smallest[person]);
      }
    }
    if (exposed > 0) {
      findings.add(
          new JointRisk.Finding(
              JointRisk.Attack.LINKAGE,
              List.of(old.release),
              names,
              exposed,
              least,
              Words.of(
                  linked
                      + " persons' rows here and in "
                      + old.release
                      + " can be told to belong together by "
                      + String.join(", ", names)
                      + "; "
                      + exposed
                      + " of them are then among as few as "
                      + least,
                  "凭 "
                      + String.join("、", names)
                      + " 可将本次与 "
                      + old.release
                      + " 中 "
                      + linked
                      + " 人的记录对应起来；其中 "
                      + exposed
                      + " 人因此最少只与 "
                      + least
                      + " 人无法区分"),
              Words.of(
                  "Give this release its own pseudonyms and date shift, and coarsen the other named columns.",
                  "请为本次发布使用独立的假名和日期平移，并泛化其余所列各列。")));
    }
    return linked * 2 >= shared(i) ? names : List.of();
  }

  private long shared(int i) {
    return Math.max(1, Arrays.stream(at[i]).filter(place -> place != NOBODY).count());
  }

  private boolean agrees(int i, long[] mine, long[] theirs) {
    long agree = 0;
    for (int person = 0; person < mine.length; person++) {
      int place = at[i][person];
      agree += place != NOBODY && mine[person] != 0 && mine[person] == theirs[place] ? 1 : 0;
    }
    return agree > 0 && agree >= STABLE * shared(i);
  }

  private static long[] keys(ReleaseProfile profile, List<int[]> columns, int side) {
    long[] keys = new long[profile.persons()];
    for (int[] column : columns) {
      long[] hashes = profile.linked[column[side]];
      for (int person = 0; person < keys.length; person++) {
        keys[person] = KeyedHash.pair(keys[person], hashes[person]);
      }
    }
    return keys;
  }

  /** Each key's person where it is one person's alone, else {@link #NOBODY}. */
  private static Map<Long, Integer> once(long[] keys) {
    Map<Long, Integer> once = new HashMap<>();
    for (int person = 0; person < keys.length; person++) {
      Integer before = once.putIfAbsent(keys[person], person);
      if (before != null) {
        once.put(keys[person], NOBODY);
      }
    }
    return once;
  }

  /**
   * Takes an earlier release away from the new one, class by class, where that can be done: the
   * class says the same in both, or rows can be linked. Who is left, in either direction, are the
   * ones that came or went between.
   */
  private void differencing(int i, boolean linked) {
    ReleaseProfile old = held.get(i);
    Map<Long, Boolean> oldCells = new HashMap<>();
    for (long cell : old.cells) {
      oldCells.put(cell, true);
    }
    Map<Long, Boolean> freshCells = new HashMap<>();
    for (long cell : fresh.cells) {
      freshCells.put(cell, true);
    }
    BitSet stayed = new BitSet();
    Arrays.stream(at[i]).filter(place -> place != NOBODY).forEach(stayed::set);
    BitSet known = new BitSet();
    for (int person = 0; person < at[i].length; person++) {
      if (at[i][person] != NOBODY) {
        known.set(person);
      }
    }
    Left came = left(fresh, known, linked ? null : oldCells);
    Left went = left(old, stayed, linked ? null : freshCells);
    long persons = came.persons + went.persons;
    if (persons > 0) {
      int least = Math.min(came.least, went.least);
      findings.add(
          new JointRisk.Finding(
              JointRisk.Attack.DIFFERENCING,
              List.of(old.release),
              List.of(),
              persons,
              least,
              Words.of(
                  "Taking "
                      + old.release
                      + " away leaves as few as "
                      + least
                      + " in a class: "
                      + came.persons
                      + " persons who are new and "
                      + went.persons
                      + " who are gone stand out",
                  "减去 "
                      + old.release
                      + " 后，某等价类最少只剩 "
                      + least
                      + " 人：新增的 "
                      + came.persons
                      + " 人和消失的 "
                      + went.persons
                      + " 人因此显露"),
              Words.of(
                  "Wait until more persons have come or gone, leave these out, or release other classes.",
                  "请等待更多人员变动后再发布、去掉这些人，或改用不同的等价类。")));
    }
  }

  /** Persons alone among too few, and the fewest. */
  private record Left(long persons, int least) {}

  private Left left(
      ReleaseProfile profile,
      BitSet shared,
      @org.jspecify.annotations.Nullable Map<Long, Boolean> comparable) {
    int[] classOf = profile.classes[0];
    int[] all = new int[profile.persons()];
    int[] alone = new int[profile.persons()];
    for (int person = 0; person < classOf.length; person++) {
      all[classOf[person]]++;
      alone[classOf[person]] += shared.get(person) ? 0 : 1;
    }
    long persons = 0;
    int least = Integer.MAX_VALUE;
    boolean[] done = new boolean[profile.persons()];
    for (int person = 0; person < classOf.length; person++) {
      int one = classOf[person];
      boolean can = comparable == null || comparable.containsKey(profile.cells[person]);
      if (!done[one] && can && alone[one] > 0 && alone[one] < limit && alone[one] < all[one]) {
        persons += alone[one];
        least = Math.min(least, alone[one]);
      }
      done[one] = true;
    }
    return new Left(persons, least);
  }
}
