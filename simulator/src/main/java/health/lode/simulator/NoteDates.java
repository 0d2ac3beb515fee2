package health.lode.simulator;

import java.time.LocalDateTime;

/** Days as clinical notes write them. */
final class NoteDates {
  private static final String HAN = "〇一二三四五六七八九";

  private NoteDates() {}

  /** The day, and the time where the form has one. */
  static String written(LocalDateTime day, String form) {
    int y = day.getYear();
    int m = day.getMonthValue();
    int d = day.getDayOfMonth();
    return switch (form) {
      case "iso" -> day.toLocalDate().toString();
      case "slash" -> y + "/" + m + "/" + d;
      case "dot" -> String.format("%d.%02d.%02d", y, m, d);
      case "cn" -> y + "年" + m + "月" + d + "日";
      case "cnzero" -> String.format("%d年%02d月%02d日", y, m, d);
      case "short" -> y % 100 + "年" + m + "月" + d + "日";
      case "md" -> m + "月" + d + "日";
      case "mdash" -> m + "-" + d;
      case "ym" -> y + "年" + m + "月";
      case "y" -> y + "年";
      case "compact" -> String.format("%d%02d%02d", y, m, d);
      case "isot" -> day.toLocalDate() + " " + clock(day);
      case "cnt" -> String.format("%d年%d月%d日%02d时%02d分", y, m, d, day.getHour(), day.getMinute());
      case "dott" -> String.format("%d.%02d.%02d %s", y, m, d, clock(day));
      case "han" -> year(y) + "年" + han(m) + "月" + han(d) + "日";
      case "spoken" -> han(m) + "月" + han(d) + "号";
      default -> throw new IllegalArgumentException("no such form of a date: " + form);
    };
  }

  private static String clock(LocalDateTime time) {
    return String.format("%02d:%02d", time.getHour(), time.getMinute());
  }

  private static String year(int year) {
    StringBuilder out = new StringBuilder();
    String digits = String.valueOf(year);
    for (int i = 0; i < digits.length(); i++) {
      out.append(HAN.charAt(digits.charAt(i) - '0'));
    }
    return out.toString();
  }

  /** 1 to 31 in words. */
  private static String han(int n) {
    String tens = n < 10 ? "" : (n < 20 ? "" : HAN.substring(n / 10, n / 10 + 1)) + "十";
    return tens + (n % 10 == 0 ? "" : HAN.substring(n % 10, n % 10 + 1));
  }
}
