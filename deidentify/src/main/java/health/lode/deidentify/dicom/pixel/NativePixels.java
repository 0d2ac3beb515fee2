package health.lode.deidentify.dicom.pixel;

import health.lode.deidentify.dicom.part10.DicomInput;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Uncompressed pixel data within a file, read frame by frame as grey pictures of 8 bits. */
public final class NativePixels {
  /** A frame of more bytes is not read into memory. */
  public static final long LARGEST_FRAME = 256L << 20;

  private static final int LOW_PERCENT = 1;
  private static final int HIGH_PERCENT = 99;
  private static final int COLOURFUL = 64;
  private final DicomInput in;
  private final long offset;
  private final boolean bigEndian;
  private final ImageShape shape;

  public NativePixels(DicomInput in, long offset, boolean bigEndian, ImageShape shape) {
    this.in = in;
    this.offset = offset;
    this.bigEndian = bigEndian;
    this.shape = shape;
  }

  public ImageShape shape() {
    return shape;
  }

  /**
   * The pictures to look for text in: one, or two where one way of turning values into grey could
   * hide what the other shows.
   */
  public List<BufferedImage> views(int frame) throws IOException {
    int pixels = shape.rows() * shape.columns();
    int[][] samples = samples(frame);
    List<BufferedImage> views = new ArrayList<>(2);
    if (shape.photometric().startsWith("YBR")) {
      views.add(grey(samples[0], 0, range(shape.bitsStored())));
      return views;
    }
    if (shape.color()) {
      int[] luminance = new int[pixels];
      int[] brightest = new int[pixels];
      int chroma = 0;
      for (int i = 0; i < pixels; i++) {
        int r = samples[0][i];
        int g = samples[1][i];
        int b = samples[2][i];
        luminance[i] = (299 * r + 587 * g + 114 * b) / 1000;
        brightest[i] = Math.max(r, Math.max(g, b));
        chroma = Math.max(chroma, brightest[i] - Math.min(r, Math.min(g, b)));
      }
      views.add(grey(luminance, 0, range(shape.bitsStored())));
      if (chroma > COLOURFUL) {
        views.add(grey(brightest, 0, range(shape.bitsStored())));
      }
      return views;
    }
    int[] sorted = samples[0].clone();
    java.util.Arrays.sort(sorted);
    int least = sorted[0];
    int most = sorted[pixels - 1];
    views.add(grey(samples[0], least, most));
    int low = sorted[(int) ((long) pixels * LOW_PERCENT / 100)];
    int high = sorted[(int) Math.min(pixels - 1L, (long) pixels * HIGH_PERCENT / 100)];
    if (shape.bitsStored() > 8 && high > low && (long) (most - least) > 2L * (high - low)) {
      views.add(grey(samples[0], low, high));
    }
    return views;
  }

  private static int range(int bits) {
    return bits >= 31 ? Integer.MAX_VALUE : (1 << bits) - 1;
  }

  private BufferedImage grey(int[] values, int black, int white) {
    BufferedImage image =
        new BufferedImage(shape.columns(), shape.rows(), BufferedImage.TYPE_BYTE_GRAY);
    byte[] out = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    double scale = white > black ? 255.0 / ((double) white - black) : 0;
    boolean inverted = shape.photometric().equals("MONOCHROME1");
    for (int i = 0; i < out.length; i++) {
      double value = Math.max(0, Math.min(255, ((double) values[i] - black) * scale));
      out[i] = (byte) (inverted ? 255 - (int) value : (int) value);
    }
    return image;
  }

  /** Values of the first sample, or of three. */
  private int[][] samples(int frame) throws IOException {
    int pixels = shape.rows() * shape.columns();
    if (shape.bitsAllocated() == 1) {
      return new int[][] {bits(frame, pixels)};
    }
    long length = shape.frameBits() / 8;
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    bytes.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    in.readInto(offset + frame * length, bytes);
    if (shape.halved()) {
      int[] luminance = new int[pixels];
      for (int i = 0; i < pixels; i++) {
        luminance[i] = Byte.toUnsignedInt(bytes.get(i / 2 * 4 + i % 2));
      }
      return new int[][] {luminance};
    }
    int wanted = shape.samples() >= 3 ? 3 : 1;
    int[][] out = new int[wanted][pixels];
    for (int s = 0; s < wanted; s++) {
      for (int i = 0; i < pixels; i++) {
        int at = shape.planar() ? s * pixels + i : i * shape.samples() + s;
        out[s][i] = value(bytes, at);
      }
    }
    return out;
  }

  private int value(ByteBuffer bytes, int at) {
    int raw =
        switch (shape.bytesPerSample()) {
          case 1 -> Byte.toUnsignedInt(bytes.get(at));
          case 2 -> Short.toUnsignedInt(bytes.getShort(at * 2));
          default -> bytes.getInt(at * 4);
        };
    int low = Math.max(0, shape.highBit() + 1 - shape.bitsStored());
    int moved = raw >>> low;
    int unused = 32 - shape.bitsStored();
    return shape.signed() ? moved << unused >> unused : moved << unused >>> unused;
  }

  private int[] bits(int frame, int pixels) throws IOException {
    long first = frame * shape.frameBits();
    byte[] bytes = new byte[(int) ((first % 8 + pixels + 7) / 8)];
    in.readInto(offset + first / 8, ByteBuffer.wrap(bytes));
    int[] out = new int[pixels];
    for (int i = 0; i < pixels; i++) {
      int bit = (int) (first % 8) + i;
      out[i] = bytes[bit / 8] >>> (bit % 8) & 1;
    }
    return out;
  }
}
