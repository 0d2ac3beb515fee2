package health.lode.deidentify.dicom.pixel;

/** A rectangle of an image, in pixels from its upper left corner. */
public record Box(int x, int y, int width, int height) {

  /** The part of it that lies within an image; of width or height 0 where none does. */
  public Box within(int columns, int rows) {
    int left = Math.max(0, Math.min(x, columns));
    int top = Math.max(0, Math.min(y, rows));
    int right = (int) Math.max(left, Math.min((long) x + width, columns));
    int bottom = (int) Math.max(top, Math.min((long) y + height, rows));
    return new Box(left, top, right - left, bottom - top);
  }

  /** This box, wider by {@code margin} on each side. */
  public Box grown(int margin) {
    return new Box(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
  }

  /** The smallest box around both. */
  public Box with(Box other) {
    int left = Math.min(x, other.x);
    int top = Math.min(y, other.y);
    int right = Math.max(x + width, other.x + other.width);
    int bottom = Math.max(y + height, other.y + other.height);
    return new Box(left, top, right - left, bottom - top);
  }

  /** Whether the other lies within this one. */
  public boolean holds(Box other) {
    return other.x >= x
        && other.y >= y
        && other.x + other.width <= x + width
        && other.y + other.height <= y + height;
  }
}
