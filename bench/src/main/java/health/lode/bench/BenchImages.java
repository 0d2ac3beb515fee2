package health.lode.bench;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** DICOM images of invented patients, in explicit VR little endian, with a header as CTs have. */
final class BenchImages {
  private static final int FILES_A_PATIENT = 50;
  private final Random random;

  BenchImages(long seed) {
    this.random = new Random(seed);
  }

  /** Writes one image; of 16 bits and noise, or a capture of 8 bits with a name drawn in it. */
  void write(Path file, int number, int rows, int columns, String modality) throws IOException {
    boolean capture = modality.equals("SC");
    int patient = number / FILES_A_PATIENT; // a study is of one patient
    String name = "Patient^Invented" + patient;
    byte[] pixels =
        capture ? drawn(rows, columns, "Patient Invented" + patient) : noise(rows, columns);
    ByteArrayOutputStream set = new ByteArrayOutputStream();
    text(set, 0x00080005, "CS", "ISO_IR 100");
    text(set, 0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL");
    text(set, 0x00080016, "UI", "1.2.840.10008.5.1.4.1.1." + (capture ? "7" : "2"));
    text(set, 0x00080018, "UI", "1.2.826.0.1.99." + number);
    for (int tag : new int[] {0x00080020, 0x00080021, 0x00080022, 0x00080023}) {
      text(set, tag, "DA", "20240131");
    }
    for (int tag : new int[] {0x00080030, 0x00080031, 0x00080032, 0x00080033}) {
      text(set, tag, "TM", "101112.5");
    }
    text(set, 0x00080050, "SH", "A" + (100_000 + patient));
    text(set, 0x00080060, "CS", modality);
    text(set, 0x00080070, "LO", "ACME Imaging");
    text(set, 0x00080080, "LO", "Hill Hospital");
    text(set, 0x00080090, "PN", "Referrer^Fictional");
    text(set, 0x00081030, "LO", "Chest routine");
    text(set, 0x0008103E, "LO", "Axial 5 mm");
    text(set, 0x00100010, "PN", name);
    text(set, 0x00100020, "LO", "P" + (700_000 + patient));
    text(set, 0x00100030, "DA", "19510607");
    text(set, 0x00100040, "CS", "F");
    for (int element = 0x10; element < 0x60; element++) {
      text(set, 0x00190000 | 0x1000 | element, "LO", "private value of a device");
    }
    text(set, 0x0020000D, "UI", "1.2.826.0.1.98." + patient);
    text(set, 0x0020000E, "UI", "1.2.826.0.1.97." + patient);
    text(set, 0x00200013, "IS", Integer.toString(number));
    number(set, 0x00280002, 1);
    text(set, 0x00280004, "CS", "MONOCHROME2");
    number(set, 0x00280010, rows);
    number(set, 0x00280011, columns);
    int bits = capture ? 8 : 16;
    number(set, 0x00280100, bits);
    number(set, 0x00280101, bits);
    number(set, 0x00280102, bits - 1);
    number(set, 0x00280103, 0);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(new byte[128]);
      out.write("DICM".getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream meta = new ByteArrayOutputStream();
      text(meta, 0x00020010, "UI", "1.2.840.10008.1.2.1");
      ByteArrayOutputStream length = new ByteArrayOutputStream();
      head(length, 0x00020000, "UL", 4);
      length.write(little(4).putInt(meta.size()).array());
      out.write(length.toByteArray());
      out.write(meta.toByteArray());
      out.write(set.toByteArray());
      out.write(
          little(12)
              .putShort((short) 0x7FE0)
              .putShort((short) 0x10)
              .put("OW".getBytes(StandardCharsets.US_ASCII))
              .putShort((short) 0)
              .putInt(pixels.length)
              .array());
      out.write(pixels);
    }
  }

  private byte[] noise(int rows, int columns) {
    byte[] pixels = new byte[rows * columns * 2];
    random.nextBytes(pixels);
    return pixels;
  }

  private static byte[] drawn(int rows, int columns, String text) {
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20));
    graphics.drawString(text, 20, 40);
    graphics.setColor(Color.GRAY);
    graphics.fillOval(columns / 4, rows / 4, columns / 2, rows / 2);
    graphics.dispose();
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void head(ByteArrayOutputStream out, int tag, String vr, int length) {
    byte[] head = new byte[8];
    ByteBuffer.wrap(head)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) (tag >>> 16))
        .putShort((short) tag)
        .put(vr.getBytes(StandardCharsets.US_ASCII))
        .putShort((short) length);
    out.writeBytes(head);
  }

  private static void text(ByteArrayOutputStream out, int tag, String vr, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    head(out, tag, vr, bytes.length + bytes.length % 2);
    out.writeBytes(bytes);
    if (bytes.length % 2 == 1) {
      out.write(vr.equals("UI") ? 0 : ' ');
    }
  }

  private static void number(ByteArrayOutputStream out, int tag, int value) {
    head(out, tag, "US", 2);
    out.writeBytes(little(2).putShort((short) value).array());
  }
}
