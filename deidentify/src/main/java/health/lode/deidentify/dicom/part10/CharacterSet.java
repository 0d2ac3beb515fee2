package health.lode.deidentify.dicom.part10;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Specific Character Set (PS3.3 C.12.1.1.2, PS3.5 6.1): text decoded and written back in the same
 * set.
 *
 * <p>Where a file declares none and holds more than ASCII, as many local systems write, UTF-8 is
 * tried, then GB18030; the same one writes it back.
 */
public final class CharacterSet {
  /** The default repertoire, ISO IR 6. */
  public static final CharacterSet DEFAULT = new CharacterSet(List.of(), List.of(), List.of());

  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final byte ESCAPE = 0x1B;

  private static final Map<String, Charset> SINGLE =
      Map.ofEntries(
          Map.entry("ISO_IR 100", StandardCharsets.ISO_8859_1),
          Map.entry("ISO_IR 101", Charset.forName("ISO-8859-2")),
          Map.entry("ISO_IR 109", Charset.forName("ISO-8859-3")),
          Map.entry("ISO_IR 110", Charset.forName("ISO-8859-4")),
          Map.entry("ISO_IR 144", Charset.forName("ISO-8859-5")),
          Map.entry("ISO_IR 127", Charset.forName("ISO-8859-6")),
          Map.entry("ISO_IR 126", Charset.forName("ISO-8859-7")),
          Map.entry("ISO_IR 138", Charset.forName("ISO-8859-8")),
          Map.entry("ISO_IR 148", Charset.forName("ISO-8859-9")),
          Map.entry("ISO_IR 203", Charset.forName("ISO-8859-15")),
          Map.entry("ISO_IR 13", Charset.forName("JIS_X0201")),
          Map.entry("ISO_IR 166", Charset.forName("TIS-620")),
          Map.entry("ISO_IR 192", StandardCharsets.UTF_8),
          Map.entry("UTF-8", StandardCharsets.UTF_8),
          Map.entry("GB18030", GB18030),
          Map.entry("GBK", Charset.forName("GBK")),
          Map.entry("GB2312", Charset.forName("GBK")));

  /** The sets that may be tried, in order, where there are no code extensions. */
  private final List<Charset> plain;

  /** The sets that escape sequences may call up; empty where there are no code extensions. */
  private final List<Extension> extensions;

  /** Those of them that are active from the start. */
  private final List<Extension> initial;

  private CharacterSet(List<Charset> plain, List<Extension> extensions, List<Extension> initial) {
    this.plain = plain;
    this.extensions = extensions;
    this.initial = initial;
  }

  /** The set that (0008,0005) names; unknown terms are passed over, and what they wrote guessed. */
  public static CharacterSet of(String declared) {
    String[] terms = declared.split("\\\\", -1);
    List<Extension> extensions = new ArrayList<>();
    for (String term : terms) {
      String normal = term.strip().replace("ISO_2022", "ISO 2022");
      if (normal.startsWith("ISO 2022 IR ")) {
        extensions.addAll(Extension.of(normal.substring("ISO 2022 IR ".length())));
      } else if (terms.length > 1 && normal.startsWith("ISO_IR ")) {
        extensions.addAll(Extension.of(normal.substring("ISO_IR ".length())));
      }
    }
    if (!extensions.isEmpty()) {
      String first = terms[0].strip().replaceAll("ISO[ _]2022 IR |ISO_IR ", "");
      List<Extension> initial =
          Extension.of(first).isEmpty() ? List.of(Extension.ASCII) : Extension.of(first);
      List<Extension> all = new ArrayList<>(initial);
      all.addAll(extensions);
      return new CharacterSet(List.of(), List.copyOf(all), initial);
    }
    Charset charset = SINGLE.get(terms[0].strip());
    return charset == null ? DEFAULT : new CharacterSet(List.of(charset), List.of(), List.of());
  }

