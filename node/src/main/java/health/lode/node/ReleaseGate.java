package health.lode.node;

import health.lode.deidentify.fhir.Terms;
import health.lode.deidentify.risk.Grade;
import health.lode.deidentify.risk.JointRisk;
import health.lode.deidentify.risk.Lift;
import health.lode.deidentify.risk.ReleaseProfile;
import health.lode.deidentify.risk.Releases;
import health.lode.deidentify.risk.Risk;
import health.lode.deidentify.risk.RiskQuestion;
import health.lode.deidentify.risk.RiskReport;
import health.lode.deidentify.risk.RiskTable;
import health.lode.deidentify.table.Column;
import health.lode.deidentify.table.Table;
import health.lode.governance.ReleaseState;
import health.lode.node.ReleaseTables.ReleasedTable;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The release gate: what may leave is decided on the very tables that would leave. They must reach
 * the rulebook's grade alone, and together with all that the recipient and its named partners hold.
 */
final class ReleaseGate {
  private final ReleaseMaking.Order order;
  private final ReleasePolicy policy;
  private final ReleaseRegister register;
  private final NodeLedger ledger;

  ReleaseGate(
      ReleaseMaking.Order order,
      ReleasePolicy policy,
      ReleaseRegister register,
      NodeLedger ledger) {
    this.order = order;
    this.policy = policy;
    this.register = register;
    this.ledger = ledger;
  }

  /** What passed. */
  record Verdict(RiskReport report, byte[] profile) {}

  /** Whom the node knows behind each row; taken before marks change the pseudonyms. */
  static List<List<String>> insiders(List<ReleasedTable> tables, Map<String, String> insiders) {
    List<List<String>> all = new ArrayList<>();
    for (ReleasedTable table : tables) {
      var person = table.table().column("person_id");
      List<String> rows = new ArrayList<>(person.rows());
      for (int row = 0; row < person.rows(); row++) {
        rows.add(insiders.get(person.at(row)));
      }
      all.add(rows);
    }
    return all;
  }

  /** The risk of the tables as they are; nothing where no table has anybody. */
  Optional<RiskReport> measured(List<ReleasedTable> tables) {
    List<RiskTable> asked = asked(tables);
    return asked.isEmpty() ? Optional.empty() : Optional.of(Risk.measure(asked, question()));
  }

  /**
   * Lets the tables through, or refuses.
   *
   * @throws RefusedException {@code RELEASE_GRADE_BELOW}, {@code RELEASE_JOINT_RISK}
   */
  Verdict pass(List<ReleasedTable> tables, List<List<String>> insiders) {
    RiskReport report =
        measured(tables)
            .orElseThrow(
                () ->
                    Refusals.refused(
                        NodeReason.RELEASE_EMPTY,
                        Words.of("Nobody is left to release.", "去标识化后没有可发布的患者。"),
                        Words.of(
                            "Generalise more coarsely, or ask for more patients.",
                            "请采用更粗的泛化，或申请更多患者的数据。")));
    Grade needed =
        order
            .grant()
            .releaseGrade()
            .map(grade -> Grade.valueOf(grade.name()))
            // A rulebook that lets rows leave without a grade still lets no direct identifier out.
            .orElse(Grade.L2);
    if (!report.grade().reaches(needed)) {
      throw below(report, needed);
    }
    ReleaseProfile profile = profile(tables, insiders);
    judgeTogether(profile);
    return new Verdict(report, profile.encode());
  }

