package health.lode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;

/** One command, run in this process as a shell would run it. */
record CommandLineRun(int code, String out, String err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static CommandLineRun of(Object... words) {
    return at(Clock.systemUTC(), words);
  }

  static CommandLineRun at(Clock clock, Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Locale.ENGLISH,
            clock);
    int code = Main.run(Arrays.stream(words).map(Object::toString).toArray(String[]::new), console);
    return new CommandLineRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The one JSON document of a command that must succeed. */
  static JsonNode done(Object... words) {
    CommandLineRun run = of(json(words));
    assertThat(run.code()).as("%s%n%s%n%s", Arrays.toString(words), run.out(), run.err()).isZero();
    return run.json();
  }

  /** The one JSON document of a command that must be refused with {@code code}. */
  static JsonNode refused(String code, Object... words) {
    CommandLineRun run = of(json(words));
    assertThat(run.code()).as("%s%n%s", Arrays.toString(words), run.out()).isEqualTo(1);
    JsonNode refusal = run.json();
    assertThat(refusal.path("code").asText()).as(run.out()).isEqualTo(code);
    assertThat(refusal.path("reason").asText()).isNotBlank();
    assertThat(refusal.path("remedy").asText()).isNotBlank();
    return refusal;
  }

  private static Object[] json(Object... words) {
    Object[] more = Arrays.copyOf(words, words.length + 1);
    more[words.length] = "--json";
    return more;
  }

  JsonNode json() {
    try {
      return JSON.readerFor(JsonNode.class)
          .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readValue(out);
    } catch (IOException e) {
      throw new UncheckedIOException("not one JSON document: " + out, e);
    }
  }
}