  /** The text of a value, padding and all; empty where the bytes are none in this set. */
  public Optional<String> decode(byte[] bytes) {
    if (isAscii(bytes)) {
      return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
    }
    if (!extensions.isEmpty()) {
      return Iso2022.decode(bytes, extensions);
    }
    for (Charset charset : candidates()) {
      Optional<String> text = strictly(bytes, charset);
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  /**
   * A text in the set that its value was read in; what the set cannot write becomes {@code ?}.
   *
   * @param was the value's bytes as they were, which tell a guessed set
   */
  public byte[] encode(String text, byte[] was) {
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    if (!extensions.isEmpty()) {
      return Iso2022.encode(text, extensions, initial);
    }
    for (Charset charset : candidates()) {
      if (strictly(was, charset).isPresent()) {
        return text.getBytes(charset);
      }
    }
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private List<Charset> candidates() {
    return plain.isEmpty() ? List.of(StandardCharsets.UTF_8, GB18030) : plain;
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0 || b == ESCAPE) {
        return false;
      }
    }
    return true;
  }

  static Optional<String> strictly(byte[] bytes, Charset charset) {
    try {
      return Optional.of(
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** One set of ISO/IEC 2022: called up by an escape sequence into the lower or upper half. */
  record Extension(String escape, Half half, Shape shape, Charset charset) {
    static final Extension ASCII =
        new Extension("(B", Half.LOWER, Shape.BYTES, StandardCharsets.US_ASCII);

    enum Half {
      LOWER,
      UPPER
    }

    /** How a character's bytes reach the Java charset. */
    enum Shape {
      /** As they stand. */
      BYTES,
      /** Pairs in the lower half that EUC writes in the upper. */
      PAIRS,
      /** As PAIRS, after EUC's third shift. */
      THIRD
    }

    /** The sets of a defined term {@code ISO 2022 IR n}. */
    static List<Extension> of(String number) {
      return switch (number) {
        case "6" -> List.of(ASCII);
        case "100" -> upper("-A", "ISO-8859-1");
        case "101" -> upper("-B", "ISO-8859-2");
        case "109" -> upper("-C", "ISO-8859-3");
        case "110" -> upper("-D", "ISO-8859-4");
        case "144" -> upper("-L", "ISO-8859-5");
        case "127" -> upper("-G", "ISO-8859-6");
        case "126" -> upper("-F", "ISO-8859-7");
        case "138" -> upper("-H", "ISO-8859-8");
        case "148" -> upper("-M", "ISO-8859-9");
        case "203" -> upper("-b", "ISO-8859-15");
        case "166" -> upper("-T", "TIS-620");
        case "149" -> upper("$)C", "EUC-KR");
        case "58" -> upper("$)A", "GB2312");
        case "13" -> {
          Charset katakana = Charset.forName("JIS_X0201");
          yield List.of(
              new Extension("(J", Half.LOWER, Shape.BYTES, katakana),
              new Extension(")I", Half.UPPER, Shape.BYTES, katakana));
        }
        case "87" ->
            List.of(new Extension("$B", Half.LOWER, Shape.PAIRS, Charset.forName("EUC-JP")));
        case "159" ->
            List.of(new Extension("$(D", Half.LOWER, Shape.THIRD, Charset.forName("EUC-JP")));
        default -> List.of();
      };
    }

    private static List<Extension> upper(String escape, String charset) {
      return List.of(
          ASCII, new Extension(escape, Half.UPPER, Shape.BYTES, Charset.forName(charset)));
    }

    /** The bytes of one character as this set writes them; empty where it has none. */
    Optional<byte[]> bytes(String character) {
      if (!charset.newEncoder().canEncode(character)) {
        return Optional.empty();
      }
      byte[] bytes = character.getBytes(charset);
      boolean upper = bytes[0] < 0;
      ByteArrayOutputStream out = new ByteArrayOutputStream(2);
      switch (shape) {
        case BYTES -> {
          return upper == (half == Half.UPPER) ? Optional.of(bytes) : Optional.empty();
        }
        case PAIRS -> {
          if (bytes.length != 2 || bytes[0] == (byte) 0x8E) {
            return Optional.empty();
          }
          out.write(bytes[0] & 0x7F);
          out.write(bytes[1] & 0x7F);
        }
        case THIRD -> {
          if (bytes.length != 3) {
            return Optional.empty();
          }
          out.write(bytes[1] & 0x7F);
          out.write(bytes[2] & 0x7F);
        }
      }
      return Optional.of(out.toByteArray());
    }
  }
}
