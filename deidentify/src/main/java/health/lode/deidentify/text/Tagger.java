package health.lode.deidentify.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Marks a note's units with the best path through a {@link TagModel} (Viterbi). Work grows linearly
 * with the note; long notes go in pieces.
 */
final class Tagger {
  /** So many units at a time; a piece ends at a line's end where it can. */
  private static final int PIECE = 2000;

  /** A stretch that the tagger marks, by characters; {@code margin} is per unit, in logits. */
  record Tagged(TagModel.Kind kind, int start, int end, double margin) {}

  /**
   * Labels so far behind the best, in logits, are gone on from by their own kind alone: no move is
   * so much better than another that it makes up for more.
   */
  private final float beam;

  private final TagModel model;

  private final float[] bias;

  Tagger(TagModel model) {
    this(model, model.bias);
  }

  Tagger(TagModel model, float[] bias) {
    this.model = model;
    this.bias = bias;
    this.beam = spread(model.moves);
  }

  /** By how much moves to one label differ at most, of those that any label may go to. */
  private static float spread(float[] moves) {
    float spread = 0;
    for (int k = 0; k < TagModel.LABELS; k = k == 0 ? 1 : k + 2) {
      float least = Float.MAX_VALUE;
      float most = -Float.MAX_VALUE;
      for (int p = 0; p < TagModel.LABELS; p++) {
        least = Math.min(least, moves[p * TagModel.LABELS + k]);
        most = Math.max(most, moves[p * TagModel.LABELS + k]);
      }
      spread = Math.max(spread, most - least);
    }
    return spread;
  }

  List<Tagged> tag(TagUnits units) {
    List<Tagged> tagged = new ArrayList<>();
    boolean[] open = model.screen.open(units);
    TagFeatures features = new TagFeatures(units, TagModel.ROWS - 1);
    int[] rows = new int[TagFeatures.COUNT];
    Sums sums = new Sums(model);
    int longest = Math.min(units.size, PIECE);
    float[] scores = new float[longest * TagModel.STRIDE];
    byte[] back = new byte[longest * TagModel.STRIDE];
    for (int from = 0; from < units.size; ) {
      if (!open[from]) {
        from++;
        continue;
      }
      int to = from + 1;
      while (to < units.size && to - from < PIECE && open[to]) {
        to++;
      }
      if (to - from == PIECE) {
        int cut = to;
        while (cut > from + PIECE / 2 && units.shape[cut - 1] >> 2 != TagUnits.BREAK) {
          cut--;
        }
        to = cut > from + PIECE / 2 ? cut : to;
      }
      score(from, to, scores, features, rows, sums);
      boolean more = to < units.size;
      stretches(units, from, path(scores, to - from, from > 0, more, back), scores, tagged);
      from = to;
    }
    return tagged;
  }

  private static void stretches(
      TagUnits units, int from, byte[] path, float[] scores, List<Tagged> tagged) {
    int n = path.length;
    for (int i = 0; i < n; ) {
      int label = path[i];
      if (label == 0) {
        i++;
        continue;
      }
      int end = i + 1;
      while (end < n && path[end] == ((label + 1) & ~1)) {
        end++;
      }
      double margin = 0;
      for (int k = i; k < end; k++) {
        margin += scores[k * TagModel.STRIDE + path[k]] - scores[k * TagModel.STRIDE];
      }
      tagged.add(
          new Tagged(
              TagModel.Kind.ALL[(label - 1) / 2],
              units.start[from + i],
              units.end[from + end - 1],
              margin / (end - i)));
      i = end;
    }
  }

  private void score(
      int from, int to, float[] scores, TagFeatures features, int[] rows, Sums sums) {
    for (int u = from; u < to; u++) {
      features.fill(u, rows);
      sums.of(rows, TagFeatures.COUNT);
      int at = (u - from) * TagModel.STRIDE;
      scores[at] = sums.of(0) * model.scale;
      for (int k = 1; k < TagModel.LABELS; k++) {
        scores[at + k] = sums.of(k) * model.scale + bias[(k - 1) / 2];
      }
    }
  }

