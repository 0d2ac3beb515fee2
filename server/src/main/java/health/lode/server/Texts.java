package health.lode.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The words of a server's pages in English and Chinese: {@code messages_en.properties} and {@code
 * messages_zh.properties} in UTF-8, beside the class that is given. A key that is missing shows as
 * itself, so that a page never fails for a word.
 */
public final class Texts {
  private final Map<String, String> en;
  private final Map<String, String> zh;

  private Texts(Map<String, String> en, Map<String, String> zh) {
    this.en = en;
    this.zh = zh;
  }

  /** The bundle beside {@code place}, over the shared words of this module. */
  public static Texts beside(Class<?> place) {
    return new Texts(read(place, "en"), read(place, "zh"));
  }

  /** The words for {@code key} in this language, with {@code {0}} and so on filled in. */
  public String in(Locale locale, String key, Object... values) {
    Map<String, String> words = locale.getLanguage().equals("zh") ? zh : en;
    String pattern = words.get(key);
    return pattern == null ? key : new MessageFormat(pattern, locale).format(values);
  }

  boolean has(String key) {
    return en.containsKey(key);
  }

  private static Map<String, String> read(Class<?> place, String language) {
    Map<String, String> words = new TreeMap<>();
    fill(words, Texts.class, language);
    if (place != Texts.class) {
      fill(words, place, language);
    }
    return Map.copyOf(words);
  }

  private static void fill(Map<String, String> words, Class<?> place, String language) {
    String name = "messages_" + language + ".properties";
    try (InputStream in = place.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + place.getName());
      }
      Properties properties = new Properties();
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      properties.stringPropertyNames().forEach(k -> words.put(k, properties.getProperty(k)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
