package health.lode.deidentify.table;

import java.util.Arrays;

/**
 * Distinct persons of each class, exactly: persons who are in one class only are a number; persons
 * who are in several classes are kept one by one, so that merging classes counts each once.
 */
final class PersonCounts {
  private final int[] alone;
  private final int[] together;
  private final int[] start;
  private final int[] classes;

  /**
   * @param alone persons who are in this class only, for each class
   * @param start person {@code p} is in the classes from {@code start[p]} to {@code start[p + 1]}
   * @param classes of the persons who are in several, distinct within a person
   */
  PersonCounts(int[] alone, int[] start, int[] classes) {
    this.alone = alone;
    this.start = start;
    this.classes = classes;
    this.together = alone.clone();
    for (int at = 0; at < start[start.length - 1]; at++) {
      together[classes[at]]++;
    }
  }

  int of(int index) {
    return together[index];
  }

  int alone(int index) {
    return alone[index];
  }

  /** How many persons are in several classes. */
  int shared() {
    return start.length - 1;
  }

  int from(int person) {
    return start[person];
  }

  int to(int person) {
    return start[person + 1];
  }

  int classAt(int place) {
    return classes[place];
  }

  long bytes() {
    return Integer.BYTES * (2L * alone.length + start.length + classes.length);
  }

  PersonCounts asOne(int[] those, int[][] shared) {
    int sum = 0;
    int several = 0;
    for (int each : those) {
      sum += alone[each];
      several += shared[each].length;
    }
    int[] persons = new int[several];
    int at = 0;
    for (int each : those) {
      System.arraycopy(shared[each], 0, persons, at, shared[each].length);
      at += shared[each].length;
    }
    Arrays.sort(persons);
    for (int i = 0; i < several; i++) {
      sum += i == 0 || persons[i] != persons[i - 1] ? 1 : 0;
    }
    return new PersonCounts(new int[] {sum}, new int[1], new int[0]);
  }

  PersonCounts merged(int[] target, int grouped) {
    int[] newAlone = new int[grouped];
    for (int i = 0; i < alone.length; i++) {
      newAlone[target[i]] += alone[i];
    }
    int[] newStart = new int[start.length];
    int[] newClasses = new int[classes.length];
    int[] seenBy = new int[grouped];
    Arrays.fill(seenBy, -1);
    int persons = 0;
    int at = 0;
    for (int p = 0; p + 1 < start.length; p++) {
      int first = at;
      for (int place = start[p]; place < start[p + 1]; place++) {
        int group = target[classes[place]];
        if (seenBy[group] != p) {
          seenBy[group] = p;
          newClasses[at++] = group;
        }
      }
      if (at == first + 1) {
        at = first;
        newAlone[newClasses[first]]++;
      } else {
        newStart[++persons] = at;
      }
    }
    return new PersonCounts(
        newAlone, Arrays.copyOf(newStart, persons + 1), Arrays.copyOf(newClasses, at));
  }
}
