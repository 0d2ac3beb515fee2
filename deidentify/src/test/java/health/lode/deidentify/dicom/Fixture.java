package health.lode.deidentify.dicom;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;

/**
 * DICOM files made by hand, byte by byte, without the code under test. Text is padded by the
 * caller's choice of writer below; sequences may have defined or undefined lengths.
 */
final class Fixture {
  static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  static final String CAPTURE = "1.2.840.10008.5.1.4.1.1.7";

  enum Syntax {
    IMPLICIT("1.2.840.10008.1.2", false, false, false),
    EXPLICIT("1.2.840.10008.1.2.1", true, false, false),
    BIG("1.2.840.10008.1.2.2", true, true, false),
    DEFLATED("1.2.840.10008.1.2.1.99", true, false, true),
    JPEG("1.2.840.10008.1.2.4.50", true, false, false),
    RLE("1.2.840.10008.1.2.5", true, false, false);

    final String uid;
    final boolean explicit;
    final boolean big;
    final boolean deflated;

    Syntax(String uid, boolean explicit, boolean big, boolean deflated) {
      this.uid = uid;
      this.explicit = explicit;
      this.big = big;
      this.deflated = deflated;
    }
  }

  private final Syntax syntax;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Fixture(Syntax syntax) {
    this.syntax = syntax;
  }

  /** A CT image's header up to group 0020, of a patient who is planted by name. */
  static Fixture ct(Syntax syntax) {
    return ct(syntax, UnaryOperator.identity());
  }

  /** The same, with more attributes between (0008,103E) and group 0010. */
  static Fixture ct(Syntax syntax, UnaryOperator<Fixture> more) {
    Fixture study =
        new Fixture(syntax)
            .text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
            .text(0x00080016, "UI", CT)
            .text(0x00080018, "UI", "1.2.3.4.5")
            .text(0x00080020, "DA", "20240229")
            .text(0x00080030, "TM", "101112")
            .text(0x00080050, "SH", "ACC778899")
            .text(0x00080060, "CS", "CT")
            .text(0x00080080, "LO", "Northgate Hospital")
            .text(0x0008103E, "LO", "Chest of Wintergreen");
    return more.apply(study)
        .text(0x00100010, "PN", "Wintergreen^Ada")
        .text(0x00100020, "LO", "MRN445566")
        .text(0x00100030, "DA", "19510607")
        .text(0x00100040, "CS", "F")
        .text(0x00101010, "AS", "093Y")
        .text(0x0020000D, "UI", "1.2.3.4")
        .text(0x0020000E, "UI", "1.2.3.4.1");
  }

  /** The image module and native pixels of 8 bits. */
  Fixture pixels(int rows, int columns, byte[] pixels) {
    return shape(rows, columns).bytes(0x7FE00010, syntax.explicit ? "OB" : "OW", pixels);
  }

  Fixture shape(int rows, int columns) {
    return number(0x00280002, 1)
        .text(0x00280004, "CS", "MONOCHROME2")
        .number(0x00280010, rows)
        .number(0x00280011, columns)
        .number(0x00280100, 8)
        .number(0x00280101, 8)
        .number(0x00280102, 7)
        .number(0x00280103, 0);
  }

  Fixture number(int tag, int value) {
    ByteBuffer two = ByteBuffer.allocate(2).order(order());
    return bytes(tag, "US", two.putShort((short) value).array());
  }

  Fixture text(int tag, String vr, String text) {
    return bytes(tag, vr, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  Fixture bytes(int tag, String vr, byte[] value) {
    int padded = value.length + value.length % 2;
    header(tag, vr, padded);
    out.writeBytes(value);
    if (padded > value.length) {
      boolean zero = vr.equals("UI") || vr.startsWith("O") || vr.equals("UN");
      out.write(zero ? 0 : ' ');
    }
    return this;
  }

  /** A header alone: what follows is the caller's, or nothing. */
  Fixture header(int tag, String vr, long length) {
    ByteBuffer head = ByteBuffer.allocate(12).order(order());
    head.putShort((short) (tag >>> 16)).putShort((short) tag);
    boolean wide =
        List.of("OB", "OW", "OF", "OD", "OL", "OV", "SQ", "UN", "UT", "UC", "UR", "SV", "UV")
            .contains(vr);
    if (!syntax.explicit) {
      head.putInt((int) length);
    } else {
      head.put(vr.getBytes(StandardCharsets.US_ASCII));
      if (wide) {
        head.putShort((short) 0).putInt((int) length);
      } else {
        head.putShort((short) length);
      }
    }
    out.write(head.array(), 0, head.position());
    return this;
  }

  Fixture item(int tag, int length) {
    ByteBuffer head = ByteBuffer.allocate(8).order(order());
    head.putShort((short) 0xFFFE).putShort((short) tag).putInt(length);
    out.writeBytes(head.array());
    return this;
  }

  /** A sequence with defined lengths. */
  Fixture sequence(int tag, Fixture... items) {
    List<byte[]> all = new ArrayList<>();
    int length = 0;
    for (Fixture each : items) {
      all.add(each.out.toByteArray());
      length += 8 + all.get(all.size() - 1).length;
    }
    header(tag, "SQ", length);
    for (byte[] each : all) {
      item(0xE000, each.length);
      out.writeBytes(each);
    }
    return this;
  }

  /** A sequence that delimiters end, under any VR. */
  Fixture open(int tag, String vr, Fixture... items) {
    header(tag, vr, 0xFFFFFFFFL);
    // Under UN all is implicit little endian, the items too (PS3.5 6.2.2).
    Fixture inside = new Fixture(vr.equals("UN") ? Syntax.IMPLICIT : syntax);
    for (Fixture each : items) {
      inside.item(0xE000, -1);
      inside.out.writeBytes(each.out.toByteArray());
      inside.item(0xE00D, 0);
    }
    out.writeBytes(inside.item(0xE0DD, 0).out.toByteArray());
    return this;
  }

  Fixture fragments(byte[]... fragments) {
    header(0x7FE00010, "OB", 0xFFFFFFFFL);
    item(0xE000, 0);
    for (byte[] each : fragments) {
      item(0xE000, each.length);
      out.writeBytes(each);
    }
    return item(0xE0DD, 0);
  }

  private ByteOrder order() {
    return syntax.big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** The data set alone. */
  byte[] dataSet() {
    return out.toByteArray();
  }

  /** The whole file; the preamble holds what must not get out. */
  byte[] file() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    byte[] preamble = new byte[128];
    byte[] planted = "Wintergreen MRN445566".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(planted, 0, preamble, 0, planted.length);
    file.writeBytes(preamble);
    file.writeBytes("DICM".getBytes(StandardCharsets.US_ASCII));
    Fixture meta =
        new Fixture(Syntax.EXPLICIT)
            .bytes(0x00020001, "OB", new byte[] {0, 1})
            .text(0x00020002, "UI", CT)
            .text(0x00020003, "UI", "1.2.3.4.5")
            .text(0x00020010, "UI", syntax.uid)
            .text(0x00020016, "AE", "NORTHGATE");
    byte[] length =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(meta.out.size()).array();
    file.writeBytes(new Fixture(Syntax.EXPLICIT).bytes(0x00020000, "UL", length).dataSet());
    file.writeBytes(meta.dataSet());
    file.writeBytes(syntax.deflated ? deflated(dataSet()) : dataSet());
    return file.toByteArray();
  }

  private static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(plain);
    deflater.finish();
    byte[] room = new byte[plain.length + 1000];
    int length = deflater.deflate(room);
    deflater.end();
    return java.util.Arrays.copyOf(room, length);
  }
}
