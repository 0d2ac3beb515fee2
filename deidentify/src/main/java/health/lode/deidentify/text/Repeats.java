package health.lode.deidentify.text;

import java.util.ArrayList;
import java.util.List;

/** A name that a cue showed once is a name wherever else it stands in the same note. */
final class Repeats {
  private static final int LONGEST = 20;
  private static final double SURE = 0.84;
  private static final Lexicon LEXICON = Lexicon.one();

  private Repeats() {}

  /** A word that notes use also where no one is called so. */
  private static boolean usual(String name) {
    int value = LEXICON.trie.value(name);
    return value != Trie.NONE
        && (Lexicon.cost(value) < 13 || (value & (Lexicon.MEDICAL | Lexicon.RELATIVE)) != 0);
  }

  static void find(Note note, Findings findings) {
    Trie names = null;
    List<Finding> proposed = new ArrayList<>(findings.proposed());
    for (Finding each : proposed) {
      if (each.type() != Type.NAME
          || each.confidence() < SURE
          || each.length() < 2
          || each.length() > LONGEST) {
        continue;
      }
      String name = note.plain.substring(each.start(), each.end());
      if (!Note.isHan(name.charAt(0)) || (usual(name) && each.length() < 4)) {
        continue;
      }
      if (names == null) {
        names = new Trie(32);
      }
      names.put(name, each.start());
    }
    if (names == null) {
      return;
    }
    for (int i = 0; i < note.length(); i++) {
      int node = 0;
      int end = -1;
      int first = -1;
      for (int j = i; j < note.length(); j++) {
        node = names.child(node, note.c[j]);
        if (node == 0) {
          break;
        }
        if (names.value(node) != Trie.NONE) {
          end = j + 1;
          first = names.value(node);
        }
      }
      if (end > 0 && first != i) {
        findings.add(Type.NAME, i, end, 0.86, "name-repeat");
      }
    }
  }
}
