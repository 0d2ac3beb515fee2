package health.lode.deidentify.table;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates as tables write them: {@code 2024-03-05}, {@code 2024/3/5}, {@code 20240305}, 2024年3月5日.
 */
final class TableDates {
  private static final Pattern DAY =
      Pattern.compile(
          "\\s*(\\d{4})(?:([-/.])(\\d{1,2})\\2(\\d{1,2})|年(\\d{1,2})月(\\d{1,2})日|(\\d{2})(\\d{2}))"
              + "(?<rest>[T ]?[\\d:.]*(?:Z|[+-]\\d{2}:?\\d{2})?)\\s*");

  private TableDates() {}

  /** The day that a cell names; a time of day beside it is passed over. */
  static Optional<LocalDate> day(String text) {
    if (text.length() > 40) {
      return Optional.empty();
    }
    Matcher match = DAY.matcher(text);
    return match.matches() ? day(match) : Optional.empty();
  }

  private static Optional<LocalDate> day(Matcher match) {
    int group = match.group(3) != null ? 3 : match.group(5) != null ? 5 : 7;
    try {
      return Optional.of(
          LocalDate.of(
              Integer.parseInt(match.group(1)),
              Integer.parseInt(match.group(group)),
              Integer.parseInt(match.group(group + 1))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The same text with its day moved, in the same form; the time of day stays. */
  static Optional<String> shifted(String text, int days) {
    Matcher match = DAY.matcher(text);
    if (text.length() > 40 || !match.matches()) {
      return Optional.empty();
    }
    Optional<LocalDate> day = day(match);
    if (day.isEmpty()) {
      return Optional.empty();
    }
    LocalDate moved = day.get().plusDays(days);
    String year = String.format("%04d", moved.getYear());
    String month = String.format("%02d", moved.getMonthValue());
    String date = String.format("%02d", moved.getDayOfMonth());
    String written =
        match.group(3) != null
            ? year + match.group(2) + month + match.group(2) + date
            : match.group(5) != null ? year + "年" + month + "月" + date + "日" : year + month + date;
    return Optional.of(written + match.group("rest"));
  }
}
