package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.deidentify.DeidentifyReason;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode deidentify ...}: works on files alone, without a home; {@code review} on a home. */
@Command(
    name = "deidentify",
    description = "Take identities out of text, tables, images and documents.",
    subcommands = {
      DeidentifyText.class,
      DeidentifyEvaluate.class,
      DeidentifyReview.class,
      DeidentifyTable.class,
      DeidentifyMark.class,
      SealCommands.Seal.class,
      SealCommands.Open.class,
      RecipientKeyCommands.class,
      DeidentifySuggest.class,
      DeidentifyCommands.ShowPolicy.class,
      DeidentifyCommands.Key.class,
      DeidentifyFhir.class,
      DeidentifyDicom.class
    })
final class DeidentifyCommands extends Group {

  /** What every kind of data takes besides its files. */
  static final class Common {
    @Option(
        names = "--policy",
        paramLabel = "FILE",
        descriptionKey = "deidentify.policy",
        description = "The policy file; the shipped policy otherwise.")
    Optional<Path> policy = Optional.empty();

    @Option(
        names = "--key",
        paramLabel = "FILE",
        descriptionKey = "deidentify.key",
        description =
            "The pseudonym key: the same key gives the same pseudonyms and date shifts. Without one"
                + " a fresh key is used once and thrown away.")
    Optional<Path> key = Optional.empty();

    Policy policy() {
      return policy.map(file -> Policy.read(LodeCommand.read(file))).orElseGet(Policy::standard);
    }

    PseudonymKey key() {
      return key.map(PseudonymKey::read).orElseGet(() -> PseudonymKey.generate(new SecureRandom()));
    }
  }

  @Command(name = "policy", description = "Print the shipped policy, or check one of your own.")
  static final class ShowPolicy extends LodeCommand {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "FILE",
        descriptionKey = "FILE",
        description = "A policy file to check.")
    Optional<Path> file = Optional.empty();

    @Override
    JsonNode result() {
      Policy policy = file.map(at -> Policy.read(read(at))).orElseGet(Policy::standard);
      var sections = arguments().putArray("sections");
      for (Policy.Section section : Policy.Section.values()) {
        if (policy.speaksOf(section)) {
          sections.add(section.key());
        }
      }
      var result = arguments().put("hash", policy.hash()).put("title", console.say(policy.title()));
      result.set("sections", sections);
      return result.put("text", policy.text());
    }

    @Override
    void tell(JsonNode result) {
      if (file.isEmpty()) {
        console.out().print(result.path("text").asText());
      } else {
        line(
            "Readable to its last word: " + result.path("title").asText(),
            "可完整识别：" + result.path("title").asText());
      }
    }
  }

  @Command(
      name = "key",
      description = "Pseudonym keys.",
      subcommands = {Key.New.class, Key.Rotate.class})
  static final class Key extends Group {

    @Command(name = "new", description = "Make a pseudonym key; keep its file secret and safe.")
    static final class New extends Writing {
      @Override
      PseudonymKey key() {
        return PseudonymKey.generate(new SecureRandom());
      }
    }

    @Command(
        name = "rotate",
        description = "Add a version to a key: new pseudonyms from now on, old ones still undone.")
    static final class Rotate extends Writing {
      @Option(
          names = "--from",
          paramLabel = "FILE",
          required = true,
          description = "The key as it is now.")
      Path from = Path.of("");

      @Override
      PseudonymKey key() {
        return PseudonymKey.read(from).rotated(new SecureRandom());
      }
    }

    /** Writes a key to a new file. */
    abstract static class Writing extends LodeCommand {
      @Parameters(
          index = "0",
          paramLabel = "FILE",
          descriptionKey = "FILE",
          description = "The new key's file; must not be there yet.")
      Path file = Path.of("");

      abstract PseudonymKey key();

      @Override
      final JsonNode result() {
        PseudonymKey key = key();
        try {
          key.writeNew(file);
        } catch (IOException e) {
          throw new RefusedException(
              Refusal.of(
                  DeidentifyReason.OUTPUT_REFUSED,
                  Words.of(file + " cannot be written anew.", file + " 无法新建。"),
                  Words.of("Name a new file in a folder of yours.", "请在可写目录中指定新文件。")),
              e);
        }
        return arguments().put("file", file.toString()).put("version", key.version());
      }

      @Override
      final void tell(JsonNode result) {
        line(
            "Written: " + file + ", version " + result.path("version"),
            "已写入：" + file + "，第 " + result.path("version") + " 版");
      }
    }
  }
}
