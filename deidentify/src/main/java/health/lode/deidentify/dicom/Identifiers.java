package health.lode.deidentify.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file's own header says identifies its patient, found again in other texts: names in
 * several orders, numbers, addresses, the birth date in the forms people write.
 */
final class Identifiers {
  static final String MASK = "***";

  private static final int SHORTEST_NUMBER = 4;
  private static final int SHORTEST_WORD = 3;
  private static final int SHORTEST_BYTES = 5;
  private static final int MOST = 600;
  private static final int PAIRS = 1 << 12;
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"), StandardCharsets.UTF_16LE);

  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

  /** Forms that name a person whoever it is: resident number, mobile telephone, e-mail. */
  private static final Pattern ANYONES =
      Pattern.compile(
          "(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9]{3}[0-9Xx](?![0-9])"
              + "|(?<![0-9.])1[3-9][0-9]{9}(?![0-9.])"
              + "|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");

  private final List<String> needles;

  /** Which pairs of characters begin a needle, by {@link #pair}: most texts hold none of them. */
  private final BitSet beginnings = new BitSet(PAIRS);

  private volatile @Nullable List<byte[]> byteNeedles;

  private Identifiers(Set<String> needles) {
    this.needles =
        needles.stream().sorted(Comparator.comparing(String::length).reversed()).toList();
    for (String needle : this.needles) {
      beginnings.set(pair(needle, 0));
    }
  }

  private static int pair(String text, int at) {
    return (folded(text.charAt(at)) * 31 + folded(text.charAt(at + 1))) & (PAIRS - 1);
  }

  /** The same for two characters that a comparison without regard to case may take for one. */
  private static char folded(char c) {
    return Character.isSurrogate(c)
        ? Character.MIN_SURROGATE
        : Character.toLowerCase(Character.toUpperCase(c));
  }

  private boolean mayHoldNeedle(String text) {
    for (int at = 0; at + 1 < text.length(); at++) {
      if (beginnings.get(pair(text, at))) {
        return true;
      }
    }
    return false;
  }

  /** The needles as bytes, made when first asked for: few files hold binary values to look into. */
  private List<byte[]> byteNeedles() {
    List<byte[]> made = byteNeedles;
    if (made == null) {
      made = new ArrayList<>();
      for (String needle : needles) {
        for (Charset charset : CHARSETS) {
          byte[] bytes = needle.getBytes(charset);
          if (bytes.length >= SHORTEST_BYTES) {
            made.add(bytes);
          }
        }
      }
      byteNeedles = made;
    }
    return made;
  }

  /** Those of the file before: the files of a series say the same of their patient. */
  static final class Last {
    private record Known(
        List<String> names, List<String> numbers, List<String> birthDates, Identifiers said) {}

    private volatile @Nullable Known known;

    /** As {@link Identifiers#of}; the lists must not change afterwards. */
    Identifiers of(List<String> names, List<String> numbers, List<String> birthDates) {
      Known last = known;
      if (last != null
          && last.names.equals(names)
          && last.numbers.equals(numbers)
          && last.birthDates.equals(birthDates)) {
        return last.said;
      }
      Identifiers said = Identifiers.of(names, numbers, birthDates);
      known = new Known(names, numbers, birthDates, said);
      return said;
    }
  }

  /**
   * @param names person names as DICOM writes them (PS3.5 6.2.1)
   * @param numbers identifiers, addresses, institutions
   * @param birthDates {@code yyyyMMdd}
   */
  static Identifiers of(List<String> names, List<String> numbers, List<String> birthDates) {
    Set<String> needles = new LinkedHashSet<>();
    names.forEach(name -> addName(name, needles));
    for (String number : numbers) {
      String plain = number.strip();
      boolean han = HAN.matcher(plain).find();
      if (plain.length() >= (han ? 2 : SHORTEST_NUMBER) && needles.size() < MOST) {
        needles.add(plain.toLowerCase(Locale.ROOT));
      }
    }
    birthDates.forEach(date -> addDate(date, needles));
    return new Identifiers(needles);
  }

