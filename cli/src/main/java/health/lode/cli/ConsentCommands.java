package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode consent withdraw|import|show}. */
@Command(
    name = "consent",
    description = "Patients' own choices.",
    subcommands = {
      ConsentCommands.Withdraw.class,
      ConsentCommands.Import.class,
      ConsentCommands.Show.class
    })
final class ConsentCommands extends Group {

  /** Enters decisions and says whom they reach. */
  abstract static class Deciding extends HomeCommand {
    @Override
    final void tell(JsonNode result) {
      line(
          "Entered for "
              + result.path("patients").asText()
              + " patients; "
              + result.path("personsMoved").asText()
              + " persons are read differently from now on. An objection of a patient not met yet"
              + " holds from the first record on: check the keys where the numbers differ.",
          "已为 "
              + result.path("patients").asText()
              + " 名患者登记；即日起 "
              + result.path("personsMoved").asText()
              + " 人的数据按新选择读取。尚未出现的患者自其首条记录起生效：若数字不符，请核对编号。");
    }
  }

  @Command(
      name = "withdraw",
      description =
          "Enter patients' objections; they hold from the next question on, in every cut.")
  static final class Withdraw extends Deciding {
    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "FILE",
        descriptionKey = "FILE",
        description = "A CSV with the columns patient, purpose, category; patient is SOURCE:KEY.")
    Optional<Path> file = Optional.empty();

    @Option(names = "--patient", paramLabel = "SOURCE:KEY", description = "One patient.")
    Optional<String> patient = Optional.empty();

    @Option(
        names = "--purpose",
        paramLabel = "PURPOSE",
        defaultValue = "*",
        description = "The purpose objected to; * for every purpose.")
    String purpose = "";

    @Option(
        names = "--category",
        paramLabel = "CATEGORY",
        defaultValue = "*",
        description = "The kind of data objected to; * for every kind.")
    String category = "";

    @Override
    JsonNode result() {
      ObjectNode arguments = arguments();
      ArrayNode choices = arguments.putArray("choices");
      if (file.isPresent() == patient.isPresent()) {
        throw usage("give FILE or --patient", "请给出文件或 --patient");
      }
      patient.ifPresent(
          one ->
              choices
                  .addObject()
                  .put("patient", one)
                  .put("purpose", purpose)
                  .put("category", category));
      file.ifPresent(path -> fromFile(read(path), choices));
      return work("consent.withdraw", arguments);
    }

    private void fromFile(String text, ArrayNode choices) {
      for (String row : text.lines().toList()) {
        String[] cells = row.strip().split(",", -1);
        if (row.isBlank() || cells[0].strip().equals("patient")) {
          continue;
        }
        choices
            .addObject()
            .put("patient", cells[0].strip())
            .put("purpose", cells.length > 1 && !cells[1].isBlank() ? cells[1].strip() : purpose)
            .put("category", cells.length > 2 && !cells[2].isBlank() ? cells[2].strip() : category);
      }
    }
  }

  @Command(
      name = "import",
      description = {
        "Enter many patients' decisions from a file at once: all of them, or none.",
        "Columns: patient (SOURCE:KEY, or KEY with --source), and where they are there purpose,"
            + " category (* or blank for every one), decision (object or agree; object otherwise),"
            + " guardian (yes or no)."
      })
  static final class Import extends Deciding {
    @Parameters(
        index = "1",
        paramLabel = "FILE.csv",
        descriptionKey = "FILE.csv",
        description = "A delimited file with a header.")
    Path file = Path.of("");

    @Option(
        names = "--source",
        paramLabel = "SOURCE",
        description = "The source whose keys the column patient holds.")
    Optional<String> source = Optional.empty();

    @Mixin TableCharset charset = new TableCharset();

    @Override
    JsonNode result() {
      ObjectNode arguments =
          arguments()
              .put("file", file.toAbsolutePath().toString())
              .put("charset", charset.options().charset().name());
      source.ifPresent(name -> arguments.put("source", name));
      return work("consent.import", arguments);
    }
  }

  @Command(
      name = "show",
      description = "How many objected to what, in bands; the entries that prove it.")
  static final class Show extends HomeCommand {
    @Override
    JsonNode result() {
      return work("consent.show", arguments());
    }

    @Override
    void tell(JsonNode result) {
      Fields.lines(console, result);
    }
  }
}
