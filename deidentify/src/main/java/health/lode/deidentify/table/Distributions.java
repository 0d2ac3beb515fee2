package health.lode.deidentify.table;

import java.util.Arrays;

/** For each class how often each value of one sensitive column occurs. Immutable. */
final class Distributions {
  private final int domain;
  private final int[] start;
  private final int[] values;
  private final int[] counts;

  /**
   * @param domain distinct values of the column
   * @param start class {@code i} has the entries from {@code start[i]} to {@code start[i + 1]}
   */
  Distributions(int domain, int[] start, int[] values, int[] counts) {
    this.domain = domain;
    this.start = start;
    this.values = values;
    this.counts = counts;
  }

  int domain() {
    return domain;
  }

  int from(int index) {
    return start[index];
  }

  int to(int index) {
    return start[index + 1];
  }

  int value(int entry) {
    return values[entry];
  }

  int count(int entry) {
    return counts[entry];
  }

  long bytes() {
    return Integer.BYTES * ((long) start.length + 2L * values.length);
  }

  /** Adds a class's counts to {@code sums}, one place a value. */
  void addTo(int index, int[] sums) {
    for (int e = start[index]; e < start[index + 1]; e++) {
      sums[values[e]] += counts[e];
    }
  }

  Distributions asOne(int[] those) {
    int[] sums = new int[domain];
    for (int each : those) {
      addTo(each, sums);
    }
    int[] present = java.util.stream.IntStream.range(0, domain).filter(v -> sums[v] > 0).toArray();
    int[] counted = Arrays.stream(present).map(v -> sums[v]).toArray();
    return new Distributions(domain, new int[] {0, present.length}, present, counted);
  }

  Distributions merged(int[] target, int[] order, int size, int grouped) {
    int[] begin = new int[grouped + 1];
    int[] newValues = new int[start[size]];
    int[] newCounts = new int[start[size]];
    int[] place = new int[domain];
    Arrays.fill(place, -1);
    int at = 0;
    for (int i = 0; i < size; ) {
      int group = target[order[i]];
      int first = at;
      begin[group] = at;
      for (; i < size && target[order[i]] == group; i++) {
        for (int e = start[order[i]]; e < start[order[i] + 1]; e++) {
          int value = values[e];
          if (place[value] < first) {
            place[value] = at;
            newValues[at] = value;
            newCounts[at] = counts[e];
            at++;
          } else {
            newCounts[place[value]] += counts[e];
          }
        }
      }
      begin[group + 1] = at;
    }
    return new Distributions(
        domain, begin, Arrays.copyOf(newValues, at), Arrays.copyOf(newCounts, at));
  }
}
