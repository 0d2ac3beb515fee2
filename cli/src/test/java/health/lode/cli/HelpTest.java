package health.lode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command helps in both languages. */
class HelpTest {
  /** The words of every command that the root leads to, the root's own (none) included. */
  private static List<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    collect(new CommandLine(new Lode(), new Commands(Console.standard())), List.of(), all);
    return all;
  }

  private static void collect(CommandLine line, List<String> words, List<List<String>> all) {
    all.add(words);
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              if (!name.equals("help")) {
                List<String> longer = new ArrayList<>(words);
                longer.add(name);
                collect(sub, longer, all);
              }
            });
  }

  @Test
  void noLineOfHelpIsInTheOtherLanguage() {
    List<List<String>> commands = commands();
    assertThat(commands).contains(List.of("deidentify", "recipient-key", "new"), List.of("risk"));
    List<String> gaps = new ArrayList<>();
    for (List<String> command : commands) {
      for (String line : help(command, "zh")) {
        if (isEnglish(line)) {
          gaps.add("zh " + command + ": " + line.strip());
        }
      }
      for (String line : help(command, "en")) {
        if (line.codePoints().anyMatch(c -> c > 0x2E80)) {
          gaps.add("en " + command + ": " + line.strip());
        }
      }
    }
    assertThat(gaps).isEmpty();
  }

  private static List<String> help(List<String> command, String language) {
    List<Object> words = new ArrayList<>(command);
    words.addAll(List.of("--help", "--lang", language));
    CommandLineRun run = CommandLineRun.of(words.toArray());
    assertThat(run.code()).as("%s %s", command, run.err()).isZero();
    return run.out().lines().toList();
  }

  /** Names, placeholders and addresses are Latin; a sentence in Latin letters is a gap. */
  private static boolean isEnglish(String line) {
    return line.replaceAll("[^a-zA-Z ]", "").strip().split("\\s+").length > 4
        && line.codePoints().noneMatch(c -> c > 0x2E80)
        && !line.contains("[");
  }
}
