package health.lode.deidentify.dicom.part10;

/** Attribute tags: the group in the upper, the element in the lower 16 bits. */
public final class Tags {
  public static final int TRANSFER_SYNTAX_UID = 0x00020010;
  public static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
  public static final int MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;
  public static final int SPECIFIC_CHARACTER_SET = 0x00080005;
  public static final int PIXEL_DATA = 0x7FE00010;
  public static final int ITEM = 0xFFFEE000;
  public static final int ITEM_END = 0xFFFEE00D;
  public static final int SEQUENCE_END = 0xFFFEE0DD;

  private Tags() {}

  public static int group(int tag) {
    return tag >>> 16;
  }

  public static int element(int tag) {
    return tag & 0xFFFF;
  }

  public static boolean isPrivate(int tag) {
    return (tag >>> 16 & 1) == 1;
  }

  /** Whether this element names the owner of a block of private elements (PS3.5 7.8.1). */
  public static boolean isPrivateCreator(int tag) {
    return isPrivate(tag) && element(tag) >= 0x10 && element(tag) <= 0xFF;
  }

  /** {@code (0010,0020)}. */
  public static String text(int tag) {
    StringBuilder text = new StringBuilder(11).append('(');
    for (int shift = 28; shift >= 0; shift -= 4) {
      int digit = tag >>> shift & 0xF;
      text.append((char) (digit < 10 ? '0' + digit : 'A' + digit - 10));
      if (shift == 16) {
        text.append(',');
      }
    }
    return text.append(')').toString();
  }
}
