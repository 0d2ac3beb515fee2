package health.lode.deidentify.dicom.pixel;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A picture for a person's eye: frames as they were beside frames as they are, the blanked boxes
 * outlined. Holds what was burned in: it stays in the review place.
 */
public final class ContactSheet {
  /** Most frames on a sheet. */
  public static final int MOST_FRAMES = 12;

  private static final int CELL = 480;
  private static final int GAP = 8;

  private ContactSheet() {}

  /** Writes a PNG. */
  public static void write(NativePixels pixels, List<Integer> frames, List<Box> boxes, Path file)
      throws IOException {
    int shown = Math.min(frames.size(), MOST_FRAMES);
    int columns = pixels.shape().columns();
    int rows = pixels.shape().rows();
    double scale = (double) CELL / Math.max(columns, rows);
    int height = Math.max(1, (int) (rows * scale));
    int width = Math.max(1, (int) (columns * scale));
    BufferedImage sheet =
        new BufferedImage(
            2 * width + 3 * GAP, shown * (height + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.setColor(Color.DARK_GRAY);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    for (int i = 0; i < shown; i++) {
      BufferedImage before = pixels.views(frames.get(i)).get(0);
      int top = GAP + i * (height + GAP);
      graphics.drawImage(before, GAP, top, width, height, null);
      BufferedImage after = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
      Graphics2D painted = after.createGraphics();
      painted.drawImage(before, 0, 0, null);
      painted.setColor(Color.BLACK);
      for (Box box : boxes) {
        painted.fillRect(box.x(), box.y(), box.width(), box.height());
      }
      painted.dispose();
      graphics.drawImage(after, 2 * GAP + width, top, width, height, null);
      graphics.setColor(Color.RED);
      for (Box box : boxes) {
        graphics.drawRect(
            (int) (GAP + box.x() * scale),
            (int) (top + box.y() * scale),
            (int) (box.width() * scale),
            (int) (box.height() * scale));
      }
    }
    graphics.dispose();
    if (!ImageIO.write(sheet, "png", file.toFile())) {
      throw new IOException("no PNG writer");
    }
  }
}
