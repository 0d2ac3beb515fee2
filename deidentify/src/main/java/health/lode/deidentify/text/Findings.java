package health.lode.deidentify.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the detectors propose for one note, and which of it stands where proposals overlap: the more
 * confident one, then the longer one.
 */
final class Findings {
  private static final Comparator<Finding> STRONGEST =
      Comparator.comparingDouble(Finding::confidence)
          .thenComparingInt(Finding::length)
          .reversed()
          .thenComparingInt(Finding::start)
          .thenComparing(Finding::type);

  private final Note note;
  private final List<Finding> all = new ArrayList<>();

  Findings(Note note) {
    this.note = note;
  }

  /** Proposes a span; white space and punctuation at its ends is left out. */
  void add(Type type, int start, int end, double confidence, String rule) {
    int from = start;
    int to = end;
    while (from < to && !solid(note.c[from]) && !opens(type, note.c[from])) {
      from++;
    }
    while (to > from
        && !solid(note.c[to - 1])
        && !(type == Type.EMAIL && note.c[to - 1] == '/')
        && !(type == Type.ORG && note.c[to - 1] == '.')) {
      to--;
    }
    if (from < to) {
      all.add(new Finding(type, from, to, confidence, rule));
    }
  }

  private boolean opens(Type type, char c) {
    return (c == '(' && type == Type.PHONE && !note.chinese)
        || (c == '+' && (type == Type.PHONE || type == Type.MRN));
  }

  private static boolean solid(char c) {
    return Character.isLetterOrDigit(c)
        || c == '*'
        || c == '×'
        || c == '〇'
        || c == '○'
        || Character.isSurrogate(c);
  }

  List<Finding> proposed() {
    return all;
  }

  /** Without overlaps, in the order of the note. */
  List<Finding> resolved() {
    List<Finding> sorted = new ArrayList<>(all);
    sorted.sort(STRONGEST);
    boolean[] taken = new boolean[note.length()];
    List<Finding> standing = new ArrayList<>(sorted.size());
    for (Finding each : sorted) {
      for (Finding free : free(each, taken)) {
        java.util.Arrays.fill(taken, free.start(), free.end(), true);
        standing.add(free);
      }
    }
    standing.sort(Comparator.comparingInt(Finding::start));
    return joined(standing);
  }

  /** Dates that touch are one: 上月|20号. */
  private List<Finding> joined(List<Finding> sorted) {
    List<Finding> joined = new ArrayList<>(sorted.size());
    for (Finding each : sorted) {
      Finding last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      int clock = last == null ? 0 : clockAfterWeekday(last, each);
      if (last != null && clock > 0) {
        // 6月8日（周四）上午8:30 is one date.
        joined.set(
            joined.size() - 1,
            new Finding(Type.DATE, last.start(), clock, last.confidence(), last.rule()));
        continue;
      }
      if (last != null
          && last.end() == each.start()
          && last.type() == Type.DATE
          && each.type() == Type.DATE) {
        joined.set(
            joined.size() - 1,
            new Finding(
                Type.DATE,
                last.start(),
                each.end(),
                Math.min(last.confidence(), each.confidence()),
                last.rule()));
      } else {
        joined.add(each);
      }
    }
    return joined;
  }

  /** Where 6月8日（周四）上午8:30 ends, whose weekday stands in brackets; 0 where it is none such. */
  private int clockAfterWeekday(Finding date, Finding weekday) {
    boolean bracketed =
        date.type() == Type.DATE
            && weekday.type() == Type.DATE
            && note.at(date.end()) == '('
            && weekday.start() == date.end() + 1
            && note.at(weekday.end()) == ')';
    int after = weekday.end() + 1;
    int clock = bracketed ? CalendarDates.clockEnd(note, after) : 0;
    return clock > after ? clock : 0;
  }

  /** The finding where nothing of it is taken; else what of an address is left around the taken. */
  private List<Finding> free(Finding each, boolean[] taken) {
    List<Finding> pieces = new ArrayList<>(1);
    for (int i = each.start(); i < each.end(); ) {
      int end = i;
      while (end < each.end() && !taken[end]) {
        end++;
      }
      if (end - i == each.length()) {
        return List.of(each);
      }
      int from = i;
      int to = end;
      while (from < to && !solid(note.c[from])) {
        from++;
      }
      while (to > from && !solid(note.c[to - 1])) {
        to--;
      }
      if (each.type() == Type.ADDRESS && to - from >= 2) {
        pieces.add(new Finding(each.type(), from, to, each.confidence(), each.rule()));
      }
      i = end + 1;
    }
    return pieces;
  }
}
