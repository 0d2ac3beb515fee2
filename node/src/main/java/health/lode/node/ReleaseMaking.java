package health.lode.node;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.ask.ReleaseRows;
import health.lode.deidentify.mark.Release;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.risk.RiskHtml;
import health.lode.deidentify.risk.RiskReport;
import health.lode.deidentify.table.Anonymization;
import health.lode.deidentify.table.Anonymized;
import health.lode.deidentify.table.Table;
import health.lode.deidentify.table.TablePolicy;
import health.lode.governance.permit.Grant;
import health.lode.governance.permit.PermitState;
import health.lode.node.ReleaseTables.ReleasedTable;
import health.lode.refusal.Words;
import health.lode.vault.Vault;
import health.lode.vault.consent.ConsentFilter;
import health.lode.vault.cut.CutInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes one release in a folder that nobody else can read: rows with pseudonyms and moved dates,
 * persons generalised until the policy's models hold, marks for the recipient, the measured grade
 * against the rulebook's, and the files. Refuses rather than weakens.
 */
final class ReleaseMaking {
  static final String REPORT = "risk.html";
  private static final String PERSONS = ReleasePolicy.PERSONS;

  /**
   * What is to be made.
   *
   * @param images folder of images to release, where there is one
   * @param reviewed who has looked at the images that a person must look at; nobody, and they stay
   */
  record Order(
      String release,
      PermitState permit,
      Grant grant,
      Policy policy,
      CutInfo cut,
      ConsentFilter consent,
      Set<String> formats,
      Optional<Path> images,
      Optional<String> reviewed,
      Instant at) {}

  /**
   * What was made.
   *
   * @param suppressed persons who were left out because no class of theirs was large enough
   * @param files what is in it, with rows or documents each
   * @param profile what the recipient will hold, for judging the next release
   * @param marked what tracing must know
   * @param protection what the marks can be expected to do
   * @param held how many documents and images stayed, and why
   */
  record Made(
      RiskReport report,
      long persons,
      long rows,
      long suppressed,
      Map<String, Long> files,
      byte[] profile,
      List<Release> marked,
      ObjectNode protection,
      ObjectNode held) {}

  private final Order order;
  private final ReleaseRows rows;
  private final Vault data;
  private final Pseudonyms pseudonyms;
  private final ReleaseRegister register;
  private final NodeLedger ledger;
  private final SecureRandom random;
  private final Dates dates;
  private final ReleasePolicy policy;
  private final Map<String, Words> done = new LinkedHashMap<>();

  ReleaseMaking(
      Order order,
      ReleaseRows rows,
      Vault data,
      Pseudonyms pseudonyms,
      ReleaseRegister register,
      NodeLedger ledger,
      SecureRandom random) {
    this.order = order;
    this.rows = rows;
    this.data = data;
    this.pseudonyms = pseudonyms;
    this.register = register;
    this.ledger = ledger;
    this.random = random;
    this.dates = order.policy().dates();
    this.policy = ReleasePolicy.of(order.policy());
  }

  /** Makes the release in {@code folder}, which must not be there yet. */
  Made into(Path folder, Progress progress) throws IOException {
    ReleaseSubjects subjects = new ReleaseSubjects(data, order, pseudonyms);
    ReleaseTables reading = new ReleaseTables(data.engine(), dates, pseudonyms, subjects::of);
    List<ReleasedTable> tables = new ArrayList<>();
    List<ReleaseRows.TableRows> open = rows.tables(order.cut(), order.consent(), random.nextLong());
    for (ReleaseRows.TableRows one : open) {
      progress.at("reading " + one.table(), tables.size(), open.size(), tables.size());
      tables.add(reading.read(one));
      told(one);
    }
    if (tables.isEmpty() || tables.stream().allMatch(t -> t.table().rows() == 0)) {
      throw Refusals.refused(
          NodeReason.RELEASE_EMPTY,
          Words.of("The permit and the patients' choices open no row.", "许可与患者意愿未开放任何数据行。"),
          Words.of(
              "Look at what was captured, and at the data that the permit asks for.",
              "请核对已采集的数据和许可申请的数据类别。"));
    }
    long before = persons(tables).size();
    ReleaseGate gate = new ReleaseGate(order, policy, register, ledger);
    Optional<RiskReport> raw = gate.measured(tables);
    tables = generalised(tables, progress);
    List<List<String>> insiders = ReleaseGate.insiders(tables, reading.insiders());
    ReleaseMarks marks = new ReleaseMarks(order, policy, register);
    tables = marks.mark(tables);
    ReleaseGate.Verdict verdict = gate.pass(tables, insiders);
    Files.createDirectories(folder);
    Map<String, Long> files = new LinkedHashMap<>();
    ReleaseFiles out = new ReleaseFiles(folder, order.formats(), files);
    out.tables(tables);
    out.dictionary(tables, done);
    Set<String> numbers = new HashSet<>();
    insiders.forEach(numbers::addAll);
    ObjectNode held = documents(folder, subjects, numbers, files, progress);
    Files.writeString(folder.resolve(REPORT), report(verdict.report(), raw));
    manifest(folder, files, verdict);
    long all = files.values().stream().mapToLong(Long::longValue).sum();
    return new Made(
        verdict.report(),
        persons(tables).size(),
        all,
        before - persons(tables).size(),
        files,
        verdict.profile(),
        marks.marked(),
        marks.protection(),
        held);
  }

