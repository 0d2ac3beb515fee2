package health.lode.deidentify.text;

import java.util.Arrays;

/**
 * Which words of the lexicon begin at each Chinese character of a note, shortest first: looked up
 * once, for all who ask.
 */
final class Lattice {
  private static final Lexicon LEXICON = Lexicon.one();

  /** For each character its first word's place in the lists; one more at the end. */
  final int[] first;

  /** Where words end. */
  int[] end;

  /** What the lexicon says of them. */
  int[] value;

  Lattice(Note note) {
    int n = note.length();
    first = new int[n + 1];
    end = new int[n * 2 + 16];
    value = new int[n * 2 + 16];
    Trie trie = LEXICON.trie;
    int size = 0;
    for (int i = 0; i < n; i++) {
      first[i] = size;
      if (!Note.isHan(note.c[i])) {
        continue;
      }
      int node = 0;
      for (int j = i; j < n; j++) {
        node = trie.child(node, note.c[j]);
        if (node == 0) {
          break;
        }
        int found = trie.value(node);
        if (found == Trie.NONE) {
          continue;
        }
        if (size == end.length) {
          end = Arrays.copyOf(end, size * 2);
          value = Arrays.copyOf(value, size * 2);
        }
        end[size] = j + 1;
        value[size++] = found;
      }
    }
    first[n] = size;
  }

  /** The end of the longest word at {@code at} that has one of the flags; -1 where none does. */
  int longest(int at, int flags) {
    for (int w = first[at + 1] - 1; w >= first[at]; w--) {
      if ((value[w] & flags) != 0) {
        return end[w];
      }
    }
    return -1;
  }
}
