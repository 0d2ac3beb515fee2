package health.lode.deidentify.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well identifiers are found, against a gold file. {@code exact} asks for the same span and
 * type. {@code overlap} ignores types: a gold span counts as found when all of its characters are
 * covered, a prediction as right when at least half of its characters are gold.
 *
 * <p>The texts of misses are the gold file's own and are given back: evaluate on gold files, which
 * hold invented persons.
 */
public final class Evaluation {
  private static final double Z = 1.959963984540054;
  private final Counts exact = new Counts();
  private final Counts overlap = new Counts();
  private final Map<Type, Counts> exactOf = new EnumMap<>(Type.class);
  private final Map<Type, Counts> overlapOf = new EnumMap<>(Type.class);
  private final ArrayNode misses = JsonNodeFactory.instance.arrayNode();
  private int notes;
  private int withMiss;
  private double seconds;

  Evaluation() {
    for (Type type : Type.values()) {
      exactOf.put(type, new Counts());
      overlapOf.put(type, new Counts());
    }
  }

  /** What was there, what was found of it, what was predicted, and how much of that is right. */
  private static final class Counts {
    private long gold;
    private long found;
    private long predicted;
    private long right;

    private ObjectNode json() {
      double recall = gold == 0 ? 1 : (double) found / gold;
      double precision = predicted == 0 ? 1 : (double) right / predicted;
      double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
      return JsonNodeFactory.instance
          .objectNode()
          .put("precision", round(precision))
          .put("recall", round(recall))
          .put("f1", round(f1));
    }
  }

  /**
   * Measures against a gold file.
   *
   * @param from first note that counts, from 1
   * @param to last note that counts
   * @throws health.lode.refusal.RefusedException {@code GOLD_UNREADABLE}
   */
  public static Evaluation of(Path gold, int from, int to) {
    List<Gold.Marked> all = Gold.read(gold).notes();
    List<Gold.Marked> counted =
        all.subList(Math.min(all.size(), from - 1), Math.min(all.size(), Math.max(from - 1, to)));
    Evaluation evaluation = new Evaluation();
    long begun = System.nanoTime();
    List<List<Finding>> found = new ArrayList<>();
    for (Gold.Marked note : counted) {
      found.add(TextDeidentifier.find(note.text()));
    }
    evaluation.seconds = (System.nanoTime() - begun) / 1e9;
    for (int i = 0; i < counted.size(); i++) {
      evaluation.add(counted.get(i), found.get(i));
    }
    return evaluation;
  }

  void add(Gold.Marked note, List<Finding> findings) {
    boolean[] gold = covered(note.text().length(), note.spans());
    boolean[] aside = covered(note.text().length(), note.aside());
    boolean[] predicted = new boolean[note.text().length()];
    findings.forEach(f -> java.util.Arrays.fill(predicted, f.start(), f.end(), true));
    boolean missed = false;
    for (Gold.Span span : note.spans()) {
      boolean same =
          findings.stream()
              .anyMatch(
                  f ->
                      f.start() == span.start()
                          && f.end() == span.end()
                          && f.type() == span.type());
      boolean whole = share(predicted, span.start(), span.end()) == span.length();
      count(exact, exactOf.get(span.type()), same);
      count(overlap, overlapOf.get(span.type()), whole);
      if (!whole) {
        missed = true;
        misses
            .addObject()
            .put("line", note.line())
            .put("start", span.start())
            .put("end", span.end())
            .put("type", span.type().name())
            .put("text", note.text().substring(span.start(), span.end()));
      }
    }
    for (Finding finding : findings) {
      if (share(aside, finding.start(), finding.end()) > 0) {
        continue;
      }
      Optional<Gold.Span> same =
          note.spans().stream()
              .filter(
                  s ->
                      s.start() == finding.start()
                          && s.end() == finding.end()
                          && s.type() == finding.type())
              .findFirst();
      boolean half = 2 * share(gold, finding.start(), finding.end()) >= finding.length();
      predict(exact, exactOf.get(finding.type()), same.isPresent());
      predict(overlap, overlapOf.get(finding.type()), half);
    }
    notes++;
    withMiss += missed ? 1 : 0;
  }

  private static boolean[] covered(int length, List<Gold.Span> spans) {
    boolean[] covered = new boolean[length];
    spans.forEach(s -> java.util.Arrays.fill(covered, s.start(), s.end(), true));
    return covered;
  }

  private static int share(boolean[] covered, int start, int end) {
    int share = 0;
    for (int i = start; i < end; i++) {
      share += covered[i] ? 1 : 0;
    }
    return share;
  }

  private static void count(
      Counts all, @org.jspecify.annotations.Nullable Counts ofType, boolean found) {
    all.gold++;
    all.found += found ? 1 : 0;
    if (ofType != null) {
      ofType.gold++;
      ofType.found += found ? 1 : 0;
    }
  }

  private static void predict(
      Counts all, @org.jspecify.annotations.Nullable Counts ofType, boolean right) {
    all.predicted++;
    all.right += right ? 1 : 0;
    if (ofType != null) {
      ofType.predicted++;
      ofType.right += right ? 1 : 0;
    }
  }

  private static double round(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  /** Upper end of the 95% interval of Wilson (1927) for a share. */
  static double wilsonUpper(int hits, int of) {
    if (of == 0) {
      return 1;
    }
    double p = (double) hits / of;
    double z2 = Z * Z;
    double centre = p + z2 / (2 * of);
    double spread = Z * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of));
    return Math.min(1, (centre + spread) / (1 + z2 / of));
  }

  /**
   * {@code {overall {exact {precision, recall, f1}, overlap {…}}, byType {TYPE {gold, exact,
   * overlap}}, misses [{line, start, end, type, text}], notesWithMiss {notes, withMiss, share,
   * upper95}, seconds}}; {@code upper95} by Wilson.
   */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode overall = json.putObject("overall");
    overall.set("exact", exact.json());
    overall.set("overlap", overlap.json());
    ObjectNode byType = json.putObject("byType");
    for (Type type : Type.values()) {
      Counts e = exactOf.getOrDefault(type, new Counts());
      Counts o = overlapOf.getOrDefault(type, new Counts());
      if (e.gold > 0 || e.predicted > 0) {
        ObjectNode one = byType.putObject(type.name());
        one.put("gold", e.gold);
        one.put("predicted", e.predicted);
        one.set("exact", e.json());
        one.set("overlap", o.json());
      }
    }
    json.set("misses", misses);
    json.putObject("notesWithMiss")
        .put("notes", notes)
        .put("withMiss", withMiss)
        .put("share", round(notes == 0 ? 0 : (double) withMiss / notes))
        .put("upper95", round(wilsonUpper(withMiss, notes)));
    json.put("seconds", Math.round(seconds * 1000) / 1000.0);
    return json;
  }
}
