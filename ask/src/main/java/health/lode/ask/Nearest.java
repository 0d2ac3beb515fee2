package health.lode.ask;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Names that a mistyped one may have meant. */
final class Nearest {
  private Nearest() {}

  /** Up to three known names close to {@code name}, joined; empty if none is close. */
  static String of(String name, Collection<String> known) {
    if (name.length() > 80) {
      return "";
    }
    int worst = Math.max(2, name.length() / 3);
    record Near(String name, int distance) {}
    List<Near> near =
        known.stream()
            .map(k -> new Near(k, k.startsWith(name) || name.startsWith(k) ? 1 : distance(name, k)))
            .filter(n -> n.distance() <= worst)
            .sorted(java.util.Comparator.comparingInt(Near::distance).thenComparing(Near::name))
            .limit(3)
            .toList();
    return near.stream().map(Near::name).collect(Collectors.joining(", "));
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
