package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.table.Anonymization;
import health.lode.deidentify.table.Anonymized;
import health.lode.deidentify.table.LossMeasure;
import health.lode.deidentify.table.TableChoices;
import health.lode.deidentify.table.TablePolicy;
import health.lode.deidentify.table.TableRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode deidentify table IN OUT}. */
@Command(
    name = "table",
    description = "Generalise and suppress until nobody in a table stands out; say what it cost.")
final class DeidentifyTable extends LodeCommand {
  @Parameters(
      index = "0",
      paramLabel = "IN",
      descriptionKey = "deidentify.table.in",
      description = "A delimited file with a header, or a folder of tables that the policy names.")
  Path in = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      descriptionKey = "deidentify.table.out",
      description = "The new file or folder.")
  Path out = Path.of("");

  @Mixin DeidentifyCommands.Common common = new DeidentifyCommands.Common();

  @Option(
      names = "--qi",
      split = ",",
      paramLabel = "COLUMN",
      description = "Quasi-identifiers: known to others, telling in combination.")
  List<String> quasi = List.of();

  @Option(
      names = "--sensitive",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns that an attacker wants to learn.")
  List<String> sensitive = List.of();

  @Option(
      names = "--keep",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns that are released as they are.")
  List<String> keep = List.of();

  @Option(
      names = "--drop",
      split = ",",
      paramLabel = "COLUMN",
      description = "Columns that are not released.")
  List<String> drop = List.of();

  @Option(
      names = "--person",
      paramLabel = "COLUMN",
      description = "Whose rows these are: k counts distinct persons.")
  Optional<String> person = Optional.empty();

  @Option(names = "--k", paramLabel = "K", description = "Fewest persons of a class.")
  Optional<Integer> k = Optional.empty();

  @Option(
      names = "--suppress",
      paramLabel = "SHARE",
      description = "Largest share of rows that may be suppressed, 0 to 1.")
  Optional<Double> suppress = Optional.empty();

  @Option(
      names = "--hierarchies",
      paramLabel = "DIR",
      description = "Folder with COLUMN.csv for each quasi-identifier: value;level 1;...;*")
  Optional<Path> hierarchies = Optional.empty();

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "full-domain or local; local loses less.")
  Optional<String> method = Optional.empty();

  @Option(
      names = "--loss",
      paramLabel = "MEASURE",
      description =
          "What is made small: loss, loss-geometric, discernibility, entropy, entropy-monotonic.")
  Optional<String> loss = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "A column whose prediction is compared before and after.")
  Optional<String> target = Optional.empty();

  @Mixin TableCharset charset = new TableCharset();

  @Override
  JsonNode result() {
    long began = System.nanoTime();
    Policy policy = common.policy();
    TablePolicy table =
        choices()
            .over(
                policy
                    .section(Policy.Section.TABLE, TablePolicy::read)
                    .relativeTo(folderOf(common.policy)));
    Pseudonyms pseudonyms = common.key().pseudonyms();
    try (DeidentifyProgress progress = new DeidentifyProgress(console)) {
      Anonymized done =
          Files.isDirectory(in)
              ? TableRelease.run(
                  in, charset.options(), out, table, pseudonyms, policy.dates(), progress)
              : Anonymization.run(
                  in, charset.options(), out, table, pseudonyms, policy.dates(), progress);
      ObjectNode result = JSON.createObjectNode();
      result.put("out", out.toString());
      TableJson.write(done, result);
      return result.put("seconds", Math.round((System.nanoTime() - began) / 1e6) / 1e3);
    }
  }

  private static Path folderOf(Optional<Path> policy) {
    Path parent = policy.map(file -> file.toAbsolutePath().getParent()).orElse(null);
    return parent == null ? Path.of("") : parent;
  }

  private TableChoices choices() {
    Map<String, List<String>> roles = new LinkedHashMap<>();
    roles.put("qi", quasi);
    roles.put("sensitive", sensitive);
    roles.put("keep", keep);
    roles.put("drop", drop);
    if (k.isPresent() && (k.get() < 2 || k.get() > 1_000_000)) {
      throw usage("--k must be 2 to 1000000", "--k 应为 2 到 1000000");
    }
    if (suppress.isPresent() && !(suppress.get() >= 0 && suppress.get() <= 1)) {
      throw usage("--suppress must be 0 to 1", "--suppress 应为 0 到 1");
    }
    return new TableChoices(
        person,
        roles,
        k,
        suppress,
        hierarchies,
        method.map(this::method),
        loss.map(this::measure),
        target);
  }

  private TablePolicy.Method method(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "full-domain" -> TablePolicy.Method.FULL_DOMAIN;
      case "local" -> TablePolicy.Method.LOCAL;
      default ->
          throw usage("--method must be full-domain or local", "--method 应为 full-domain 或 local");
    };
  }

  private LossMeasure measure(String word) {
    return Arrays.stream(LossMeasure.values())
        .filter(each -> each.key().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> usage("--loss names no measure; see --help", "--loss 无效，请查看 --help"));
  }

  @Override
  void tell(JsonNode result) {
    line("Written: " + out, "已写入：" + out);
    line(
        String.format(
            "%,d rows, %,d suppressed; smallest class %,d; %s %.4f",
            result.path("rows").asLong(),
            result.path("suppressed").asLong(),
            result.path("smallestClass").asLong(),
            result.path("measure").asText(),
            result.path("loss").asDouble()),
        String.format(
            "%,d 行，抑制 %,d 行；最小等价类 %,d；%s %.4f",
            result.path("rows").asLong(),
            result.path("suppressed").asLong(),
            result.path("smallestClass").asLong(),
            result.path("measure").asText(),
            result.path("loss").asDouble()));
    Table table = new Table(console.say("COLUMN", "列"), console.say("LEVEL", "泛化级别"));
    result
        .path("levels")
        .properties()
        .forEach(level -> table.row(level.getKey(), level.getValue().asText()));
    table.print(console.out());
    for (JsonNode column : result.path("repeatedPersons")) {
      line(
          "Column "
              + column.asText()
              + " repeats values: if it names persons, use --person so that k counts persons.",
          "列 " + column.asText() + " 的取值有重复：若其标识患者，请用 --person，使 k 按人计。");
    }
  }
}
