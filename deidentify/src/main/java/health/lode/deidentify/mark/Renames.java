package health.lode.deidentify.mark;

import health.lode.deidentify.table.Column;
import health.lode.deidentify.table.Table;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds released columns that a copy calls otherwise, by their values. A wrong match only adds
 * noise: no codeword has a part in it, so that the bound on naming an innocent recipient stands.
 */
final class Renames {
  /** At least so much of a column's values must be the released column's. */
  private static final double LEAST_SHARE = 0.7;

  private static final int LEAST_FOUND = 3;

  /** Releases of one policy that are looked at; one would do in most cases. */
  private static final int MOST_RELEASES = 50;

  private Renames() {}

  private record Match(String released, String copy, double share, int found) {}

  /**
   * @param said names of the copy's columns by the released names, as a person says
   * @return the copy's names by the released names, for columns that are called otherwise
   */
  static Map<String, String> find(
      Table copy, List<Release> releases, Map<String, String> said, MarkKey key) {
    MarkPolicy policy = releases.get(0).marks();
    Map<String, String> names = new HashMap<>();
    Set<String> taken = new HashSet<>(policy.names());
    said.forEach(
        (released, now) -> {
          if (copy.find(now).isEmpty()) {
            throw unknown(now);
          }
          if (policy.names().contains(released)) {
            names.put(released, now);
            taken.add(now);
          }
        });
    List<Match> matches = new ArrayList<>();
    for (String released : policy.names()) {
      if (names.containsKey(released) || copy.find(released).isPresent()) {
        continue;
      }
      for (Column column : copy.columns()) {
        if (!taken.contains(column.name())) {
          matches.add(match(column, released, releases, key));
        }
      }
    }
    matches.removeIf(m -> m.share() < LEAST_SHARE);
    matches.sort(Comparator.comparingDouble(Match::share).thenComparing(Match::found).reversed());
    for (Match match : matches) {
      if (!names.containsKey(match.released()) && taken.add(match.copy())) {
        names.put(match.released(), match.copy());
      }
    }
    return names;
  }

  private static Match match(Column column, String released, List<Release> all, MarkKey key) {
    long[] hashes = Release.hashes(column, released, all.get(0).marks(), key);
    double share = 0;
    int found = 0;
    for (Release release : all.subList(0, Math.min(MOST_RELEASES, all.size()))) {
      Sketch sketch = release.columns().get(released);
      if (sketch == null || sketch.distinct() == 0) {
        continue;
      }
      Sketch.Overlap overlap = sketch.overlap(hashes);
      if (overlap.found() >= Math.min(LEAST_FOUND, sketch.distinct()) && overlap.share() > share) {
        share = overlap.share();
        found = overlap.found();
      }
    }
    return new Match(released, column.name(), share, found);
  }

  static health.lode.refusal.RefusedException unknown(String name) {
    return Refusal.of(
            MarkReason.TRACE_COLUMN_UNKNOWN,
            Words.of("There is no column " + name + ".", "没有列 " + name + "。"),
            Words.of(
                "Say --column RELEASED=NOW with a released column and one of the copy.",
                "请以 --column 发布列名=现列名 的形式指定。"))
        .asException();
  }
}
