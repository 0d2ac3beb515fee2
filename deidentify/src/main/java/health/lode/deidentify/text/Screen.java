package health.lode.deidentify.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Which units of a note may belong to an identifier at all: a small learned score for each, so that
 * the {@link Tagger} need not look closely at the rest. Its table stays in a processor's nearest
 * caches.
 */
final class Screen {
  private static final int BITS = 16;
  static final int ROWS = 1 << BITS;

  /** Templates: so many rows are added up for each unit. */
  static final int COUNT = 12;

  /** Steps of the table to a logit. */
  static final int STEPS = 16;

  /** A row's weight, in steps. */
  final byte[] weights;

  /** A unit below it, in steps, is closed. */
  final int least;

  Screen(byte[] weights, int least) {
    this.weights = weights;
    this.least = least;
  }

  /** Which units are looked at: those that may belong to an identifier, and those beside them. */
  boolean[] open(TagUnits units) {
    int n = units.size;
    boolean[] open = new boolean[n];
    int[] rows = new int[n * COUNT];
    rows(units, rows);
    int until = -1;
    for (int u = 0; u < n; u++) {
      int sum = 0;
      for (int i = u * COUNT; i < (u + 1) * COUNT; i++) {
        sum += weights[rows[i]];
      }
      if (sum >= least || units.rule[u] != 0) {
        open[Math.max(0, u - 1)] = true;
        until = u + 1;
      }
      open[u] |= u <= until;
    }
    return open;
  }

  /** Fills in each unit's rows, {@link #COUNT} after {@link #COUNT}. */
  static void rows(TagUnits units, int[] rows) {
    int n = units.size;
    int pair = n == 0 ? 0 : pair('\n', units.form[0]);
    int kindA = 7;
    int shapeA = TagUnits.BREAK * 4;
    int at = 0;
    for (int u = 0; u < n; u++) {
      boolean last = u + 1 == n;
      int kind = units.kind[u];
      int shape = units.shape[u];
      int kind1 = last ? 7 : units.kind[u + 1];
      int shape1 = last ? TagUnits.BREAK * 4 : units.shape[u + 1];
      int begins1 = last ? 0 : units.begins[u + 1];
      int next = pair(units.form[u], last ? '\n' : units.form[u + 1]);
      int sort = units.sort[u];
      rows[at++] = row(units.form[u], 1);
      rows[at++] = row(pair, 2);
      rows[at++] = row(next, 3);
      rows[at++] = row(units.word[u], 4);
      rows[at++] = row(units.before[u] * 31 + sort, 5);
      rows[at++] = row(units.after[u] * 31 + sort, 6);
      rows[at++] = row(units.ended[u] + kind * 0x9E37, 7);
      rows[at++] = row(begins1 + kind * 0x9E37, 8);
      rows[at++] = row((kindA * 0x3F1 + kind) * 0x2F3 + kind1, 9);
      rows[at++] = row((shapeA * 131 + shape) * 131 + shape1, 10);
      rows[at++] = row(units.label[u] * 31 + units.since[u], 11);
      rows[at++] = row(sort * 31 + units.speaker[u] * 5 + units.style, 12);
      pair = next;
      kindA = kind;
      shapeA = shape;
    }
  }

  /**
   * Writes itself: where nothing is looked at below, then runs of rows without weight and weights.
   */
  void put(ByteArrayOutputStream out) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(least >>> shift);
    }
    for (int row = 0; row < ROWS; ) {
      out.write(weights[row]);
      if (weights[row++] != 0) {
        continue;
      }
      int gap = 0;
      while (row < ROWS && weights[row] == 0 && gap < 255) {
        gap++;
        row++;
      }
      out.write(gap);
    }
  }

  static Screen read(ByteBuffer in) {
    int least = in.getInt();
    byte[] weights = new byte[ROWS];
    for (int row = 0; row < ROWS; ) {
      weights[row] = in.get();
      if (weights[row++] == 0) {
        row += in.get() & 0xFF;
      }
    }
    return new Screen(weights, least);
  }

  private static int pair(int a, int b) {
    return a * 0x85EBCA6B + b * 0x3C6EF35F;
  }

  private static int row(int value, int template) {
    int h = (value + template * 0x27D4EB2F) * 0x9E3779B1;
    return ((h ^ (h >>> 15)) * 0x2C1B3C6D) >>> (32 - BITS);
  }
}
