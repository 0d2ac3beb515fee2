package health.lode.deidentify.text;

import java.util.Arrays;

/** A note's Chinese runs cut into words and names; what is not Chinese belongs to no token. */
final class Tokens {

  int size;
  int[] start;
  int[] end;
  int[] flags;
  boolean[] name;

  /** For each character the number of its token, or -1. */
  final int[] at;

  /** The words that were chosen from. */
  final Lattice lattice;

  Tokens(Note note) {
    lattice = new Lattice(note);
    int length = note.length();
    int guess = Math.max(16, length / 2);
    start = new int[guess];
    end = new int[guess];
    flags = new int[guess];
    name = new boolean[guess];
    at = new int[length];
    Arrays.fill(at, -1);
  }

  void add(int from, int to, int flag, boolean isName) {
    if (size == start.length) {
      start = Arrays.copyOf(start, size * 2);
      end = Arrays.copyOf(end, size * 2);
      flags = Arrays.copyOf(flags, size * 2);
      name = Arrays.copyOf(name, size * 2);
    }
    start[size] = from;
    end[size] = to;
    flags[size] = flag;
    name[size] = isName;
    Arrays.fill(at, from, to, size);
    size++;
  }

  boolean is(int token, int flag) {
    return token >= 0 && token < size && (flags[token] & flag) != 0;
  }

  int length(int token) {
    return end[token] - start[token];
  }
}