  private ReleaseProfile profile(List<ReleasedTable> tables, List<List<String>> insiders) {
    List<ReleaseProfile.Source> sources = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      ReleasedTable table = tables.get(i);
      List<String> rows = insiders.get(i);
      if (table.table().rows() > 0) {
        sources.add(new ReleaseProfile.Source(asked(table), rows::get));
      }
    }
    return ReleaseProfile.of(order.release(), sources, register.profileKey());
  }

  private RiskQuestion question() {
    RiskQuestion question =
        RiskQuestion.of(policy.sharing()).with(policy.limits()).with(policy.knows());
    return policy.population().isPresent()
        ? question.ofPopulation(policy.population().getAsLong())
        : question;
  }

  private List<RiskTable> asked(List<ReleasedTable> tables) {
    return tables.stream().filter(t -> t.table().rows() > 0).map(this::asked).toList();
  }

  private RiskTable asked(ReleasedTable table) {
    Set<String> pseudonyms =
        table.table().names().stream()
            .filter(ReleaseGate::namesNobody)
            .collect(Collectors.toCollection(HashSet::new));
    table.table().find(ReleaseTables.CODE).ifPresent(column -> pseudonyms.add(column.name()));
    return new RiskTable(
        table.name(),
        table.table(),
        there(policy.quasi(), table),
        Optional.of("person_id"),
        there(policy.sensitive(), table),
        pseudonyms,
        publishedCodes(table.table()));
  }

  /** Of each column of codes, those that the terminology named beside them has. */
  private static Map<String, Set<String>> publishedCodes(Table table) {
    Map<String, Set<String>> published = new HashMap<>();
    for (Column codes : table.columns()) {
      if (CodeColumns.isCode(codes.name())) {
        CodeColumns.vocabulary(codes.name())
            .flatMap(table::find)
            .ifPresent(systems -> published.put(codes.name(), published(codes, systems)));
      }
    }
    return published;
  }

  private static Set<String> published(Column codes, Column systems) {
    Set<String> known = new HashSet<>();
    for (int row = 0; row < codes.rows(); row++) {
      String code = codes.at(row);
      if (!code.isEmpty() && !known.contains(code) && Terms.knows(systems.at(row), code)) {
        known.add(code);
      }
    }
    return known;
  }

  /** Pseudonyms, and the URLs by which code systems are named. */
  private static boolean namesNobody(String column) {
    return (column.endsWith("_id") && !column.endsWith("concept_id"))
        || CodeColumns.isVocabulary(column);
  }

  private static List<String> there(Map<String, List<String>> named, ReleasedTable table) {
    return named.getOrDefault(table.name(), List.of()).stream()
        .filter(column -> table.table().find(column).isPresent())
        .toList();
  }

  private RefusedException below(RiskReport report, Grade needed) {
    List<String> columns =
        report.lift().leaveOut().stream().map(Lift.Effect::column).distinct().toList();
    String by = String.join(", ", columns);
    String why =
        String.join(" ", report.because().stream().map(Words::en).toList())
            + (columns.isEmpty()
                ? ""
                : " Columns, by what leaving them out would help: " + by + ".");
    String whyZh =
        String.join("", report.because().stream().map(Words::zh).toList())
            + (columns.isEmpty() ? "" : "按去除后的改善程度排列的列：" + by + "。");
    String lift = String.join(" ", report.lift().inWords().stream().map(Words::en).toList());
    String liftZh = String.join("", report.lift().inWords().stream().map(Words::zh).toList());
    return Refusals.refused(
        NodeReason.RELEASE_GRADE_BELOW,
        Words.of(
            "The rulebook demands grade " + needed + ", measured is " + report.grade() + ". " + why,
            "规则书要求 " + needed + " 级，测得 " + report.grade() + " 级。" + whyZh),
        Words.of(
            lift.isBlank() ? "Correct the policy." : lift, liftZh.isBlank() ? "请修改策略。" : liftZh));
  }

  /** The releases that this recipient and those it is taken to share with hold by now. */
  private void judgeTogether(ReleaseProfile profile) {
    Set<String> circle = new HashSet<>();
    String recipient = order.grant().recipient().value();
    circle.add(recipient);
    circle.addAll(policy.partners().getOrDefault(recipient, List.of()));
    List<ReleaseProfile> held = new ArrayList<>();
    for (Map.Entry<String, ReleaseState> earlier :
        ledger.governance().releasesThatLeft().entrySet()) {
      if (circle.contains(earlier.getValue().accepted().recipient().value())) {
        held.add(ReleaseProfile.decode(register.profile(earlier.getKey())));
      }
    }
    if (held.isEmpty()) {
      return;
    }
    JointRisk joint = Releases.judge(profile, held, policy.limits());
    if (!joint.passes()) {
      throw Refusals.refused(
          NodeReason.RELEASE_JOINT_RISK,
          Words.of(
              "Together with what the recipient holds: "
                  + String.join(" ", joint.because().stream().map(Words::en).toList()),
              "与接收方已有的发布合并后：" + String.join("", joint.because().stream().map(Words::zh).toList())),
          Words.of(
              String.join(" ", joint.wayOut().stream().map(Words::en).toList()),
              String.join("", joint.wayOut().stream().map(Words::zh).toList())));
    }
  }
}
