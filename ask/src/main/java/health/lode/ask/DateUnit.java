package health.lode.ask;

import java.util.Locale;

/** The parts of a date a question may name, spelled as the engine spells them. */
enum DateUnit {
  YEAR,
  QUARTER,
  MONTH,
  WEEK,
  DAY,
  HOUR,
  MINUTE,
  SECOND,
  DOW,
  DOY,
  ISODOW,
  ISOYEAR;

  static DateUnit of(String spelled) {
    String name = spelled.toUpperCase(Locale.ROOT);
    return switch (name) {
      case "YYYY", "YY", "YEARS" -> YEAR;
      case "QQ", "QUARTERS" -> QUARTER;
      case "MM", "MONTHS" -> MONTH;
      case "WK", "WEEKS" -> WEEK;
      case "DD", "DAYS" -> DAY;
      case "HH", "HOURS" -> HOUR;
      case "DAYOFWEEK" -> DOW;
      case "DAYOFYEAR" -> DOY;
      default -> {
        for (DateUnit unit : values()) {
          if (unit.name().equals(name)) {
            yield unit;
          }
        }
        throw Refuse.notSupported(
            "the date part " + (name.matches("[A-Z_]{1,20}") ? name : "?"),
            "Use year, quarter, month, week, day, hour, minute or second.",
            "请使用 year、quarter、month、week、day、hour、minute 或 second。");
      }
    };
  }
}