  /**
   * How far each unit's best kind lies above none on average, in logits, by all that is known but
   * the rules' findings and the neighbours' kinds.
   *
   * @param from of at least one unit
   */
  double lead(TagUnits units, int from, int to) {
    int[] rows = new int[TagFeatures.COUNT];
    TagFeatures features = new TagFeatures(units, TagModel.ROWS - 1);
    Sums sums = new Sums(model);
    double total = 0;
    for (int u = from; u < to; u++) {
      features.fill(u, rows);
      sums.of(rows, TagFeatures.COUNT - TagFeatures.RULE_TEMPLATES);
      total += sums.lead() * model.scale;
    }
    return total / (to - from);
  }

  /**
   * Sums of rows, four labels to a long: a row's bytes are kept 128 higher, so that none is
   * negative and sixteen bits hold any sum of a unit's rows.
   */
  private static final class Sums {
    private static final long BYTES = 0x00FF00FF00FF00FFL;
    private final long[] table;
    private long a;
    private long b;
    private long c;
    private long d;
    private int count;

    Sums(TagModel model) {
      this.table = model.table;
    }

    /** Adds up the first {@code n} rows. */
    void of(int[] rows, int n) {
      long a0 = 0;
      long b0 = 0;
      long c0 = 0;
      long d0 = 0;
      for (int i = 0; i < n; i++) {
        long low = table[rows[i] * 2];
        long high = table[rows[i] * 2 + 1];
        a0 += low & BYTES;
        b0 += (low >>> 8) & BYTES;
        c0 += high & BYTES;
        d0 += (high >>> 8) & BYTES;
      }
      a = a0;
      b = b0;
      c = c0;
      d = d0;
      count = n;
    }

    int of(int label) {
      long lane = label < 8 ? (label & 1) == 0 ? a : b : (label & 1) == 0 ? c : d;
      return (int) ((lane >>> (((label & 7) >> 1) * 16)) & 0xFFFF) - 128 * count;
    }

    int lead() {
      int top = of(1);
      for (int k = 2; k < TagModel.LABELS; k++) {
        top = Math.max(top, of(k));
      }
      return top - of(0);
    }
  }

  /**
   * The best labels of a stretch.
   *
   * @param after whether a plain unit goes before
   * @param more whether a plain unit follows
   */
  private byte[] path(float[] scores, int n, boolean after, boolean more, byte[] back) {
    int labels = TagModel.LABELS;
    float[] moves = model.moves;
    float[] best = new float[labels];
    float[] next = new float[labels];
    for (int k = 0; k < labels; k++) {
      best[k] = k == 0 || (k & 1) == 1 ? scores[k] + (after ? moves[k] : 0) : -1e9f;
    }
    int[] live = new int[labels];
    for (int i = 1; i < n; i++) {
      int at = i * TagModel.STRIDE;
      float most = best[0];
      for (int k = 1; k < labels; k++) {
        most = Math.max(most, best[k]);
      }
      int lives = 0;
      for (int k = 0; k < labels; k++) {
        if (best[k] >= most - beam) {
          live[lives++] = k;
        }
      }
      for (int k = 0; k < labels; k++) {
        int arg;
        float top;
        if (k > 0 && (k & 1) == 0) {
          float begun = best[k - 1] + moves[(k - 1) * labels + k];
          float inside = best[k] + moves[k * labels + k];
          arg = begun > inside ? k - 1 : k;
          top = Math.max(begun, inside);
        } else {
          arg = live[0];
          top = best[arg] + moves[arg * labels + k];
          for (int j = 1; j < lives; j++) {
            int p = live[j];
            float value = best[p] + moves[p * labels + k];
            if (value > top) {
              top = value;
              arg = p;
            }
          }
        }
        next[k] = top + scores[at + k];
        back[at + k] = (byte) arg;
      }
      float[] swap = best;
      best = next;
      next = swap;
    }
    byte[] path = new byte[n];
    int last = 0;
    for (int k = 1; k < labels; k++) {
      float end = more ? moves[k * labels] - moves[0] : 0;
      if (best[k] + end > best[last] + (more && last > 0 ? moves[last * labels] - moves[0] : 0)) {
        last = k;
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      path[i] = (byte) last;
      last = back[i * TagModel.STRIDE + last];
    }
    return path;
  }
}
