package health.lode.deidentify.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Which tuples each person is in: the first with the person, further ones beside. */
final class PersonIndex {
  private static final int EMPTY = -1;
  private long[] persons = new long[4096];
  private int[] first = new int[4096];
  private int size;

  /** (slot's person, tuple) of second and later tuples, repeats included until counted. */
  private long[] morePersons = new long[256];

  private int[] moreTuples = new int[256];
  private int more;

  PersonIndex() {
    Arrays.fill(first, EMPTY);
  }

  /** A person's name as 64 bits: FNV-1a over UTF-8, mixed. */
  static long hash(String person) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : person.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    return hash ^ (hash >>> 32);
  }

  long bytes() {
    return persons.length * 12L + morePersons.length * 12L;
  }

  void add(long person, int tuple) {
    int slot = slot(persons, first, person);
    if (first[slot] == EMPTY) {
      persons[slot] = person;
      first[slot] = tuple;
      if (++size > persons.length / 8 * 5) {
        grow();
      }
    } else if (first[slot] != tuple) {
      if (more == morePersons.length) {
        morePersons = Arrays.copyOf(morePersons, more + (more >> 1));
        moreTuples = Arrays.copyOf(moreTuples, morePersons.length);
      }
      morePersons[more] = person;
      moreTuples[more++] = tuple;
    }
  }

  /** Adds a person alone; whether it was there before. */
  boolean seen(long person) {
    int before = size;
    add(person, 0);
    return size == before;
  }

  int size() {
    return size;
  }

  private static int slot(long[] persons, int[] first, long person) {
    int slot = Layout.hash(person) & (persons.length - 1);
    while (first[slot] != EMPTY && persons[slot] != person) {
      slot = slot + 1 & (persons.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] wider = new long[persons.length * 2];
    int[] widerFirst = new int[wider.length];
    Arrays.fill(widerFirst, EMPTY);
    for (int i = 0; i < persons.length; i++) {
      if (first[i] != EMPTY) {
        int slot = slot(wider, widerFirst, persons[i]);
        wider[slot] = persons[i];
        widerFirst[slot] = first[i];
      }
    }
    persons = wider;
    first = widerFirst;
  }

  PersonCounts counts(int tuples) {
    // Number the persons of several tuples in order of appearance, then lay their tuples out.
    int[] number = new int[persons.length];
    int shared = 0;
    int[] lengths = new int[more + 1];
    for (int i = 0; i < more; i++) {
      int slot = slot(persons, first, morePersons[i]);
      if (number[slot] == 0) {
        number[slot] = ++shared;
        lengths[shared - 1] = 1;
      }
      lengths[number[slot] - 1]++;
    }
    int[] alone = new int[tuples];
    int[] start = new int[shared + 1];
    for (int p = 0; p < shared; p++) {
      start[p + 1] = start[p] + lengths[p];
    }
    int[] classes = new int[start[shared]];
    int[] at = Arrays.copyOf(start, shared);
    for (int slot = 0; slot < persons.length; slot++) {
      if (first[slot] != EMPTY) {
        if (number[slot] == 0) {
          alone[first[slot]]++;
        } else {
          classes[at[number[slot] - 1]++] = first[slot];
        }
      }
    }
    for (int i = 0; i < more; i++) {
      classes[at[number[slot(persons, first, morePersons[i])] - 1]++] = moreTuples[i];
    }
    // Merging into the same classes drops the repeats of a person within a tuple.
    int[] same = new int[tuples];
    Arrays.setAll(same, i -> i);
    return new PersonCounts(alone, start, classes).merged(same, tuples);
  }
}
