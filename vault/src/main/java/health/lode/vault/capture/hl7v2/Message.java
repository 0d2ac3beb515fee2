package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.QuarantinedException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One message, taken apart but not interpreted: every segment and field that was sent is there, of
 * whatever version, type or site.
 *
 * @param code MSH-9.1: {@code ADT}
 * @param trigger MSH-9.2: {@code A01}; empty in old messages
 */
record Message(String code, String trigger, Charset charset, List<Segment> segments) {

  /**
   * Takes a message apart.
   *
   * @throws QuarantinedException naming segment and field where it cannot be read
   */
  static Message parse(byte[] buffer, int offset, int length) throws QuarantinedException {
    MessageCharset.Decoded decoded = MessageCharset.decode(buffer, offset, length);
    List<String> lines = lines(decoded.text());
    if (lines.isEmpty() || !lines.get(0).startsWith("MSH")) {
      throw Quarantine.of(
              "HL7_NO_MSH", "MSH", "The message does not begin with MSH", "消息不以 MSH 段开头")
          .asException();
    }
    EncodingCharacters separators = EncodingCharacters.of(lines.get(0));
    List<Segment> segments = new ArrayList<>(lines.size());
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!named(line, separators.field())) {
        String before = segments.get(segments.size() - 1).name();
        throw Quarantine.of(
                "HL7_SEGMENT_UNREADABLE",
                "segment " + (i + 1),
                "What follows segment " + before + " does not begin with a segment name",
                before + " 段之后的内容不以段名开头")
            .asException();
      }
      int number = seen.merge(line.substring(0, 3), 1, Integer::sum);
      segments.add(new Segment(line, number, separators, decoded.charset()));
    }
    Segment header = segments.get(0);
    if (header.value(9).isEmpty()) {
      throw Quarantine.of(
              "HL7_FIELD_MISSING", "MSH-9", "The message does not say its type", "消息未注明类型")
          .asException();
    }
    return new Message(
        header.value(9), header.value(9, 2), decoded.charset(), List.copyOf(segments));
  }

  Segment header() {
    return segments.get(0);
  }

  /** The first segment of this name. */
  Optional<Segment> first(String name) {
    return segments.stream().filter(segment -> segment.name().equals(name)).findFirst();
  }

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '\r' || text.charAt(i) == '\n') {
        String line = text.substring(from, i);
        if (!line.isBlank()) {
          lines.add(line);
        }
        from = i + 1;
      }
    }
    return lines;
  }

  private static boolean named(String line, char separator) {
    if (line.length() < 3 || (line.length() > 3 && line.charAt(3) != separator)) {
      return false;
    }
    return line.charAt(0) >= 'A'
        && line.charAt(0) <= 'Z'
        && capitalOrDigit(line.charAt(1))
        && capitalOrDigit(line.charAt(2));
  }

  private static boolean capitalOrDigit(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
