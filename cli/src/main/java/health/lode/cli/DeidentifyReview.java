package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.review.Verdicts;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lode deidentify review HOME}: a person's check on the hospital's own notes. */
@Command(
    name = "review",
    description = {
      "Draw notes at random from each source, de-identify them as a release would, and write a page"
          + " on which a person marks what was missed or wrong.",
      "THE PAGE HOLDS PATIENTS' IDENTITIES and must not leave the hospital; who looks is entered in"
          + " the ledger. The page saves the verdicts as a gold file for deidentify evaluate."
    })
final class DeidentifyReview extends HomeCommand {
  @Option(
      names = "--notes",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many notes of each source; 20 otherwise, 1000 at most.")
  int notes;

  @Option(names = "--source", paramLabel = "NAME", description = "Notes of this source only.")
  Optional<String> source = Optional.empty();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      descriptionKey = "deidentify.policy",
      description = "The policy file; the shipped policy otherwise.")
  Optional<Path> policy = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the page is written, readable by its owner alone; HOME/review otherwise.")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws the notes of an earlier review again; drawn and told otherwise.")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who looks, entered in the ledger; the machine's account otherwise.")
  Optional<String> by = Optional.empty();

  @Option(
      names = "--verdicts",
      paramLabel = "FILE",
      description =
          "The verdicts that the page saved: tells the share of notes with a miss, and draws none.")
  Optional<Path> verdicts = Optional.empty();

  @Override
  JsonNode result() {
    if (verdicts.isPresent()) {
      return Verdicts.read(verdicts.get()).json();
    }
    if (notes < 1 || notes > 1000) {
      throw usage("--notes must be 1 to 1000", "--notes 应为 1 至 1000");
    }
    ObjectNode arguments = arguments().put("notes", notes);
    source.ifPresent(name -> arguments.put("source", name));
    policy.ifPresent(file -> arguments.put("policy", read(file)));
    out.ifPresent(folder -> arguments.put("out", folder.toAbsolutePath().toString()));
    seed.ifPresent(number -> arguments.put("seed", number));
    arguments.put("by", by.orElseGet(() -> System.getProperty("user.name", "?")));
    arguments.put("lang", console.locale().getLanguage());
    return work("deidentify.review", arguments);
  }

  @Override
  void tell(JsonNode result) {
    if (verdicts.isPresent()) {
      told(result);
      return;
    }
    Fields.table(console, result.path("sources"));
    line("Page: " + result.path("page").asText(), "页面：" + result.path("page").asText());
    line("Seed: " + result.path("seed"), "种子：" + result.path("seed"));
    line(
        "THE PAGE HOLDS PATIENTS' IDENTITIES, and so will the verdicts that it saves. Keep both in"
            + " the hospital and delete them when the check is done.",
        "该页面含有患者身份信息，其保存的结论文件亦然。请勿带出医院，复核完成后请删除。");
  }

  private void told(JsonNode result) {
    Fields.table(console, result.path("bySource"));
    String upper = String.format(Locale.ROOT, "%.1f%%", 100 * result.path("upper95").asDouble());
    line(
        result.path("withMiss")
            + " of "
            + result.path("read")
            + " notes with a miss; share at most "
            + upper
            + " (95%).",
        result.path("read")
            + " 份文书中 "
            + result.path("withMiss")
            + " 份有漏标；比例不超过 "
            + upper
            + "（95%）。");
    if (result.path("read").asLong() < result.path("drawn").asLong()) {
      line(
          "ONLY "
              + result.path("read")
              + " OF "
              + result.path("drawn")
              + " drawn notes were read: the share holds only if it was left to chance which.",
          "抽取 " + result.path("drawn") + " 份，仅阅 " + result.path("read") + " 份：除非未读者亦属随机，否则比例不可靠。");
    }
  }
}
