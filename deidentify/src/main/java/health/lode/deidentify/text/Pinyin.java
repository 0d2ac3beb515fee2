package health.lode.deidentify.text;

import java.util.HashMap;
import java.util.Map;

/** Readings of the characters that names use, without tones. */
final class Pinyin {
  private static final Map<Character, String> READINGS = readings();

  private Pinyin() {}

  private static Map<Character, String> readings() {
    Map<Character, String> readings = new HashMap<>();
    for (String line : Resource.lines("zh/pinyin.txt")) {
      int blank = line.indexOf(' ');
      for (char c : line.substring(blank + 1).toCharArray()) {
        readings.put(c, line.substring(0, blank));
      }
    }
    return readings;
  }

  /** All readings in one word; empty where a character has none. */
  static String of(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String reading = READINGS.get(c);
      if (reading == null) {
        return "";
      }
      out.append(reading);
    }
    return out.toString();
  }
}
