package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.part10.DicomOutput;
import health.lode.deidentify.dicom.part10.Vr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of the outermost data set that are written anew, each at its place: what was done to
 * the file (PS3.15 E.1.1), and the image's description where its pixels were decoded.
 */
final class Statement {
  private static final int METHOD = 0x00120063;
  private static final int METHOD_CODES = 0x00120064;
  private static final int IDENTITY_REMOVED = 0x00120062;
  private final TreeMap<Integer, Stated> byTag =
      new TreeMap<>(Comparator.comparingInt((Integer tag) -> tag ^ Integer.MIN_VALUE));
  private @Nullable Deque<Map.Entry<Integer, Stated>> pending;

  private interface Stated {
    void write(DicomOutput out, ActionLog log) throws IOException;
  }

  /** States one value. */
  void put(int tag, Vr vr, byte[] value, String rule) {
    byTag.put(
        tag,
        (out, log) -> {
          out.element(tag, vr, value);
          log.add("", tag, vr, Action.DUMMY, rule);
        });
  }

  void put(int tag, Vr vr, String value, String rule) {
    put(tag, vr, value.getBytes(StandardCharsets.US_ASCII), rule);
  }

  /** An attribute that the source has and the output has not. */
  void drop(int tag, Vr vr, String rule) {
    byTag.put(tag, (out, log) -> log.add("", tag, vr, Action.REMOVE, rule));
  }

  /**
   * Says by what the identity was removed.
   *
   * @param codes of CID 7050, each with its meaning
   */
  void identityRemoved(String method, List<Code> codes) {
    put(IDENTITY_REMOVED, Vr.CS, "YES", "statement");
    put(METHOD, Vr.LO, method, "statement");
    byTag.put(
        METHOD_CODES,
        (out, log) -> {
          out.beginSequence(METHOD_CODES);
          for (Code code : codes) {
            out.beginItem();
            out.element(0x00080100, Vr.SH, ascii(Integer.toString(code.value())));
            out.element(0x00080102, Vr.SH, ascii("DCM"));
            out.element(0x00080104, Vr.LO, ascii(code.meaning()));
            out.endItem();
          }
          out.endSequence();
          log.add("", METHOD_CODES, Vr.SQ, Action.DUMMY, "statement");
        });
  }

  record Code(int value, String meaning) {
    static final Code BASIC = new Code(113100, "Basic Application Confidentiality Profile");
    static final Code PIXELS = new Code(113101, "Clean Pixel Data Option");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  boolean replaces(int tag) {
    return byTag.containsKey(tag);
  }

  /** Writes what stands before {@code tag}, or at it, and was not written yet. */
  void writeUpTo(int tag, DicomOutput out, ActionLog log) throws IOException {
    if (pending == null) {
      pending = new ArrayDeque<>(byTag.entrySet());
    }
    Map.Entry<Integer, Stated> next = pending.peek();
    while (next != null && Integer.compareUnsigned(next.getKey(), tag) <= 0) {
      next.getValue().write(out, log);
      pending.remove();
      next = pending.peek();
    }
  }
}
