package health.lode.deidentify.dicom.part10;

import health.lode.deidentify.dicom.part10.TransferSyntax.Encoding;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Walks a data set once, in constant memory whatever its size. Nothing is believed: each length
 * must lie within what holds it, or the file is refused with offset and tag.
 */
public final class DataSetReader {
  /** Deepest nesting that is followed. */
  public static final int DEEPEST = 64;

  private static final long WIDEST = 0xFFFFFFFFL;
  private static final DataSetVisitor NOBODY = new DataSetVisitor() {};
  private final DicomInput in;

  public DataSetReader(DicomInput in) {
    this.in = in;
  }

  /** Reads from {@code start} to the end of the file. */
  public void read(long start, Encoding encoding, DataSetVisitor visitor) throws IOException {
    long end = in.size();
    long at = start;
    while (at < end) {
      if (end - at < 8) {
        // Fewer bytes than any element has: what some writers leave after the last one.
        return;
      }
      Element element = header(at, encoding, end);
      at = value(element, visitor, end, 0);
    }
  }

  /** The element whose header stands at {@code at}. */
  Element header(long at, Encoding encoding, long end) throws IOException {
    ByteBuffer bytes = window(at, 8, encoding, 0, end);
    int tag = Short.toUnsignedInt(bytes.getShort()) << 16 | Short.toUnsignedInt(bytes.getShort());
    if (tag >>> 16 == 0xFFFE) {
      throw BrokenDicom.at(DicomReason.DICOM_BROKEN, at, tag);
    }
    if (!encoding.explicit()) {
      return element(tag, null, at + 8, Integer.toUnsignedLong(bytes.getInt()), encoding);
    }
    int first = Byte.toUnsignedInt(bytes.get());
    int second = Byte.toUnsignedInt(bytes.get());
    Vr vr = Vr.of(first, second);
    if (vr == null && (first < 'A' || first > 'Z' || second < 'A' || second > 'Z')) {
      // No letters: written without a VR in a data set that should have them.
      bytes = window(at + 4, 4, encoding, tag, end);
      return element(tag, null, at + 8, Integer.toUnsignedLong(bytes.getInt()), encoding);
    }
    if (vr == null || vr.hasLongLength()) {
      bytes = window(at + 8, 4, encoding, tag, end);
      return element(
          tag, vr == null ? Vr.UN : vr, at + 12, Integer.toUnsignedLong(bytes.getInt()), encoding);
    }
    return element(tag, vr, at + 8, Short.toUnsignedInt(bytes.getShort()), encoding);
  }

  private static Element element(
      int tag, @Nullable Vr written, long offset, long length, Encoding encoding) {
    long known = length == WIDEST ? Element.UNDEFINED : length;
    Vr vr = written == null || written == Vr.UN ? meant(tag, known) : written;
    Encoding inside =
        vr == Vr.SQ && (written == null || written == Vr.UN)
            ? Encoding.IMPLICIT_LITTLE // PS3.5 6.2.2 note 5: UN hides implicit little endian
            : encoding;
    return new Element(tag, vr, written == null ? Vr.UN : written, offset, known, inside);
  }

  /** What an element without a VR is: by the dictionary, or by its undefined length. */
  private static Vr meant(int tag, long length) {
    if (Tags.isPrivateCreator(tag)) {
      return Vr.LO;
    }
    if (Tags.element(tag) == 0) {
      return Vr.UL;
    }
    Vr vr = Dictionary.vr(tag);
    if (length == Element.UNDEFINED) {
      return tag == Tags.PIXEL_DATA ? Vr.OB : Vr.SQ;
    }
    return vr == null ? Vr.UN : vr;
  }

  /** Hands an element's value to the visitor; returns where the next element begins. */
  private long value(Element element, DataSetVisitor visitor, long end, int depth)
      throws IOException {
    boolean bounded = !element.undefinedLength();
    if (bounded && element.length() > end - element.offset()) {
      throw BrokenDicom.at(
          end == in.size() ? DicomReason.DICOM_TRUNCATED : DicomReason.DICOM_BROKEN,
          element.offset(),
          element.tag());
    }
    if (element.vr() == Vr.SQ) {
      boolean wanted = visitor.sequence(element);
      if (!wanted && bounded) {
        return element.offset() + element.length();
      }
      long after = items(element, wanted ? visitor : NOBODY, end, depth + 1);
      if (wanted) {
        visitor.endSequence();
      }
      return after;
    }
    if (bounded) {
      visitor.element(element);
      return element.offset() + element.length();
    }
    if (element.vr().kind() == Vr.Kind.BULK && element.encoding().explicit()) {
      return fragments(element, visitor, end);
    }
    throw BrokenDicom.at(DicomReason.DICOM_BROKEN, element.offset(), element.tag());
  }