  private static void addName(String name, Set<String> into) {
    for (String group : name.split("=")) {
      List<String> parts = new ArrayList<>();
      for (String part : group.split("\\^")) {
        if (!part.isBlank()) {
          parts.add(part.strip().toLowerCase(Locale.ROOT));
        }
      }
      if (into.size() >= MOST || parts.isEmpty()) {
        continue;
      }
      if (HAN.matcher(group).find()) {
        add(String.join("", parts), 2, into);
        parts.forEach(part -> add(part, 2, into));
        continue;
      }
      for (String part : parts) {
        for (String word : part.split("[\\s,.]+")) {
          add(word, SHORTEST_WORD, into);
        }
      }
      if (parts.size() > 1) {
        for (String between : List.of("", " ", "^", ", ", "_", "-")) {
          add(parts.get(0) + between + parts.get(1), SHORTEST_WORD + 1, into);
          add(parts.get(1) + between + parts.get(0), SHORTEST_WORD + 1, into);
        }
      }
    }
  }

  private static void add(String text, int shortest, Set<String> into) {
    if (text.length() >= shortest) {
      into.add(text);
    }
  }

  private static void addDate(String date, Set<String> into) {
    if (!date.matches("[0-9]{8}")) {
      return;
    }
    String y = date.substring(0, 4);
    String m = date.substring(4, 6);
    String d = date.substring(6);
    int month = Integer.parseInt(m);
    int day = Integer.parseInt(d);
    into.add(date);
    for (String between : List.of("-", "/", ".")) {
      into.add(y + between + m + between + d);
      into.add(y + between + month + between + day);
      into.add(d + between + m + between + y);
      into.add(m + between + d + between + y);
      into.add(day + between + month + between + y);
      into.add(month + between + day + between + y);
    }
    into.add(y + "年" + month + "月" + day + "日");
    into.add(y + "年" + m + "月" + d + "日");
  }

  /** All that is looked for, in lower case, longest first. */
  List<String> needles() {
    return needles;
  }

  /** The text with what identifies masked; the same instance where nothing does. */
  String masked(String text) {
    if (text.length() < 2) {
      return text;
    }
    String masked = text;
    if (mayHoldNeedle(text)) {
      for (String needle : needles) {
        masked = masked(masked, needle);
      }
    }
    Matcher anyone = ANYONES.matcher(masked);
    return anyone.find() ? anyone.replaceAll(Matcher.quoteReplacement(MASK)) : masked;
  }

  private static String masked(String text, String needle) {
    int at = indexOf(text, needle, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (at >= 0) {
      out.append(text, from, at).append(MASK);
      from = at + needle.length();
      at = indexOf(text, needle, from);
    }
    return out.append(text, from, text.length()).toString();
  }

  /** Where a needle stands as a word of its own; Chinese characters need no space around them. */
  private static int indexOf(String text, String needle, int from) {
    int last = text.length() - needle.length();
    for (int at = from; at <= last; at++) {
      if (text.regionMatches(true, at, needle, 0, needle.length())
          && edge(text, at - 1, needle.charAt(0))
          && edge(text, at + needle.length(), needle.charAt(needle.length() - 1))) {
        return at;
      }
    }
    return -1;
  }

  private static boolean edge(String text, int beyond, char inside) {
    if (beyond < 0 || beyond >= text.length()) {
      return true;
    }
    char outside = text.charAt(beyond);
    return kind(outside) != kind(inside) || kind(inside) == 0;
  }

  private static int kind(char c) {
    return c >= '0' && c <= '9' ? 1 : Character.isLetter(c) && c < 0x2E80 ? 2 : 0;
  }

  /** Whether raw bytes hold an identifier, in any character set that files here are written in. */
  boolean isIn(byte[] bytes) {
    for (byte[] needle : byteNeedles()) {
      if (contains(bytes, needle)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(byte[] bytes, byte[] needle) {
    int last = bytes.length - needle.length;
    for (int at = 0; at <= last; at++) {
      int i = 0;
      while (i < needle.length && lower(bytes[at + i]) == needle[i]) {
        i++;
      }
      if (i == needle.length) {
        return true;
      }
    }
    return false;
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }
}
