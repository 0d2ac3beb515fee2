package health.lode.deidentify.dicom.part10;

import java.util.Optional;

/**
 * How a data set is written (PS3.5 section 10).
 *
 * @param uid its unique identifier
 * @param encoding of the elements
 * @param deflated whether the data set as a whole is deflated (RFC 1951)
 * @param pixels how pixel data is compressed
 */
public record TransferSyntax(String uid, Encoding encoding, boolean deflated, Pixels pixels) {
  public static final TransferSyntax IMPLICIT_LITTLE =
      new TransferSyntax("1.2.840.10008.1.2", Encoding.IMPLICIT_LITTLE, false, Pixels.NATIVE);
  public static final TransferSyntax EXPLICIT_LITTLE =
      new TransferSyntax("1.2.840.10008.1.2.1", Encoding.EXPLICIT_LITTLE, false, Pixels.NATIVE);
  public static final TransferSyntax DEFLATED =
      new TransferSyntax("1.2.840.10008.1.2.1.99", Encoding.EXPLICIT_LITTLE, true, Pixels.NATIVE);
  public static final TransferSyntax EXPLICIT_BIG =
      new TransferSyntax("1.2.840.10008.1.2.2", Encoding.EXPLICIT_BIG, false, Pixels.NATIVE);
  public static final TransferSyntax RLE = encapsulated("1.2.840.10008.1.2.5", Pixels.RLE);

  private static final String JPEG_FAMILY = "1.2.840.10008.1.2.4.";

  /** How elements are written. */
  public enum Encoding {
    IMPLICIT_LITTLE(false, false),
    EXPLICIT_LITTLE(true, false),
    EXPLICIT_BIG(true, true);

    private final boolean explicit;
    private final boolean bigEndian;

    Encoding(boolean explicit, boolean bigEndian) {
      this.explicit = explicit;
      this.bigEndian = bigEndian;
    }

    public boolean explicit() {
      return explicit;
    }

    public boolean bigEndian() {
      return bigEndian;
    }
  }

  /** How pixel data is compressed. */
  public enum Pixels {
    NATIVE,
    RLE,
    JPEG,
    JPEG_LS,
    JPEG_2000,
    /** Video, JPEG XL, HTJ2K and what else is encapsulated and not decoded here. */
    OTHER
  }

  /** The syntax of a UID; empty where its data set cannot be read here. */
  public static Optional<TransferSyntax> of(String uid) {
    return switch (uid) {
      case "1.2.840.10008.1.2" -> Optional.of(IMPLICIT_LITTLE);
      case "1.2.840.10008.1.2.1" -> Optional.of(EXPLICIT_LITTLE);
      case "1.2.840.10008.1.2.1.99" -> Optional.of(DEFLATED);
      case "1.2.840.10008.1.2.2" -> Optional.of(EXPLICIT_BIG);
      case "1.2.840.10008.1.2.5" -> Optional.of(RLE);
      case "1.2.840.10008.1.2.1.98", "1.2.840.10008.1.2.8.1" ->
          Optional.of(encapsulated(uid, Pixels.OTHER));
      default ->
          uid.matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.[0-9]{2,3}")
              ? Optional.of(encapsulated(uid, family(uid.substring(JPEG_FAMILY.length()))))
              : Optional.empty();
    };
  }

  private static Pixels family(String end) {
    int number = Integer.parseInt(end);
    return number < 80
        ? Pixels.JPEG
        : number <= 81 ? Pixels.JPEG_LS : number <= 93 ? Pixels.JPEG_2000 : Pixels.OTHER;
  }

  private static TransferSyntax encapsulated(String uid, Pixels pixels) {
    return new TransferSyntax(uid, Encoding.EXPLICIT_LITTLE, false, pixels);
  }

  static TransferSyntax of(Encoding encoding) {
    return switch (encoding) {
      case IMPLICIT_LITTLE -> IMPLICIT_LITTLE;
      case EXPLICIT_LITTLE -> EXPLICIT_LITTLE;
      case EXPLICIT_BIG -> EXPLICIT_BIG;
    };
  }

  public boolean encapsulated() {
    return pixels != Pixels.NATIVE;
  }

  /** Whether pixels were given up for smallness (PS3.5 Annex A.4), so that they never come back. */
  public boolean lossy() {
    return switch (uid) {
      case "1.2.840.10008.1.2.4.57",
          "1.2.840.10008.1.2.4.70",
          "1.2.840.10008.1.2.4.80",
          "1.2.840.10008.1.2.4.90",
          "1.2.840.10008.1.2.4.92" ->
          false;
      default -> pixels != Pixels.NATIVE && pixels != Pixels.RLE && pixels != Pixels.OTHER;
    };
  }
}
