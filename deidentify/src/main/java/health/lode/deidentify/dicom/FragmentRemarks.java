package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.part10.DicomInput;
import health.lode.deidentify.dicom.part10.DicomOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Remarks within a compressed frame: comment and application segments of JPEG, JPEG-LS and JPEG
 * 2000 code streams may hold anything, a patient's name too. Their payload becomes zeros, in place,
 * so that no length changes; what decoders need (JFIF, Adobe's colour transform, the
 * colour-transform segment of JPEG-LS) stays.
 */
final class FragmentRemarks {
  private static final int START_OF_IMAGE = 0xFFD8;
  private static final int START_OF_CODE_STREAM = 0xFF4F;
  private static final int START_OF_SCAN = 0xFFDA;
  private static final int START_OF_TILE = 0xFF90;
  private static final int JPEG_COMMENT = 0xFFFE;
  private static final int JPEG_2000_COMMENT = 0xFF64;
  private static final int FIRST_APPLICATION = 0xFFE0;
  private static final int LAST_APPLICATION = 0xFFEF;
  private final DicomInput in;
  private final long offset;
  private final long length;

  FragmentRemarks(DicomInput in, long offset, long length) {
    this.in = in;
    this.offset = offset;
    this.length = length;
  }

  /**
   * @param written where the fragment's first byte stands in the output
   */
  void erase(DicomOutput out, long written) throws IOException {
    if (length < 4) {
      return;
    }
    int start = word(0);
    if (start != START_OF_IMAGE && start != START_OF_CODE_STREAM) {
      return;
    }
    long at = 2;
    while (at + 4 <= length) {
      int marker = word(at);
      if (marker >>> 8 != 0xFF || marker == START_OF_SCAN || marker == START_OF_TILE) {
        return;
      }
      if (marker == 0xFFFF) { // a fill byte
        at++;
        continue;
      }
      int size = word(at + 2);
      if (size < 2 || at + 2 + size > length) {
        return;
      }
      int kept = kept(marker, at + 4, size - 2);
      if (size - 2 > kept) {
        out.overwrite(written + at + 4 + kept, ByteBuffer.allocate(size - 2 - kept));
      }
      at += 2 + size;
    }
  }

  /** Bytes of a segment's payload that stay; all of them where it is no remark. */
  private int kept(int marker, long payload, int size) throws IOException {
    if (marker == JPEG_COMMENT) {
      return 0;
    }
    if (marker == JPEG_2000_COMMENT) {
      return Math.min(2, size); // whether it is text or bytes
    }
    if (marker < FIRST_APPLICATION || marker > LAST_APPLICATION) {
      return size;
    }
    String name =
        new String(
            in.bytes(offset + payload, Math.min(5, size)),
            java.nio.charset.StandardCharsets.ISO_8859_1);
    if (name.startsWith("JFIF")) {
      return Math.min(14, size); // up to the thumbnail's size, which stays zero or is zeroed
    }
    if (name.equals("Adobe")) {
      return Math.min(12, size);
    }
    return name.startsWith("mrfx") ? Math.min(5, size) : 0;
  }

  private int word(long at) throws IOException {
    byte[] two = in.bytes(offset + at, 2);
    return (two[0] & 0xFF) << 8 | (two[1] & 0xFF);
  }
}
