package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.deidentify.mark.Register;
import health.lode.deidentify.mark.Trace;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.table.TableReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode trace FILE}: whose copy this is. */
@Command(
    name = "trace",
    description = {
      "Name the recipient whose copy of a release a table is, or a part of it.",
      "Says the odds of naming an innocent one, and names nobody where they are too high."
    })
final class TraceCommand extends LodeCommand {
  private static final int OTHERS = 5;

  @Parameters(index = "0", paramLabel = "FILE", description = "The table that was found.")
  Path file = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The pseudonym key that was used when the releases were marked.")
  Path key = Path.of("");

  @Option(
      names = "--releases",
      paramLabel = "REGISTER.json",
      required = true,
      description = "The register of releases.")
  Path releases = Path.of("");

  @Option(
      names = "--column",
      paramLabel = "RELEASED=NOW",
      description = "What a released column is called in the file, where that is not found alone.")
  Map<String, String> columns = Map.of();

  @Option(
      names = "--odds",
      paramLabel = "CHANCE",
      defaultValue = "1e-6",
      description = "Highest accepted chance of naming any innocent recipient; 1e-6 otherwise.")
  double odds;

  @Option(
      names = "--charset",
      paramLabel = "CHARSET",
      descriptionKey = "deidentify.charset",
      description = "Character set of the input; UTF-8 otherwise.")
  Optional<String> charset = Optional.empty();

  @Override
  JsonNode result() {
    if (!(odds > 0 && odds < 1)) {
      throw usage("--odds must be between 0 and 1", "--odds 应在 0 与 1 之间");
    }
    PseudonymKey pseudonyms = PseudonymKey.read(key);
    List<byte[]> secrets = new ArrayList<>();
    for (int version = 1; version <= pseudonyms.version(); version++) {
      secrets.add(DeidentifyMark.secret(pseudonyms, version));
    }
    return Trace.of(
            TableReader.read(file, options(charset, this)),
            Register.read(releases),
            secrets,
            new Trace.Options(odds, columns))
        .json(OTHERS);
  }

  static TableReader.Options options(Optional<String> charset, LodeCommand command) {
    if (charset.isEmpty()) {
      return TableReader.Options.STANDARD;
    }
    try {
      String name = charset.get().equalsIgnoreCase("GBK") ? "GB18030" : charset.get();
      return new TableReader.Options(Charset.forName(name), Optional.empty());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw command.usage("--charset names no character set", "--charset 不是有效的字符集");
    }
  }

  @Override
  void tell(JsonNode result) {
    say(console, result);
  }

  /** A trace in words, wherever it was made. */
  static void say(Console console, JsonNode result) {
    JsonNode evidence = result.path("evidence");
    if (result.path("named").isEmpty()) {
      console
          .out()
          .println(
              console.say(
                  "No recipient can be named: nobody's marks stand out from chance.",
                  "无法指认任何接收方：没有谁的标记超出偶然。"));
    }
    for (JsonNode suspect : result.path("suspects")) {
      if (suspect.path("named").asBoolean()) {
        String recipient = suspect.path("recipient").asText();
        String odds =
            String.format(
                java.util.Locale.ROOT, "10^%.0f", Math.ceil(suspect.path("log10Odds").asDouble()));
        console
            .out()
            .println(
                console.say(
                    recipient
                        + ": the odds of naming any innocent recipient are below "
                        + odds
                        + ".",
                    recipient + "：误指无辜接收方的概率低于 " + odds + "。"));
        for (JsonNode release : suspect.path("releases")) {
          String share =
              release.has("rows")
                  ? String.format(
                      java.util.Locale.ROOT, "%.0f%%", 100 * release.path("rows").asDouble())
                  : "?";
          console
              .out()
              .println(
                  console.say(
                      "  release "
                          + release.path("id").asText()
                          + " holds about "
                          + share
                          + " of the rows",
                      "  发布 " + release.path("id").asText() + " 约含其中 " + share + " 的行"));
        }
      }
    }
    console
        .out()
        .println(
            console.say(
                "Read: %s rows, %s places of marks, about %.0f%% of them wrong; %s candidates."
                    .formatted(
                        evidence.path("rows"),
                        evidence.path("slots"),
                        100 * evidence.path("wrong").asDouble(),
                        result.path("candidates")),
                "读取：%s 行，%s 处标记，其中约 %.0f%% 有误；候选 %s 个。"
                    .formatted(
                        evidence.path("rows"),
                        evidence.path("slots"),
                        100 * evidence.path("wrong").asDouble(),
                        result.path("candidates"))));
    if (result.path("unread").asInt() > 0) {
      console
          .out()
          .println(
              console.say(
                  result.path("unread")
                      + " releases were marked under another key and not looked at.",
                  result.path("unread") + " 个发布用其他密钥标记，未参与比对。"));
    }
  }
}
