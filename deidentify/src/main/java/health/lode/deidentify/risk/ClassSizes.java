package health.lode.deidentify.risk;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many equivalence classes have how many persons, and how many persons have a class of that
 * size as their smallest. Every sample measure is a function of this alone; sums are exact
 * integers.
 *
 * <p>Where each person is in one class, {@code size x classes} persons stand at each size. Where an
 * attacker may know any one of a person's rows, a person is in several classes and stands at the
 * smallest of them.
 */
public final class ClassSizes {
  private final int[] sizes;
  private final long[] classes;
  private final long[] persons;

  private ClassSizes(int[] sizes, long[] classes, long[] persons) {
    this.sizes = sizes;
    this.classes = classes;
    this.persons = persons;
  }

  /**
   * Classes that part the persons among them.
   *
   * @param members persons of each class; a class of nobody is left out
   */
  public static ClassSizes of(int[] members) {
    int[] sorted = members.clone();
    Arrays.sort(sorted);
    int[] sizes = new int[16];
    long[] classes = new long[16];
    int used = 0;
    for (int size : sorted) {
      if (size <= 0) {
        continue;
      }
      if (used == 0 || sizes[used - 1] != size) {
        if (used == sizes.length) {
          sizes = Arrays.copyOf(sizes, used * 2);
          classes = Arrays.copyOf(classes, used * 2);
        }
        sizes[used++] = size;
      }
      classes[used - 1]++;
    }
    sizes = Arrays.copyOf(sizes, used);
    classes = Arrays.copyOf(classes, used);
    long[] persons = new long[used];
    for (int i = 0; i < used; i++) {
      persons[i] = sizes[i] * classes[i];
    }
    return new ClassSizes(sizes, classes, persons);
  }

  /**
   * Classes that overlap.
   *
   * @param members persons of each class
   * @param smallest size of each person's smallest class; 0 for persons who are left out
   */
  static ClassSizes overlapping(int[] members, int[] smallest) {
    ClassSizes apart = of(members);
    long[] persons = new long[apart.sizes.length];
    for (int size : smallest) {
      if (size > 0) {
        persons[Arrays.binarySearch(apart.sizes, size)]++;
      }
    }
    return new ClassSizes(apart.sizes, apart.classes, persons);
  }

  /** Size to number of classes, ascending. */
  public Map<Integer, Long> histogram() {
    Map<Integer, Long> histogram = new TreeMap<>();
    for (int i = 0; i < sizes.length; i++) {
      histogram.put(sizes[i], classes[i]);
    }
    return histogram;
  }

  /** Size to number of persons whose smallest class has it, ascending. */
  public Map<Integer, Long> personsBySize() {
    Map<Integer, Long> histogram = new TreeMap<>();
    for (int i = 0; i < sizes.length; i++) {
      histogram.put(sizes[i], persons[i]);
    }
    return histogram;
  }

  int distinctSizes() {
    return sizes.length;
  }

  int size(int i) {
    return sizes[i];
  }

  long classesAt(int i) {
    return classes[i];
  }

  /** How many classes have {@code size} persons. */
  public long classes(int size) {
    int at = Arrays.binarySearch(sizes, size);
    return at < 0 ? 0 : classes[at];
  }

  /** How many classes there are. */
  public long count() {
    return Arrays.stream(classes).sum();
  }

  /** How many persons there are, each once. */
  public long persons() {
    return Arrays.stream(persons).sum();
  }

  public int smallest() {
    return sizes.length == 0 ? 0 : sizes[0];
  }

  public int largest() {
    return sizes.length == 0 ? 0 : sizes[sizes.length - 1];
  }

  /** Persons who stand alone in some class. */
  public long uniques() {
    return personsBelow(2);
  }

  /** Persons with a class of fewer than {@code k}. */
  public long personsBelow(long k) {
    long below = 0;
    for (int i = 0; i < sizes.length && sizes[i] < k; i++) {
      below += persons[i];
    }
    return below;
  }

  public long classesBelow(long k) {
    long below = 0;
    for (int i = 0; i < sizes.length && sizes[i] < k; i++) {
      below += classes[i];
    }
    return below;
  }

  /** The greatest risk of any person: one over the smallest class; 0 where there is nobody. */
  public double highestRisk() {
    return sizes.length == 0 ? 0 : 1.0 / sizes[0];
  }

  /** The mean over persons of one over their smallest class; 0 where there is nobody. */
  public double averageRisk() {
    double sum = 0;
    long all = 0;
    for (int i = 0; i < sizes.length; i++) {
      // Where classes do not overlap this quotient is the number of classes, exactly.
      sum += (double) persons[i] / sizes[i];
      all += persons[i];
    }
    return all == 0 ? 0 : sum / all;
  }
}
