package health.lode.deidentify.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The weights of the learned tagger: a linear chain over coarse kinds of identifiers, each with a
 * beginning and an inside. A row of the table holds one feature's weight for each label. In the
 * file, rows without weights are left out.
 */
final class TagModel {
  /** Coarse kinds: several numbers share one, which their form or a rule tells apart. */
  enum Kind {
    NAME,
    ORG,
    ADDRESS,
    DATE,
    PHONE,
    CODE,
    ACCOUNT;

    static final Kind[] ALL = values();

    /** The kind of a type; null for ages, which rules find alone. */
    static @org.jspecify.annotations.Nullable Kind of(Type type) {
      return switch (type) {
        case NAME -> NAME;
        case ORG -> ORG;
        case ADDRESS -> ADDRESS;
        case DATE -> DATE;
        case PHONE -> PHONE;
        case ID, MRN, PLATE, BANK -> CODE;
        case EMAIL, WECHAT -> ACCOUNT;
        case AGE -> null;
      };
    }
  }

  /** Labels: 0 none, then for each kind its beginning (odd) and its inside (even). */
  static final int LABELS = 15;

  /** A row's length, one more than there are labels. */
  static final int STRIDE = 16;

  static final int ROW_BITS = 17;
  static final int ROWS = 1 << ROW_BITS;
  private static final int MAGIC = 0x4C544732;

  /** The weights, 128 higher, eight to a long, two longs a row: label 0 lowest. */
  final long[] table = new long[ROWS * 2];

  final float scale;

  /** What each kind gets beforehand, in logits: the higher, the more of it is found. */
  final float[] bias;

  final float[] moves;

  /** Which units are looked at. */
  final Screen screen;

  TagModel(byte[] weights, float scale, float[] bias, float[] moves, Screen screen) {
    for (int i = 0; i < weights.length; i++) {
      table[i >> 3] |= (weights[i] + 128L) << ((i & 7) * 8);
    }
    this.scale = scale;
    this.bias = bias;
    this.moves = moves;
    this.screen = screen;
  }

  /** Whether {@code to} may follow {@code from}: an inside only its own kind. */
  static boolean follows(int from, int to) {
    return to == 0 || (to & 1) == 1 || from == to || from == to - 1;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, MAGIC);
    put(out, Float.floatToIntBits(scale));
    for (float each : bias) {
      put(out, Float.floatToIntBits(each));
    }
    for (float move : moves) {
      put(out, Float.floatToIntBits(move));
    }
    screen.put(out);
    int gap = 0;
    for (int row = 0; row < ROWS; row++) {
      int held = 0;
      for (int label = 0; label < LABELS; label++) {
        held |= weight(row, label) != 0 ? 1 << label : 0;
      }
      if (held == 0) {
        gap++;
        continue;
      }
      for (; gap >= 255; gap -= 255) {
        out.write(255);
      }
      out.write(gap);
      gap = 0;
      out.write(held >> 8);
      out.write(held);
      for (int label = 0; label < LABELS; label++) {
        if ((held >> label & 1) != 0) {
          out.write(weight(row, label));
        }
      }
    }
    return out.toByteArray();
  }

  private int weight(int row, int label) {
    int at = row * STRIDE + label;
    return (int) (table[at >> 3] >>> ((at & 7) * 8) & 0xFF) - 128;
  }

  private static void put(ByteArrayOutputStream out, int value) {
    out.write(value >>> 24);
    out.write(value >>> 16);
    out.write(value >>> 8);
    out.write(value);
  }

  /** Reads a shipped model. */
  static TagModel shipped(String name) {
    try (InputStream in = TagModel.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing model " + name);
      }
      return read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TagModel read(byte[] file) {
    java.nio.ByteBuffer in = java.nio.ByteBuffer.wrap(file);
    if (in.getInt() != MAGIC) {
      throw new IllegalStateException("no model");
    }
    float scale = in.getFloat();
    float[] bias = new float[Kind.ALL.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = in.getFloat();
    }
    float[] moves = new float[LABELS * LABELS];
    for (int i = 0; i < moves.length; i++) {
      moves[i] = in.getFloat();
    }
    Screen screen = Screen.read(in);
    byte[] weights = new byte[ROWS * STRIDE];
    int row = 0;
    while (in.hasRemaining()) {
      int gap = in.get() & 0xFF;
      row += gap;
      if (gap == 255) {
        continue;
      }
      int held = ((in.get() & 0xFF) << 8) | (in.get() & 0xFF);
      for (int label = 0; label < LABELS; label++) {
        if ((held >> label & 1) != 0) {
          weights[row * STRIDE + label] = in.get();
        }
      }
      row++;
    }
    return new TagModel(weights, scale, bias, moves, screen);
  }
}
