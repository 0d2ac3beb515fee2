package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.QuarantinedException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The character set of a message: what MSH-18 says (HL7 table 0211), else UTF-8 or GB 18030,
 * whichever its bytes are. Fails closed: bytes that are not of the stated set are never replaced.
 */
final class MessageCharset {
  private static final Charset GB18030 = Charset.forName("GB18030");

  /** A message's text and how it was read. */
  record Decoded(String text, Charset charset) {}

  private MessageCharset() {}

  static Decoded decode(byte[] buffer, int offset, int length) throws QuarantinedException {
    if (ascii(buffer, offset, length)) {
      Charset stated = stated(headerField(buffer, offset, length, 18));
      return new Decoded(
          new String(buffer, offset, length, StandardCharsets.US_ASCII),
          stated == null ? StandardCharsets.UTF_8 : stated);
    }
    String name = headerField(buffer, offset, length, 18);
    Charset stated = stated(name);
    List<Charset> candidates =
        stated != null ? List.of(stated) : List.of(StandardCharsets.UTF_8, GB18030);
    for (Charset candidate : candidates) {
      String text = strictly(candidate, buffer, offset, length);
      if (text != null) {
        return new Decoded(text, candidate);
      }
    }
    String place = firstBad(buffer, offset, length, candidates.get(0));
    throw Quarantine.of(
            "CHARSET_MALFORMED",
            place,
            stated != null
                ? "MSH-18 says " + stated.name() + ", but these bytes are not"
                : "These bytes are neither UTF-8 nor GB 18030, and MSH-18 does not say what they are",
            stated != null
                ? "MSH-18 声明为 " + stated.name() + "，但此处字节不符合"
                : "此处字节既非 UTF-8 也非 GB 18030，且 MSH-18 未声明字符集")
        .asException();
  }

  /**
   * The character set that table 0211 means by {@code name}; null where nothing usable is said:
   * nothing, ASCII (which the bytes contradict by now), an unknown name.
   */
  static @Nullable Charset stated(String name) {
    String plain = name.strip().toUpperCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
    switch (plain) {
      case "", "ASCII", "US-ASCII", "ISO-IR6", "UNICODE" -> {
        return null;
      }
      case "UNICODE-UTF-8", "UTF-8", "UTF8" -> {
        return StandardCharsets.UTF_8;
      }
      case "GB-18030-2000",
          "GB-18030",
          "GB18030-2000",
          "GB18030",
          "GBK",
          "GB2312",
          "CP936",
          "GB-2312-80",
          "CNS-11643-1992-GB" -> {
        return GB18030;
      }
      case "BIG-5", "BIG5" -> {
        return Charset.forName("Big5");
      }
      case "KS-X-1001" -> {
        return Charset.forName("EUC-KR");
      }
      default -> {
        return plain.matches("8859/([1-9]|13|15)")
            ? Charset.forName("ISO-8859-" + plain.substring(5))
            : null;
      }
    }
  }

  /** A field of MSH, read from the bytes before the character set is known. */
  static String headerField(byte[] buffer, int offset, int length, int number) {
    int end = offset + length;
    if (length < 5) {
      return "";
    }
    byte separator = buffer[offset + 3];
    int field = 1;
    int from = offset + 4;
    for (int i = from; i <= end; i++) {
      boolean stop = i == end || buffer[i] == '\r' || buffer[i] == '\n';
      if (stop || buffer[i] == separator) {
        field++;
        if (field == number) {
          String value = new String(buffer, from, i - from, StandardCharsets.ISO_8859_1);
          int repetition = value.indexOf(repetitionSign(buffer, offset, end));
          return repetition >= 0 ? value.substring(0, repetition) : value;
        }
        from = i + 1;
      }
      if (stop) {
        return "";
      }
    }
    return "";
  }

  private static char repetitionSign(byte[] buffer, int offset, int end) {
    return offset + 5 < end ? (char) (buffer[offset + 5] & 0xff) : '~';
  }

  private static boolean ascii(byte[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String strictly(Charset charset, byte[] buffer, int offset, int length) {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      CharBuffer text = decoder.decode(ByteBuffer.wrap(buffer, offset, length));
      return text.toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Segment and field of the first bytes that are not of {@code charset}. */
  private static String firstBad(byte[] buffer, int offset, int length, Charset charset) {
    CharsetDecoder decoder = charset.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(buffer, offset, length);
    decoder.decode(in, CharBuffer.allocate(length + 1), true);
    int bad = in.position();
    int line = offset;
    for (int i = offset; i < bad; i++) {
      if (buffer[i] == '\r' || buffer[i] == '\n') {
        line = i + 1;
      }
    }
    byte separator = buffer[offset + 3];
    int field = 0;
    for (int i = line; i < bad; i++) {
      field += buffer[i] == separator ? 1 : 0;
    }
    String name = new String(buffer, line, Math.min(3, bad - line), StandardCharsets.ISO_8859_1);
    return name + "-" + (name.equals("MSH") ? field + 1 : field);
  }
}
