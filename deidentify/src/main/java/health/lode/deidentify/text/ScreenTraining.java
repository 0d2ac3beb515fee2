package health.lode.deidentify.text;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Learns a {@link Screen} from marked notes: logistic regression by AdaGrad with features left out
 * at random. The same notes and seed give the same bytes.
 */
final class ScreenTraining {
  private static final double DROPPED = 0.3;
  private static final double RATE = 0.1;
  private static final double DECAY = 0.0003;

  /** Missing an identifier costs so many times what an ordinary unit does that is looked at. */
  private static final double MISSED = 4;

  private final float[] weights = new float[Screen.ROWS];
  private final float[] squares = new float[Screen.ROWS];
  private float base = -3;
  private final SplittableRandom random;

  ScreenTraining(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** One step for each unit. */
  void epoch(List<TagTraining.Example> examples) {
    int[] kept = new int[Screen.COUNT];
    for (TagTraining.Example example : examples) {
      for (int u = 0; u < example.gold().length; u++) {
        int count = 0;
        double sum = 0;
        for (int i = u * Screen.COUNT; i < (u + 1) * Screen.COUNT; i++) {
          if (random.nextDouble() >= DROPPED) {
            kept[count++] = example.screened()[i];
            sum += weights[example.screened()[i]];
          }
        }
        sum = base + sum / (1 - DROPPED);
        boolean marked = example.gold()[u] != 0;
        double slope = (marked ? 1 : 0) - 1 / (1 + StrictMath.exp(-sum));
        if (!marked && slope > -1e-3) {
          continue;
        }
        slope *= marked ? MISSED : 1;
        for (int j = 0; j < count; j++) {
          int row = kept[j];
          float g = (float) (slope - DECAY * weights[row]);
          squares[row] += g * g;
          weights[row] += (float) (RATE * g / StrictMath.sqrt(squares[row] + 1e-2));
        }
      }
    }
  }

  /**
   * @param least in logits: the lower, the more is looked at
   */
  Screen screen(double least) {
    byte[] steps = new byte[weights.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = (byte) Math.max(-127, Math.min(127, Math.round(weights[i] * Screen.STEPS)));
    }
    return new Screen(steps, (int) Math.round((least - base) * Screen.STEPS));
  }
}
