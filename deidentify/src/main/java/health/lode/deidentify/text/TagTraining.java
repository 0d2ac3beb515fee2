package health.lode.deidentify.text;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Learns a {@link TagModel} from marked notes: a conditional random field over a linear chain
 * (Lafferty, McCallum and Pereira 2001), by AdaGrad (Duchi, Hazan and Singer 2011) with features
 * left out at random. The same notes and seed give the same bytes.
 */
final class TagTraining {
  private static final int LABELS = TagModel.LABELS;
  private static final List<TagModel.Kind> KINDS = List.of(TagModel.Kind.ALL);
  private static final int STRIDE = TagModel.STRIDE;

  /** How often a feature is left out of a step. */
  private static final double DROPPED = 0.4;

  private static final double RATE = 0.07;
  private static final double DECAY = 0.0003;
  private final float[] weights = new float[TagModel.ROWS * STRIDE];
  private final float[] squares = new float[TagModel.ROWS * STRIDE];
  private final double[] moves = new double[LABELS * LABELS];
  private final double[] moveSquares = new double[LABELS * LABELS];
  private final SplittableRandom random;

  TagTraining(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A note's rows, here and for the screen, and what each unit is marked as. */
  record Example(int[][] rows, int[] screened, byte[] gold) {}

  static Example example(List<Gold.Span> spans, TagUnits units) {
    TagFeatures features = new TagFeatures(units, TagModel.ROWS - 1);
    int[][] rows = new int[units.size][TagFeatures.COUNT];
    byte[] gold = new byte[units.size];
    for (int u = 0; u < units.size; u++) {
      features.fill(u, rows[u]);
    }
    int u = 0;
    for (Gold.Span span : spans) {
      TagModel.Kind kind = TagModel.Kind.of(span.type());
      while (u < units.size && units.end[u] <= span.start()) {
        u++;
      }
      for (int v = u; v < units.size && units.start[v] < span.end(); v++) {
        if (kind != null) {
          gold[v] = (byte) (2 * KINDS.indexOf(kind) + (v == u ? 1 : 2));
        }
      }
    }
    int[] screened = new int[units.size * Screen.COUNT];
    Screen.rows(units, screened);
    return new Example(rows, screened, gold);
  }

  /** One step for each example, in an order of chance. */
  void epoch(List<Example> examples) {
    int[] order = new int[examples.size()];
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    for (int i : order) {
      step(examples.get(i));
    }
  }

  private void step(Example example) {
    int n = example.gold.length;
    if (n == 0) {
      return;
    }
    boolean[][] kept = new boolean[n][TagFeatures.COUNT];
    double[][] scores = new double[n][LABELS];
    double grow = 1 / (1 - DROPPED);
    for (int u = 0; u < n; u++) {
      double[] sum = scores[u];
      for (int f = 0; f < TagFeatures.COUNT; f++) {
        kept[u][f] = f == 0 || random.nextDouble() >= DROPPED;
        if (kept[u][f]) {
          int at = example.rows[u][f] * STRIDE;
          for (int k = 0; k < LABELS; k++) {
            sum[k] += weights[at + k];
          }
        }
      }
      for (int k = 0; k < LABELS; k++) {
        sum[k] *= grow;
      }
    }
    double[][] move = new double[LABELS][LABELS];
    for (int p = 0; p < LABELS; p++) {
      for (int k = 0; k < LABELS; k++) {
        move[p][k] = TagModel.follows(p, k) ? StrictMath.exp(moves[p * LABELS + k]) : 0;
      }
    }
    double[][] local = new double[n][LABELS];
    double[][] forward = new double[n][LABELS];
    double[][] backward = new double[n][LABELS];
    for (int u = 0; u < n; u++) {
      double top = Arrays.stream(scores[u]).max().orElse(0);
      double sum = 0;
      for (int k = 0; k < LABELS; k++) {
        local[u][k] = StrictMath.exp(scores[u][k] - top);
        double in = 0;
        if (u == 0) {
          in = k == 0 || (k & 1) == 1 ? 1 : 0;
        } else if (k > 0 && (k & 1) == 0) {
          in = forward[u - 1][k - 1] * move[k - 1][k] + forward[u - 1][k] * move[k][k];
        } else {
          for (int p = 0; p < LABELS; p++) {
            in += forward[u - 1][p] * move[p][k];
          }
        }
        forward[u][k] = in * local[u][k];
        sum += forward[u][k];
      }
      for (int k = 0; k < LABELS; k++) {
        forward[u][k] /= sum;
      }
    }
    Arrays.fill(backward[n - 1], 1);
    for (int u = n - 2; u >= 0; u--) {
      double sum = 0;
      for (int p = 0; p < LABELS; p++) {
        double out = 0;
        for (int k = 0; k < LABELS; k++) {
          if (move[p][k] > 0) {
            out += move[p][k] * local[u + 1][k] * backward[u + 1][k];
          }
        }
        backward[u][p] = out;
        sum += out;
      }
      for (int p = 0; p < LABELS; p++) {
        backward[u][p] /= sum;
      }
    }
    float[] slope = new float[LABELS];
    double[][] pair = new double[LABELS][LABELS];
    double[] moveSlope = new double[LABELS * LABELS];
    for (int u = 0; u < n; u++) {
      double sum = 0;
      for (int k = 0; k < LABELS; k++) {
        sum += forward[u][k] * backward[u][k];
      }
      boolean flat = true;
      for (int k = 0; k < LABELS; k++) {
        double g = (example.gold[u] == k ? 1 : 0) - forward[u][k] * backward[u][k] / sum;
        slope[k] = (float) g;
        flat &= Math.abs(g) < 1e-4;
      }
      if (u > 0) {
        double total = 0;
        for (int p = 0; p < LABELS; p++) {
          for (int k = 0; k < LABELS; k++) {
            pair[p][k] = forward[u - 1][p] * move[p][k] * local[u][k] * backward[u][k];
            total += pair[p][k];
          }
        }
        for (int p = 0; p < LABELS; p++) {
          for (int k = 0; k < LABELS; k++) {
            moveSlope[p * LABELS + k] -= pair[p][k] / total;
          }
        }
        moveSlope[example.gold[u - 1] * LABELS + example.gold[u]] += 1;
      }
      if (flat) {
        continue;
      }
      for (int f = 0; f < TagFeatures.COUNT; f++) {
        if (kept[u][f]) {
          int at = example.rows[u][f] * STRIDE;
          for (int k = 0; k < LABELS; k++) {
            float g = slope[k] - (float) DECAY * weights[at + k];
            squares[at + k] += g * g;
            weights[at + k] += (float) (RATE * g / StrictMath.sqrt(squares[at + k] + 1e-2));
          }
        }
      }
    }
    for (int i = 0; i < moves.length; i++) {
      double g = moveSlope[i] - 0.001 * moves[i];
      moveSquares[i] += g * g;
      moves[i] += RATE * g / StrictMath.sqrt(moveSquares[i] + 1);
    }
  }

  /** The weights in eight bits; those of one step are left out. */
  TagModel model(float[] bias, Screen screen) {
    float largest = 0;
    for (float weight : weights) {
      largest = Math.max(largest, Math.abs(weight));
    }
    float scale = Math.max(largest, 1e-6f) / 127;
    byte[] bytes = new byte[weights.length];
    for (int i = 0; i < weights.length; i++) {
      int steps = Math.round(weights[i] / scale);
      bytes[i] = (byte) (Math.abs(steps) > 1 ? steps : 0);
    }
    float[] move = new float[moves.length];
    for (int i = 0; i < move.length; i++) {
      move[i] = (float) moves[i];
    }
    return new TagModel(bytes, scale, bias, move, screen);
  }
}
