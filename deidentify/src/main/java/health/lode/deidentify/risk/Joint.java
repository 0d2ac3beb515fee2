package health.lode.deidentify.risk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joint classes: with each person of the new release, all who are in every release that this person
 * is in and agree there. Persons are grouped by the releases they are in; each group is counted
 * among all who are at least in those.
 */
final class Joint {
  /**
   * With more ways to be in releases than this, only those in exactly the same ones are counted.
   */
  private static final int MOST_GROUPS = 256;

  private final ReleaseProfile fresh;
  private final List<ReleaseProfile> held;
  private final int[][] at;

  Joint(ReleaseProfile fresh, List<ReleaseProfile> held, int[][] at) {
    this.fresh = fresh;
    this.held = held;
    this.at = at;
  }

  /** Members of each joint class, and each person's. */
  private record Counted(int[] members, int[] smallest) {}

  /**
   * @param classOf classes of the new release, as it is or without a column
   * @return the size of each person's joint class
   */
  int[] smallest(int[] classOf) {
    return counted(classOf).smallest;
  }

  ClassSizes sizes(int[] classOf) {
    Counted counted = counted(classOf);
    return ClassSizes.overlapping(counted.members, counted.smallest);
  }

  private Counted counted(int[] classOf) {
    int persons = fresh.persons();
    Set<Integer> groups = new HashSet<>();
    int[] in = membership();
    for (int group : in) {
      groups.add(group);
    }
    boolean exact = groups.size() > MOST_GROUPS;
    int[] smallest = new int[persons];
    int[] members = new int[0];
    for (int group : groups) {
      int first = first(in, group);
      long[] keys = new long[persons];
      boolean[] counts = new boolean[persons];
      for (int person = 0; person < persons; person++) {
        counts[person] = exact ? in[person] == group : covers(person, first);
      }
      Dense dense = new Dense(persons);
      for (int person = 0; person < persons; person++) {
        keys[person] = classOf[person];
      }
      for (int i = 0; i < held.size(); i++) {
        if (at[i][first] < 0) {
          continue;
        }
        Dense step = new Dense(persons);
        int[] theirs = held.get(i).classes[0];
        for (int person = 0; person < persons; person++) {
          if (counts[person]) {
            keys[person] = step.of(keys[person] << 32 | theirs[at[i][person]]);
          }
        }
      }
      int[] number = new int[persons];
      int[] size = new int[persons];
      for (int person = 0; person < persons; person++) {
        if (counts[person]) {
          number[person] = dense.of(keys[person]);
          size[number[person]]++;
        }
      }
      boolean[] own = new boolean[dense.size()];
      for (int person = 0; person < persons; person++) {
        if (in[person] == group) {
          smallest[person] = size[number[person]];
          own[number[person]] = true;
        }
      }
      int before = members.length;
      members = Arrays.copyOf(members, before + dense.size());
      for (int i = 0; i < own.length; i++) {
        members[before + i] = own[i] ? size[i] : 0;
      }
    }
    return new Counted(members, smallest);
  }

  /** Whether a person is in every release that {@code other} is in. */
  private boolean covers(int person, int other) {
    for (int[] places : at) {
      if (places[other] >= 0 && places[person] < 0) {
        return false;
      }
    }
    return true;
  }

  private static int first(int[] in, int group) {
    for (int person = 0; person < in.length; person++) {
      if (in[person] == group) {
        return person;
      }
    }
    throw new IllegalStateException("a group of nobody");
  }

  /** Numbers the sets of held releases that persons of the new one are in. */
  private int[] membership() {
    int[] in = new int[fresh.persons()];
    for (int[] places : at) {
      Map<Long, Integer> next = new HashMap<>();
      for (int person = 0; person < in.length; person++) {
        long key = in[person] * 2L + (places[person] >= 0 ? 1 : 0);
        Integer known = next.putIfAbsent(key, next.size());
        in[person] = known == null ? next.size() - 1 : known;
      }
    }
    return in;
  }
}