  private long items(Element sequence, DataSetVisitor visitor, long outerEnd, int depth)
      throws IOException {
    if (depth > DEEPEST) {
      throw BrokenDicom.at(DicomReason.DICOM_NESTED_TOO_DEEP, sequence.offset(), sequence.tag());
    }
    boolean bounded = !sequence.undefinedLength();
    long end = bounded ? sequence.offset() + sequence.length() : outerEnd;
    long at = sequence.offset();
    int number = 0;
    while (!bounded || at < end) {
      ByteBuffer bytes = window(at, 8, sequence.encoding(), sequence.tag(), end);
      int tag = Short.toUnsignedInt(bytes.getShort()) << 16 | Short.toUnsignedInt(bytes.getShort());
      long length = Integer.toUnsignedLong(bytes.getInt());
      if (tag == Tags.SEQUENCE_END) {
        return bounded ? end : at + 8;
      }
      if (tag != Tags.ITEM) {
        throw BrokenDicom.at(DicomReason.DICOM_BROKEN, at, sequence.tag());
      }
      visitor.item(number++);
      at = item(sequence, at + 8, length, visitor, end, depth);
      visitor.endItem();
    }
    return at;
  }

  private long item(
      Element sequence, long start, long length, DataSetVisitor visitor, long outerEnd, int depth)
      throws IOException {
    boolean bounded = length != WIDEST;
    if (bounded && length > outerEnd - start) {
      throw BrokenDicom.at(
          outerEnd == in.size() ? DicomReason.DICOM_TRUNCATED : DicomReason.DICOM_BROKEN,
          start,
          sequence.tag());
    }
    long end = bounded ? start + length : outerEnd;
    long at = start;
    while (!bounded || at < end) {
      ByteBuffer bytes = window(at, 8, sequence.encoding(), sequence.tag(), end);
      int tag = Short.toUnsignedInt(bytes.getShort()) << 16 | Short.toUnsignedInt(bytes.getShort());
      if (tag == Tags.ITEM_END) {
        return bounded ? end : at + 8;
      }
      at = value(header(at, sequence.encoding(), end), visitor, end, depth);
    }
    return at;
  }

  private long fragments(Element element, DataSetVisitor visitor, long end) throws IOException {
    boolean wanted = visitor.fragments(element);
    long at = element.offset();
    int number = 0;
    while (true) {
      ByteBuffer bytes = window(at, 8, element.encoding(), element.tag(), end);
      int tag = Short.toUnsignedInt(bytes.getShort()) << 16 | Short.toUnsignedInt(bytes.getShort());
      long length = Integer.toUnsignedLong(bytes.getInt());
      if (tag == Tags.SEQUENCE_END) {
        if (wanted) {
          visitor.endFragments();
        }
        return at + 8;
      }
      if (tag != Tags.ITEM) {
        throw BrokenDicom.at(DicomReason.DICOM_BROKEN, at, element.tag());
      }
      if (length > end - at - 8) {
        throw BrokenDicom.at(DicomReason.DICOM_TRUNCATED, at + 8, element.tag());
      }
      if (wanted) {
        visitor.fragment(number, at + 8, length);
      }
      number++;
      at += 8 + length;
    }
  }

  private ByteBuffer window(long at, int length, Encoding encoding, int tag, long end)
      throws IOException {
    if (at + length > end) {
      throw BrokenDicom.at(
          end == in.size() ? DicomReason.DICOM_TRUNCATED : DicomReason.DICOM_BROKEN, at, tag);
    }
    try {
      return in.at(at, length, encoding.bigEndian());
    } catch (EOFException e) {
      throw BrokenDicom.at(DicomReason.DICOM_TRUNCATED, at, tag);
    }
  }
}
