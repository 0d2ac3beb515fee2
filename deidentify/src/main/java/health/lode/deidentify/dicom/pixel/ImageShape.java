package health.lode.deidentify.dicom.pixel;

import java.util.Map;
import java.util.Optional;

/**
 * The image pixel module (PS3.3 C.7.6.3): how pixels lie in native pixel data.
 *
 * @param planar whether each colour has a plane of its own
 */
public record ImageShape(
    int rows,
    int columns,
    int samples,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    String photometric,
    boolean planar,
    int frames) {

  /** Reads it from values by tag; empty where there is no image that can be understood. */
  public static Optional<ImageShape> of(Map<Integer, String> texts) {
    int rows = number(texts, 0x00280010, 0);
    int columns = number(texts, 0x00280011, 0);
    int allocated = number(texts, 0x00280100, 0);
    int stored = number(texts, 0x00280101, allocated);
    int frames = number(texts, 0x00280008, 1);
    int samples = number(texts, 0x00280002, 1);
    boolean known = allocated == 1 || allocated == 8 || allocated == 16 || allocated == 32;
    boolean sane = stored >= 1 && stored <= allocated && frames >= 1 && samples >= 1;
    if (rows < 1 || columns < 1 || !known || !sane || samples > 4) {
      return Optional.empty();
    }
    return Optional.of(
        new ImageShape(
            rows,
            columns,
            samples,
            allocated,
            stored,
            number(texts, 0x00280102, stored - 1),
            number(texts, 0x00280103, 0) == 1,
            texts.getOrDefault(0x00280004, "MONOCHROME2").strip(),
            number(texts, 0x00280006, 0) == 1,
            frames));
  }

  private static int number(Map<Integer, String> texts, int tag, int otherwise) {
    String text = texts.getOrDefault(tag, "").strip();
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : otherwise;
  }

  /** Whether two pixels share their colour, as Y Y Cb Cr (PS3.3 C.7.6.3.1.2). */
  boolean halved() {
    return photometric.equals("YBR_FULL_422") && samples == 3 && bitsAllocated == 8;
  }

  int bytesPerSample() {
    return Math.max(1, bitsAllocated / 8);
  }

  /** Bits of one frame; frames of one bit a pixel are not padded to bytes. */
  long frameBits() {
    long pixels = (long) rows * columns;
    return halved() ? pixels * 16 : pixels * samples * bitsAllocated;
  }

  /** Bytes of all frames. */
  public long bytes() {
    return (frameBits() * frames + 7) / 8;
  }

  /** Whether the pixels lie in the same grid, however they are coded. */
  public boolean sameGrid(ImageShape other) {
    return rows == other.rows && columns == other.columns && frames == other.frames;
  }

  public boolean color() {
    return samples >= 3;
  }
}
