package health.lode.server;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What every template is given beside its own model: who looks, in which language, and the words.
 *
 * @param path the path that was asked for
 * @param csrf what each form must carry; empty without a session
 */
public record Page(
    Site site, Locale locale, Optional<Account> account, String csrf, String path, String query) {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  public String text(String key, Object... values) {
    return site.texts().in(locale, key, values);
  }

  /** The words, or {@code otherwise} where there are none for this key. */
  public String textOr(String key, String otherwise) {
    return site.texts().has(key) ? text(key) : otherwise;
  }

  /** BCP 47 tag for the {@code lang} attribute. */
  public String language() {
    return locale.getLanguage().equals("zh") ? "zh-CN" : "en";
  }

  public String number(long value) {
    return NumberFormat.getIntegerInstance(locale).format(value);
  }

  /** Date and minute, in the hospital's time. */
  public String moment(Instant instant) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE).format(instant);
  }

  /** This page in the other language. */
  public String otherLanguageLink() {
    return "/language?to="
        + (locale.getLanguage().equals("zh") ? "en" : "zh")
        + "&back="
        + java.net.URLEncoder.encode(path + query, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Whether {@code section} holds this page. */
  public boolean in(Site.Section section) {
    return section.path().equals("/") ? path.equals("/") : path.startsWith(section.path());
  }
}
