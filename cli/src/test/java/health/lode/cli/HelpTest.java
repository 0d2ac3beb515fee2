package health.lode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every command helps in both languages. */
class HelpTest {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of(),
          List.of("init", "node"),
          List.of("init", "hub"),
          List.of("join"),
          List.of("party", "list"),
          List.of("party", "pin"),
          List.of("party", "enrol"),
          List.of("party", "unpin"),
          List.of("key", "move"),
          List.of("node"),
          List.of("hub"),
          List.of("token"),
          List.of("capture"),
          List.of("sources"),
          List.of("replay"),
          List.of("quarantine"),
          List.of("map"),
          List.of("quality"),
          List.of("link"),
          List.of("rulebook", "show"),
          List.of("rulebook", "adopt"),
          List.of("rulebook", "check"),
          List.of("rulebook", "explain"),
          List.of("rulebook", "diff"),
          List.of("permit", "request"),
          List.of("permit", "sign"),
          List.of("permit", "show"),
          List.of("permit", "revoke"),
          List.of("permit", "list"),
          List.of("consent", "withdraw"),
          List.of("consent", "show"),
          List.of("ask"),
          List.of("deidentify", "dicom"),
          List.of("exits"),
          List.of("deidentify", "table"),
          List.of("ledger", "verify"),
          List.of("ledger", "prove"),
          List.of("ledger", "checkpoint"),
          List.of("deidentify", "fhir"),
          List.of("trace"),
          List.of("deidentify", "mark"),
          List.of("deidentify", "seal"),
          List.of("deidentify", "open"),
          List.of("deidentify", "recipient-key", "new"),
          List.of("risk"),
          List.of("deidentify", "suggest"),
          List.of("demo"));

  @Test
  void noLineOfChineseHelpIsLeftInEnglish() {
    for (List<String> command : COMMANDS) {
      List<Object> words = new ArrayList<>(command);
      words.add("--help");
      words.add("--lang");
      words.add("zh");
      CommandLineRun run = CommandLineRun.of(words.toArray());
      assertThat(run.code()).as("%s", command).isZero();
      for (String line : run.out().lines().toList()) {
        // Names, placeholders and addresses are Latin; a sentence in Latin letters is a gap.
        assertThat(
                line.replaceAll("[^a-zA-Z ]", "").strip().split("\\s+").length > 4
                    && line.codePoints().noneMatch(c -> c > 0x2E80)
                    && !line.contains("["))
            .as("%s: %s", command, line)
            .isFalse();
      }
      words.set(words.size() - 1, "en");
      assertThat(CommandLineRun.of(words.toArray()).out().codePoints().noneMatch(c -> c > 0x2E80))
          .as("%s", command)
          .isTrue();
    }
  }
}
