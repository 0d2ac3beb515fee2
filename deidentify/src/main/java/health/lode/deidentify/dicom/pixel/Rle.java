package health.lode.deidentify.dicom.pixel;

import health.lode.deidentify.dicom.part10.BrokenDicom;
import health.lode.deidentify.dicom.part10.DicomReason;
import health.lode.deidentify.dicom.part10.Tags;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** DICOM's run length encoding (PS3.5 Annex G), one frame at a time. */
public final class Rle {
  private static final int HEADER = 64;

  private Rle() {}

  /**
   * One frame as native pixel data, little endian, colour by pixel.
   *
   * @param fragment the frame's bytes
   * @param offset of the fragment in its file, named where it is broken
   */
  public static byte[] decode(byte[] fragment, ImageShape shape, long offset) {
    int bytes = shape.bytesPerSample();
    int pixels = Math.multiplyExact(shape.rows(), shape.columns());
    int segments = bytes * shape.samples();
    byte[] out = new byte[Math.multiplyExact(pixels, segments)];
    if (fragment.length < HEADER) {
      throw BrokenDicom.at(DicomReason.DICOM_TRUNCATED, offset, Tags.PIXEL_DATA);
    }
    ByteBuffer header = ByteBuffer.wrap(fragment).order(ByteOrder.LITTLE_ENDIAN);
    if (header.getInt(0) != segments || segments > 15) {
      throw BrokenDicom.at(DicomReason.DICOM_BROKEN, offset, Tags.PIXEL_DATA);
    }
    for (int segment = 0; segment < segments; segment++) {
      int from = header.getInt(4 + 4 * segment);
      int to = segment + 1 < segments ? header.getInt(8 + 4 * segment) : fragment.length;
      if (from < HEADER || to < from || to > fragment.length) {
        throw BrokenDicom.at(DicomReason.DICOM_BROKEN, offset, Tags.PIXEL_DATA);
      }
      int sample = segment / bytes;
      int place = bytes - 1 - segment % bytes; // the most significant byte comes first
      boolean whole = unpack(fragment, from, to, out, sample * bytes + place, segments, pixels);
      if (!whole) {
        throw BrokenDicom.at(DicomReason.DICOM_TRUNCATED, offset + from, Tags.PIXEL_DATA);
      }
    }
    return out;
  }

  /** Unpacks a segment into every {@code step}th byte; whether it held enough. */
  private static boolean unpack(
      byte[] in, int from, int to, byte[] out, int first, int step, int count) {
    int done = 0;
    int at = from;
    while (done < count && at < to) {
      int control = in[at++];
      if (control >= 0) {
        for (int i = 0; i <= control && done < count && at < to; i++) {
          out[first + step * done++] = in[at++];
        }
      } else if (control != -128 && at < to) {
        byte repeated = in[at++];
        for (int i = 0; i <= -control && done < count; i++) {
          out[first + step * done++] = repeated;
        }
      }
    }
    return done == count;
  }
}
