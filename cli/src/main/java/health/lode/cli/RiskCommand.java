package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.kind.ColumnFinding;
import health.lode.deidentify.kind.ColumnKind;
import health.lode.deidentify.kind.ColumnKinds;
import health.lode.deidentify.risk.AttackerKnows;
import health.lode.deidentify.risk.Limits;
import health.lode.deidentify.risk.Risk;
import health.lode.deidentify.risk.RiskHtml;
import health.lode.deidentify.risk.RiskJson;
import health.lode.deidentify.risk.RiskQuestion;
import health.lode.deidentify.risk.RiskReport;
import health.lode.deidentify.risk.RiskTable;
import health.lode.deidentify.risk.Sharing;
import health.lode.deidentify.table.Table;
import health.lode.deidentify.table.TableReader;
import health.lode.refusal.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode risk FILE}: re-identification risk by persons, and the grade that may be claimed. */
@Command(
    name = "risk",
    description =
        "Measure the re-identification risk of a table by persons, and its GB/T 42460 grade.")
final class RiskCommand extends LodeCommand {
  @Parameters(
      index = "0",
      paramLabel = "FILE",
      descriptionKey = "FILE",
      description = "A delimited text file with a header line.")
  Path file = Path.of("");

  @Option(
      names = "--qi",
      split = ",",
      paramLabel = "COL",
      description =
          "Quasi-identifiers: what an attacker may know. Without it, the columns that look like"
              + " it; 'none' for none.")
  List<String> quasi = new ArrayList<>();

  @Option(
      names = "--person",
      paramLabel = "COL",
      description = "The column that tells persons apart; each row is a person otherwise.")
  Optional<String> person = Optional.empty();

  @Option(
      names = "--sensitive",
      split = ",",
      paramLabel = "COL",
      description = "What an attacker would like to learn.")
  List<String> sensitive = new ArrayList<>();

  @Option(
      names = "--pseudonym",
      split = ",",
      paramLabel = "COL",
      description = "Columns that hold keyed pseudonyms; the report says that you stated it.")
  List<String> pseudonyms = new ArrayList<>();

  @Option(
      names = "--also",
      paramLabel = "FILE=COL,COL",
      description =
          "Another table of the same release with its quasi-identifiers, judged together by the"
              + " same person column.")
  List<String> also = new ArrayList<>();

  @Option(
      names = "--population",
      paramLabel = "N",
      description = "Persons of the population that the table is a random part of.")
  Optional<Long> population = Optional.empty();

  @Option(
      names = "--sharing",
      paramLabel = "public|agreement|enclave",
      defaultValue = "public",
      description = "How it is to be shared; sets the limits. Default: public.")
  Sharing sharing = Sharing.PUBLIC;

  @Option(
      names = "--attacker-knows",
      paramLabel = "one-row|all-rows|all-rows-and-their-number",
      defaultValue = "all-rows",
      converter = Knows.class,
      description = "What an attacker knows of a person with several rows. Default: all-rows.")
  AttackerKnows knows = AttackerKnows.ALL_ROWS;

  @Option(
      names = "--k",
      paramLabel = "K",
      description = "Fewest persons a class may have, instead of the sharing's own limit.")
  Optional<Integer> k = Optional.empty();

  @Mixin TableCharset charset = new TableCharset();

  @Option(
      names = "--before",
      paramLabel = "FILE",
      description = "The table before de-identification, to compare in the report.")
  Optional<Path> before = Optional.empty();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the risk report for people, in Chinese and English, to a new file.")
  Optional<Path> html = Optional.empty();

  private Optional<RiskReport> report = Optional.empty();

  @Override
  JsonNode result() {
    Table table = table(file);
    List<ColumnFinding> found = quasi.isEmpty() ? ColumnKinds.of(table) : List.of();
    List<String> measured = quasi.isEmpty() ? chosen(found) : named();
    List<RiskTable> tables = new ArrayList<>();
    tables.add(risky(file, table, measured));
    for (String one : also) {
      int at = one.lastIndexOf('=');
      if (at < 1) {
        throw usage("--also takes FILE=COL,COL", "--also 的写法为 FILE=COL,COL");
      }
      Path other = Path.of(one.substring(0, at));
      tables.add(
          new RiskTable(
              other.getFileName().toString(),
              table(other),
              List.of(one.substring(at + 1).split(",")),
              person,
              List.of(),
              Set.of()));
    }
    RiskReport measure = Risk.measure(tables, question());
    report = Optional.of(measure);
    ObjectNode json = RiskJson.of(measure, console.locale());
    ArrayNode names = json.putArray("quasiIdentifiers");
    measured.forEach(names::add);
    json.put("quasiIdentifiersChosenBy", quasi.isEmpty() ? "content" : "caller");
    html.ifPresent(
        to -> {
          write(to, measure, measured);
          json.put("html", to.toString());
        });
    return json;
  }

  private RiskTable risky(Path from, Table table, List<String> measured) {
    return new RiskTable(
        String.valueOf(from.getFileName()),
        table,
        measured,
        person,
        sensitive,
        Set.copyOf(pseudonyms));
  }

  private List<String> named() {
    return quasi.equals(List.of("none")) ? List.of() : quasi;
  }

  private List<String> chosen(List<ColumnFinding> found) {
    return found.stream()
        .filter(finding -> finding.kind().weight() == ColumnKind.Weight.QUASI)
        .map(ColumnFinding::column)
        .filter(column -> person.filter(column::equals).isEmpty() && !sensitive.contains(column))
        .toList();
  }

  private RiskQuestion question() {
    RiskQuestion question = RiskQuestion.of(sharing).with(knows);
    if (population.isPresent()) {
      question = question.ofPopulation(population.get());
    }
    return k.isPresent() ? question.with(Limits.of(sharing).withSmallest(k.get())) : question;
  }

  private Table table(Path from) {
    return TableReader.read(from, charset.options());
  }

  private void write(Path to, RiskReport measure, List<String> measured) {
    Optional<RiskReport> earlier =
        before.map(from -> Risk.measure(risky(from, table(from), measured), question()));
    String name = String.valueOf(file.getFileName());
    write(to, RiskHtml.of(Words.of(name, name), measure, earlier, console.locale()));
  }

  @Override
  void tell(JsonNode result) {
    report.ifPresent(measure -> new RiskWords(console, measure).tell());
    html.ifPresent(to -> line("Report: " + to, "报告：" + to));
  }

  /** Reads {@code one-row} and the like. */
  static final class Knows implements picocli.CommandLine.ITypeConverter<AttackerKnows> {
    @Override
    public AttackerKnows convert(String value) {
      for (AttackerKnows each : AttackerKnows.values()) {
        if (each.word().equals(value)) {
          return each;
        }
      }
      throw new picocli.CommandLine.TypeConversionException(
          "one-row, all-rows or all-rows-and-their-number");
    }
  }
}
