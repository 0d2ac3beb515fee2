package health.lode.simulator;

import java.util.List;

/**
 * One annotated note.
 *
 * @param source {@code hand} or {@code simulated}
 * @param spans the identifiers, sorted, not overlapping; offsets in UTF-16 units, end exclusive
 * @param cleared ranges that look like an identifier of this note and were judged to be none
 */
record GoldNote(
    String id, String kind, String source, String text, List<Span> spans, List<Range> cleared) {

  /** An identifier. */
  record Span(int start, int end, GoldType type) {}

  /** A stretch of the text. */
  record Range(int start, int end) {}

  String text(Span span) {
    return text.substring(span.start(), span.end());
  }
}
