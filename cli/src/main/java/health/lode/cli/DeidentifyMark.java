package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.deidentify.DeidentifyReason;
import health.lode.deidentify.StagedOutput;
import health.lode.deidentify.mark.Capacity;
import health.lode.deidentify.mark.Fingerprint;
import health.lode.deidentify.mark.MarkPolicy;
import health.lode.deidentify.mark.Register;
import health.lode.deidentify.mark.Release;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.table.Table;
import health.lode.deidentify.table.TableReader;
import health.lode.deidentify.table.TableWriter;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode deidentify mark IN OUT}. */
@Command(
    name = "mark",
    description = {
      "Mark a table for its recipient, so that a copy found elsewhere can be traced.",
      "Only the columns that the policy names under release.marks change, and no further than it"
          + " allows. Judge the risk of the marked table, not of the table before."
    })
final class DeidentifyMark extends LodeCommand {
  /** Among at least so many recipients a copy is to be told apart. */
  private static final int FEWEST_RECIPIENTS = 100;

  private static final int ID_LENGTH = 12;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      descriptionKey = "IN",
      description = "A delimited file with a header, de-identified already.")
  Path in = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      descriptionKey = "OUT",
      description = "The marked table; a new file.")
  Path out = Path.of("");

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      required = true,
      description = "The policy file; its release.marks says what may change.")
  Path policy = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The hospital's pseudonym key: tracing needs it again. See key new.")
  Path key = Path.of("");

  @Option(
      names = "--recipient",
      paramLabel = "NAME",
      required = true,
      description = "Who gets the copy; the marks are this name's.")
  String recipient = "";

  @Option(
      names = "--register",
      paramLabel = "REGISTER.json",
      required = true,
      description = "Where the release is entered for tracing; made where it is not there yet.")
  Path register = Path.of("");

  @Option(
      names = "--release",
      paramLabel = "ID",
      description = "The release's id; otherwise one is made.")
  Optional<String> release = Optional.empty();

  @Mixin TableCharset charset = new TableCharset();

  @Override
  JsonNode result() {
    MarkPolicy marks =
        Policy.read(read(policy)).section(Policy.Section.RELEASE, MarkPolicy::ofRelease);
    byte[] secret = secret(PseudonymKey.read(key), 1);
    Register before =
        Files.exists(register) ? Register.read(register) : Register.fresh(new SecureRandom());
    if (recipient.isBlank() || recipient.length() > 200) {
      throw usage("--recipient needs a name", "--recipient 需要名称");
    }
    Table table = TableReader.read(in, charset.options());
    Fingerprint.Marked marked = Fingerprint.mark(table, marks, secret, before.salt(), recipient);
    Instant at = console.clock().instant();
    String id = release.orElseGet(() -> id(at, marked.table()));
    Register after =
        before.with(Release.of(id, recipient, at, table, marks, secret, before.salt()));
    try (StagedOutput staged = StagedOutput.at(out)) {
      TableWriter.write(marked.table(), staged.path(), ',');
      // Entered before it appears: a copy that nobody could trace must not be there.
      after.write(register);
      staged.publish();
    } catch (IOException e) {
      throw new RefusedException(
          Refusal.of(
              DeidentifyReason.OUTPUT_REFUSED,
              Words.of(
                  out + " or " + register + " cannot be written.",
                  out + " 或 " + register + " 无法写入。"),
              Words.of("Name folders that may be written and have room.", "请指定可写且有空间的目录。")),
          e);
    }
    return told(
        id, marked, (int) after.releases().stream().map(Release::recipient).distinct().count());
  }

  /**
   * The secret under which a node or this command marks: of the key's first version, so that a
   * rotation leaves earlier releases traceable.
   */
  static byte[] secret(PseudonymKey key, int version) {
    return key.forProject("", "", version).derived("marks");
  }

  private String id(Instant at, Table marked) {
    String what = recipient + "\0" + at + "\0" + marked.rows() + "\0" + out.toAbsolutePath();
    return "R-"
        + CanonicalJson.sha256(what.getBytes(StandardCharsets.UTF_8)).substring(0, ID_LENGTH);
  }

  private ObjectNode told(String id, Fingerprint.Marked marked, int recipients) {
    Capacity capacity = marked.capacity();
    int among = Math.max(FEWEST_RECIPIENTS, recipients);
    ObjectNode result = JSON.createObjectNode();
    result.put("out", out.toString()).put("release", id).put("recipient", recipient);
    result.put("rows", marked.table().rows());
    result.put("places", capacity.slots()).put("positions", capacity.positions());
    result.put("enough", capacity.enough(among)).put("among", among);
    capacity.absent().forEach(result.putArray("absent")::add);
    var scenarios = result.putArray("scenarios");
    for (Capacity.Scenario each : capacity.scenarios()) {
      scenarios
          .addObject()
          .put("rows", each.rows())
          .put("without", each.without())
          .put("log10Odds", Math.round(each.logOdds() * 10) / 10.0)
          .put("named", each.names(among, Capacity.STANDARD_LIMIT));
    }
    var cost = result.putArray("cost");
    marked
        .utility()
        .forEach(
            each ->
                cost.addObject()
                    .put("column", each.column())
                    .put("cells", each.cells())
                    .put("carrying", each.carrying())
                    .put("changed", each.changed())
                    .put("most", each.most())
                    .put("mean", each.mean()));
    return result;
  }

  @Override
  void tell(JsonNode result) {
    line(
        "Written: " + out + ", release " + result.path("release").asText() + " for " + recipient,
        "已写入：" + out + "，发布 " + result.path("release").asText() + "，接收方 " + recipient);
    Fields.table(console, result.path("cost"));
    line(
        "What tracing would say of what is left of the copy (logarithm of the odds of being"
            + " wrong):",
        "副本残留部分的溯源结论（误指概率的常用对数）：");
    Fields.table(console, result.path("scenarios"));
    if (!result.path("enough").asBoolean()) {
      line(
          "TOO LITTLE IS MARKED: a copy that lost rows or a column could not be traced among "
              + result.path("among")
              + " recipients. Free more columns, or name a fallback.",
          "标记不足：丢失部分行或某列的副本无法在 " + result.path("among") + " 个接收方中溯源。请允许更多列携带标记，或指定 fallback。");
    }
  }
}
