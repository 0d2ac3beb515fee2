package health.lode.deidentify.page;

import health.lode.refusal.Words;

/** Words in both languages, of which the page shows one; every text is escaped. */
public final class Both {
  private Both() {}

  public static String of(Words words) {
    return "<span class=\"zh\" lang=\"zh-CN\">"
        + escape(words.zh())
        + "</span><span class=\"en\" lang=\"en\">"
        + escape(words.en())
        + "</span>";
  }

  public static String of(String en, String zh) {
    return of(Words.of(en, zh));
  }

  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\r' -> out.append("&#13;");
        // Other control characters are not HTML; a note may hold any.
        default -> out.append((c < ' ' && c != '\n' && c != '\t') || c == 0x7f ? '\uFFFD' : c);
      }
    }
    return out.toString();
  }
}