  /** Documents and images, where they are asked for. */
  private ObjectNode documents(
      Path folder,
      ReleaseSubjects subjects,
      Set<String> numbers,
      Map<String, Long> files,
      Progress progress)
      throws IOException {
    ObjectNode held = JsonNodeFactory.instance.objectNode();
    boolean fhir = order.formats().contains("fhir");
    if ((fhir || order.images().isPresent())
        && policy.quasi().keySet().stream().anyMatch(table -> !table.equals(PERSONS))) {
      throw Refusals.refused(
          NodeReason.RELEASE_DOCUMENTS_REFUSED,
          Words.of(
              "Documents and images would say exactly what the policy counts as known to an attacker.",
              "文档和影像会原样给出策略认定攻击者可能知道的内容。"),
          Words.of(
              "Release tables alone, or name quasi-identifiers of the person table only.",
              "请仅发布表格，或只将人员表的列列为准标识符。"));
    }
    if (fhir) {
      ReleaseDocuments documents = new ReleaseDocuments(order, data, pseudonyms, subjects);
      held.put("documents", documents.into(folder, rows, numbers, files, progress));
    }
    if (order.images().isPresent()) {
      ReleaseImages images = new ReleaseImages(order, data, pseudonyms, subjects);
      ReleaseImages.Count count =
          images.into(
              folder,
              order.images().get(),
              rows,
              numbers,
              register.review(order.release()),
              progress);
      files.put("images", count.written());
      held.put("imagesOfOthers", count.others())
          .put("imagesWaiting", count.waiting())
          .put("imagesRefused", count.refused());
    }
    return held;
  }

  /** The persons in the tables, by their pseudonyms. */
  private static Set<String> persons(List<ReleasedTable> tables) {
    Set<String> persons = new HashSet<>();
    for (ReleasedTable table : tables) {
      var column = table.table().column("person_id");
      for (int row = 0; row < column.rows(); row++) {
        persons.add(column.at(row));
      }
    }
    return persons;
  }

  /** Generalises persons; who is left out of the person table is left out of every table. */
  private List<ReleasedTable> generalised(List<ReleasedTable> tables, Progress progress) {
    Optional<ReleasedTable> persons =
        tables.stream().filter(t -> t.name().equals(PERSONS)).findFirst();
    if (persons.isEmpty() || !order.policy().speaksOf(Policy.Section.TABLE)) {
      return tables;
    }
    TablePolicy section =
        order
            .policy()
            .section(Policy.Section.TABLE, TablePolicy::read)
            .released(persons.get().table().names(), "person_id");
    Anonymized anonymized =
        Anonymization.run(
            persons.get().table(),
            section,
            pseudonyms,
            dates,
            (what, at, of) -> progress.at(what, at, of, at));
    Table table = anonymized.table().orElseThrow();
    anonymized
        .levels()
        .forEach(
            (column, level) ->
                done.put(
                    PERSONS + "." + column,
                    Words.of("generalised, level " + level, "泛化，第 " + level + " 级")));
    Set<String> left = new HashSet<>(table.column("person_id").values());
    List<ReleasedTable> kept = new ArrayList<>();
    for (ReleasedTable each : tables) {
      kept.add(each.name().equals(PERSONS) ? each.with(table) : each.with(of(each.table(), left)));
    }
    return kept;
  }

  /** The rows of these persons. */
  private static Table of(Table table, Set<String> persons) {
    Table.Builder kept = new Table.Builder(table.names());
    var person = table.column("person_id");
    for (int row = 0; row < table.rows(); row++) {
      if (persons.contains(person.at(row))) {
        kept.row(table.row(row));
      }
    }
    return kept.build();
  }

  private void told(ReleaseRows.TableRows table) {
    for (ReleaseRows.Column column : table.columns()) {
      ReleaseColumns.of(table.table(), column, dates, data.schema())
          .map(ReleaseColumns::words)
          .ifPresent(words -> done.put(table.table() + "." + column.name(), words));
    }
    if (table.table().equals(PERSONS)) {
      done.put(
          PERSONS + "." + ReleaseTables.CODE,
          Words.of("pseudonym, as in images and documents", "假名，与影像和文档一致"));
    }
  }

  private String report(RiskReport report, Optional<RiskReport> raw) {
    String title = order.release() + " · " + order.permit().permit().project();
    return RiskHtml.of(Words.of(title, title), report, raw, Locale.SIMPLIFIED_CHINESE);
  }

  private void manifest(Path folder, Map<String, Long> files, ReleaseGate.Verdict verdict)
      throws IOException {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("release", order.release());
    json.put("permit", order.grant().id().value());
    json.put("permitHash", order.grant().permitHash());
    json.put("project", order.permit().permit().project());
    json.put("recipient", order.grant().recipient().value());
    json.put("policy", order.policy().hash());
    json.put("cut", order.cut().number());
    json.put("at", order.at().toString());
    json.put("grade", verdict.report().grade().name());
    json.put("sharing", policy.sharing().word());
    json.put("label", verdict.report().grade().words().en());
    json.put("labelZh", verdict.report().grade().words().zh());
    ObjectNode counted = json.putObject("files");
    files.forEach(counted::put);
    Files.writeString(
        folder.resolve("release.json"), json.toPrettyString() + "\n", StandardCharsets.UTF_8);
  }
}
