package health.lode.refusal;

import java.util.Locale;
import java.util.Objects;

/** One text in the two languages of the product: English and Simplified Chinese. */
public record Words(String en, String zh) {
  public Words {
    Objects.requireNonNull(en);
    Objects.requireNonNull(zh);
  }

  public static Words of(String en, String zh) {
    return new Words(en, zh);
  }

  /** The text for {@code locale}: Chinese for any Chinese locale, English otherwise. */
  public String in(Locale locale) {
    return locale.getLanguage().equals("zh") ? zh : en;
  }
}
