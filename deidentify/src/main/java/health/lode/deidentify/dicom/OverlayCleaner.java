package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.part10.DicomInput;
import health.lode.deidentify.dicom.part10.Element;
import health.lode.deidentify.dicom.pixel.Box;
import health.lode.deidentify.dicom.pixel.Ocr;
import health.lode.deidentify.dicom.pixel.TextLine;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Overlay planes under the Clean Graphics option: read as pictures, and every text in them blanked,
 * since what a person drew over an image is more often a name than a finding. A plane that cannot
 * be read is left out.
 */
final class OverlayCleaner {
  private static final long LARGEST = 16L << 20;
  private final DicomInput in;
  private final FileFacts facts;
  private final PixelInspector.OcrSource ocr;
  private final Scratch scratch;

  OverlayCleaner(DicomInput in, FileFacts facts, PixelInspector.OcrSource ocr, Scratch scratch) {
    this.in = in;
    this.facts = facts;
    this.ocr = ocr;
    this.scratch = scratch;
  }

  Optional<byte[]> cleaned(Element element) throws IOException {
    int group = element.tag() & 0xFFFF0000;
    int rows = number(group | 0x0010);
    int columns = number(group | 0x0011);
    String frames = facts.text(group | 0x0015).strip();
    long bits = (long) rows * columns;
    boolean plain = bits > 0 && element.length() >= (bits + 7) / 8 && element.length() <= LARGEST;
    if (!plain || !(frames.isEmpty() || frames.equals("1")) || element.encoding().bigEndian()) {
      return Optional.empty();
    }
    byte[] bytes = in.bytes(element.offset(), (int) element.length());
    BufferedImage picture = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
    byte[] grey = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) ((bytes[i / 8] >>> (i % 8) & 1) * 255);
    }
    Ocr reader;
    try {
      reader = ocr.ocr();
    } catch (health.lode.refusal.RefusedException e) {
      return Optional.empty();
    }
    List<TextLine> lines = reader.read(List.of(picture), scratch.folder()).get(0);
    for (TextLine line : lines) {
      Box box = line.box().grown(Math.max(2, line.box().height() / 3)).within(columns, rows);
      for (int y = box.y(); y < box.y() + box.height(); y++) {
        for (int x = box.x(); x < box.x() + box.width(); x++) {
          int bit = y * columns + x;
          bytes[bit / 8] &= (byte) ~(1 << (bit % 8));
        }
      }
    }
    return Optional.of(bytes);
  }

  private int number(int tag) {
    String text = facts.text(tag).strip();
    return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
  }
}
