package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.pixel.Box;
import health.lode.deidentify.dicom.pixel.ImageShape;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a file's pixels, and how closely they were looked at.
 *
 * @param looked at what share of the frames
 * @param risky whether the file is of a kind whose every frame must be read
 * @param framesRead frames that were read for text
 * @param linesFound lines of text in them
 * @param linesTelling those that identify
 * @param boxes blanked in every frame: what stands in one frame is likely to stand in its
 *     neighbours
 * @param byRegions how many of them come from the known regions of devices
 * @param decoded uncompressed pixels elsewhere; null where the file's own are native
 */
record PixelPlan(
    Looked looked,
    boolean risky,
    int framesRead,
    int linesFound,
    int linesTelling,
    List<Box> boxes,
    int byRegions,
    @Nullable Decoded decoded) {

  /** How closely pixels were looked at. */
  enum Looked {
    /** There are none. */
    NO_PIXELS,
    /** Not at all: the policy does not ask, or the sample passed this file over. */
    NOT,
    /** At some frames. */
    SAMPLE,
    /** At every frame. */
    EVERY
  }

  /**
   * Native pixel data in a file.
   *
   * @param lossy whether the pixels went through a lossy compression
   */
  record Decoded(Path file, long offset, long length, ImageShape shape, boolean lossy) {}

  static PixelPlan untouched(Looked looked, boolean risky) {
    return new PixelPlan(looked, risky, 0, 0, 0, List.of(), 0, null);
  }

  boolean changes() {
    return !boxes.isEmpty();
  }

  /** The decoded pixels, where they are what is written. */
  @Nullable Decoded written() {
    return changes() ? decoded : null;
  }
}
