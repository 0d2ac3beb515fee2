package health.lode.cli;

import health.lode.refusal.Words;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;

/**
 * Where a command speaks.
 *
 * @param out results
 * @param err words for people while a result is made
 * @param terminal whether {@code err} is a terminal, so that progress may be drawn
 * @param locale language of the words
 */
public record Console(
    PrintStream out, PrintStream err, boolean terminal, Locale locale, Clock clock) {

  /** The process's own console. */
  @SuppressWarnings("SystemConsoleNull") // Main asks for the old meaning
  static Console standard() {
    // UTF-8 whatever the locale: --json is JSON, and JSON between programs is UTF-8 (RFC 8259).
    return new Console(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.console() != null && !"dumb".equals(System.getenv("TERM")),
        fromEnvironment(System.getenv()),
        Clock.systemUTC());
  }

  String say(String en, String zh) {
    return Words.of(en, zh).in(locale);
  }

  String say(Words words) {
    return words.in(locale);
  }

  Console in(Locale other) {
    return new Console(out, err, terminal, other, clock);
  }

  /** Simplified Chinese where the environment asks for any Chinese, else English. */
  static Locale fromEnvironment(java.util.Map<String, String> environment) {
    for (String name : new String[] {"LODE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        return value.startsWith("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
      }
    }
    return Locale.ENGLISH;
  }
}
