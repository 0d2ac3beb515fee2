package health.lode.deidentify.risk;

import health.lode.deidentify.page.Both;
import health.lode.refusal.Words;
import java.util.Locale;

/** HTML put together piece by piece; every text is escaped, every word stands in both languages. */
final class Html {
  private final StringBuilder out = new StringBuilder();

  static String escape(String text) {
    return Both.escape(flat(text));
  }

  /** Both languages, of which the page shows one. */
  static String both(Words words) {
    return Both.of(Words.of(flat(words.en()), flat(words.zh())));
  }

  static String both(String en, String zh) {
    return both(Words.of(en, zh));
  }

  /** What is told here has no line ends; a column's name may hold any. */
  private static String flat(String text) {
    return text.replace('\r', '\uFFFD');
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String share(double value) {
    return String.format(
        Locale.ROOT, value > 0 && value < 0.001 ? "%.4f%%" : "%.2f%%", value * 100);
  }

  /** Markup as it is. */
  Html raw(String markup) {
    out.append(markup).append('\n');
    return this;
  }

  Html heading(String en, String zh) {
    return raw("<h2>" + both(en, zh) + "</h2>");
  }

  Html paragraph(String kind, Words words) {
    return raw("<p class=\"" + kind + "\">" + both(words) + "</p>");
  }

  /** A table's beginning with its head. */
  Html table(Words caption, Words... heads) {
    out.append("<div class=\"wide\" tabindex=\"0\"><table><caption>")
        .append(both(caption))
        .append("</caption><thead><tr>");
    for (Words head : heads) {
      out.append("<th scope=\"col\">").append(both(head)).append("</th>");
    }
    return raw("</tr></thead><tbody>");
  }

  /** A row; the first cell heads it. Cells are markup. */
  Html row(String... cells) {
    out.append("<tr>");
    for (int i = 0; i < cells.length; i++) {
      boolean number = cells[i].matches("[-0-9.,% /]+");
      out.append(i == 0 ? "<th scope=\"row\"" : "<td")
          .append(number && i > 0 ? " class=\"number\">" : ">")
          .append(cells[i])
          .append(i == 0 ? "</th>" : "</td>");
    }
    return raw("</tr>");
  }

  Html end() {
    return raw("</tbody></table></div>");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
