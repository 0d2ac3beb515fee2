package health.lode.deidentify.dicom.pixel;

import health.lode.deidentify.dicom.part10.DicomOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Writes black over boxes of native pixel data that stands in an output already. */
public final class Blanker {
  private final DicomOutput out;
  private final long start;
  private final boolean bigEndian;
  private final ImageShape shape;

  /**
   * @param start where the pixel data begins in the output
   */
  public Blanker(DicomOutput out, long start, boolean bigEndian, ImageShape shape) {
    this.out = out;
    this.start = start;
    this.bigEndian = bigEndian;
    this.shape = shape;
  }

  /** Blanks each box in every frame. */
  public void blank(List<Box> boxes) throws IOException {
    for (int frame = 0; frame < shape.frames(); frame++) {
      for (Box box : boxes) {
        Box inside = box.within(shape.columns(), shape.rows());
        for (int row = inside.y();
            inside.width() > 0 && row < inside.y() + inside.height();
            row++) {
          blank(frame, row, inside.x(), inside.width());
        }
      }
    }
  }

  private void blank(int frame, int row, int x, int width) throws IOException {
    long pixel = (long) row * shape.columns() + x;
    if (shape.bitsAllocated() == 1) {
      bits(frame * shape.frameBits() + pixel, width);
      return;
    }
    long frameStart = start + frame * (shape.frameBits() / 8);
    if (shape.halved()) {
      halved(frameStart, pixel, width);
      return;
    }
    int bytes = shape.bytesPerSample();
    if (shape.planar()) {
      long plane = (long) shape.rows() * shape.columns() * bytes;
      for (int sample = 0; sample < shape.samples(); sample++) {
        out.overwrite(frameStart + sample * plane + pixel * bytes, repeated(black(sample), width));
      }
      return;
    }
    ByteBuffer one = ByteBuffer.allocate(bytes * shape.samples());
    for (int sample = 0; sample < shape.samples(); sample++) {
      one.put(black(sample));
    }
    out.overwrite(frameStart + pixel * one.capacity(), repeated(one.array(), width));
  }

  private static ByteBuffer repeated(byte[] one, int times) {
    byte[] all = new byte[one.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return ByteBuffer.wrap(all);
  }

  /** Black, in the form of one sample. */
  private byte[] black(int sample) {
    int bytes = shape.bytesPerSample();
    boolean chroma = shape.photometric().startsWith("YBR") && sample > 0;
    long value =
        chroma
            ? 1L << (shape.bitsStored() - 1)
            : shape.photometric().equals("MONOCHROME1")
                ? (1L << (shape.bitsStored() - (shape.signed() ? 1 : 0))) - 1
                : shape.signed() ? -(1L << (shape.bitsStored() - 1)) : 0;
    long placed = value << Math.max(0, shape.highBit() + 1 - shape.bitsStored());
    byte[] out = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      out[bigEndian ? bytes - 1 - i : i] = (byte) (placed >>> (8 * i));
    }
    return out;
  }

  /** Two pixels share four bytes: whole pairs are blanked. */
  private void halved(long frameStart, long pixel, int width) throws IOException {
    long first = pixel / 2;
    long last = (pixel + width - 1) / 2;
    byte[] pair = {0, 0, (byte) 128, (byte) 128};
    out.overwrite(frameStart + first * 4, repeated(pair, (int) (last - first + 1)));
  }

  private void bits(long first, int width) throws IOException {
    byte[] bytes = new byte[(int) ((first % 8 + width + 7) / 8)];
    out.reread(start + first / 8, ByteBuffer.wrap(bytes));
    for (int i = 0; i < width; i++) {
      int bit = (int) (first % 8) + i;
      bytes[bit / 8] &= (byte) ~(1 << (bit % 8));
    }
    out.overwrite(start + first / 8, ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length)));
  }
}
