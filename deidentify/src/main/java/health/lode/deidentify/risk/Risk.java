package health.lode.deidentify.risk;

import health.lode.deidentify.kind.ColumnFinding;
import health.lode.deidentify.kind.ColumnKind;
import health.lode.deidentify.kind.ColumnKinds;
import health.lode.deidentify.table.Column;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** Measures re-identification risk by persons and judges it. */
public final class Risk {
  private final List<RiskTable> tables;
  private final RiskQuestion question;

  private Risk(List<RiskTable> tables, RiskQuestion question) {
    this.tables = tables;
    this.question = question;
  }

  /**
   * Measures the tables of one release together: a person's rows in all of them are theirs.
   *
   * @throws health.lode.refusal.RefusedException {@code RISK_TABLE_EMPTY} where there is nobody;
   *     {@code RISK_QUESTION_WRONG} where the population is smaller than the table, or where one of
   *     several tables names no person column
   */
  public static RiskReport measure(List<RiskTable> tables, RiskQuestion question) {
    if (tables.size() > 1 && tables.stream().anyMatch(table -> table.person().isEmpty())) {
      throw RiskReason.question(
          "Each of several tables must name its person column", "多张表时每张表都须指定人员列");
    }
    return new Risk(List.copyOf(tables), question).measured();
  }

  /** Measures one table. */
  public static RiskReport measure(RiskTable table, RiskQuestion question) {
    return measure(List.of(table), question);
  }

  private RiskReport measured() {
    Cohort cohort = Cohort.of(tables);
    if (cohort.rows() == 0) {
      throw RiskReason.empty();
    }
    int persons = cohort.persons();
    if (question.population().isPresent() && question.population().getAsLong() < persons) {
      throw RiskReason.question(
          "The population is smaller than the " + persons + " persons of the table",
          "总体人数小于表中的 " + persons + " 人");
    }
    Profiles profiles = new Profiles(persons, cohort.parts());
    Profiles.Variant whole = profiles.asTheyAre();
    Profiles.Classes classes = profiles.classes(whole, question.knows(), new BitSet());
    List<List<ColumnFinding>> kinds = tables.stream().map(Risk::kinds).toList();
    List<ColumnFinding> direct = direct(kinds);
    List<ColumnFinding> unnamed = unnamed(kinds);
    List<Doubt> doubts = doubts(kinds, cohort);
    IntUnaryOperator rowsOf = cohort.rowsOf();
    Lifting.Found found =
        new Lifting(profiles, tables, byName(kinds), question)
            .find(classes, rowsOf, first(direct, doubts));
    Grade measured = grade(direct, nothingTells(kinds, unnamed), classes.sizes());
    return new RiskReport(
        question,
        tables,
        cohort.rows(),
        cohort.suppressed(),
        persons,
        cohort.repeated(),
        classes.sizes(),
        oneRow(profiles, whole),
        classes.sizes().personsBelow(question.limits().smallest()),
        population(profiles, whole, classes),
        diversity(profiles, classes, cohort),
        direct,
        unnamed,
        doubts,
        found.worst(),
        measured,
        doubts.isEmpty() ? measured : measured.atMost(Grade.L2),
        found.lift());
  }

  private static List<ColumnFinding> kinds(RiskTable table) {
    return table.table().columns().stream()
        .map(c -> kind(c, table.publishedCodes().getOrDefault(c.name(), Set.of())))
        .toList();
  }

  /** What a column holds; where it is taken for persons' numbers, by what is no published code. */
  private static ColumnFinding kind(Column column, Set<String> codes) {
    ColumnFinding whole = ColumnKinds.of(column);
    if (codes.isEmpty()) {
      return whole;
    }
    ColumnFinding rest = ColumnKinds.of(column.without(codes));
    return rest.direct() || rest.kind().weight() == ColumnKind.Weight.CODE
        ? rest
        : new ColumnFinding(
            whole.column(),
            ColumnKind.OTHER,
            Words.of("words of a public terminology", "公开术语的编码"),
            whole.filled(),
            whole.distinct(),
            whole.mostRows(),
            false,
            true);
  }

  private static List<Words> first(List<ColumnFinding> direct, List<Doubt> doubts) {
    List<Words> first = new ArrayList<>();
    for (ColumnFinding each : direct) {
      first.add(
          Words.of(
              "Remove '" + each.column() + "', or put keyed pseudonyms in its place.",
              "去掉“" + each.column() + "”，或以带密钥的假名代替。"));
    }
    doubts.forEach(doubt -> first.add(doubt.wayOut()));
    return first.stream().distinct().toList();
  }

  /** Whether no column looks like a quasi-identifier, whatever role it was given. */
  private static boolean nothingTells(
      List<List<ColumnFinding>> kinds, List<ColumnFinding> unnamed) {
    return unnamed.isEmpty()
        && kinds.stream()
            .flatMap(List::stream)
            .noneMatch(
                finding ->
                    finding.distinct() > 1 && finding.kind().weight() == ColumnKind.Weight.QUASI);
  }

  private Grade grade(List<ColumnFinding> direct, boolean nothingTells, ClassSizes classes) {
    if (!direct.isEmpty()) {
      return Grade.L1;
    }
    if (tables.stream().allMatch(table -> table.quasiIdentifiers().isEmpty())) {
      // Nothing was measured: what looks like a quasi-identifier keeps the lowest grade it could
      // have.
      return nothingTells ? Grade.L4 : Grade.L2;
    }
    return Judgement.within(classes, question.limits()) ? Grade.L3 : Grade.L2;
  }

  private List<ColumnFinding> direct(List<List<ColumnFinding>> kinds) {
    List<ColumnFinding> direct = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      RiskTable table = tables.get(i);
      for (ColumnFinding finding : kinds.get(i)) {
        boolean stated =
            table.pseudonyms().contains(finding.column())
                && finding.kind() != ColumnKind.RESIDENT_ID;
        // The form of a code alone does not make the named person column a record number.
        boolean person =
            table.person().filter(finding.column()::equals).isPresent()
                && finding.kind() == ColumnKind.RECORD_NUMBER
                && finding.byContent();
        if (finding.direct() && !stated && !person) {
          direct.add(finding);
        }
      }
    }
    return direct;
  }

  private List<ColumnFinding> unnamed(List<List<ColumnFinding>> kinds) {
    List<ColumnFinding> unnamed = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      RiskTable table = tables.get(i);
      for (ColumnFinding finding : kinds.get(i)) {
        boolean named =
            table.quasiIdentifiers().contains(finding.column())
                || table.sensitive().contains(finding.column())
                || table.pseudonyms().contains(finding.column())
                || table.person().filter(finding.column()::equals).isPresent();
        boolean tells =
            switch (finding.kind().weight()) {
              case QUASI, CODE, SENSITIVE -> true;
              case DIRECT -> false;
              case UNKNOWN -> finding.distinct() > 1;
            };
        if (!named && tells && finding.distinct() > 1) {
          unnamed.add(finding);
        }
      }
    }
    return unnamed;
  }

  private List<Doubt> doubts(List<List<ColumnFinding>> kinds, Cohort cohort) {
    List<Doubt> doubts = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      doubts.addAll(
          Repeats.of(
              tables.get(i),
              kinds.get(i),
              tables.get(i).person().isPresent()
                  ? Optional.of(cohort.personOfRows(i))
                  : Optional.empty(),
              cohort.personsOf(i)));
    }
    return doubts;
  }

  private static List<Map<String, ColumnKind>> byName(List<List<ColumnFinding>> kinds) {
    List<Map<String, ColumnKind>> all = new ArrayList<>();
    for (List<ColumnFinding> one : kinds) {
      Map<String, ColumnKind> names = new HashMap<>();
      one.forEach(finding -> names.put(finding.column(), finding.kind()));
      all.add(names);
    }
    return all;
  }

  private Optional<ClassSizes> oneRow(Profiles profiles, Profiles.Variant whole) {
    return question.knows() == AttackerKnows.ONE_ROW || !profiles.differ()
        ? Optional.empty()
        : Optional.of(profiles.classes(whole, AttackerKnows.ONE_ROW, new BitSet()).sizes());
  }

  /** Estimated over whole persons: the estimators need each person in one class. */
  private Optional<PopulationRisk> population(
      Profiles profiles, Profiles.Variant whole, Profiles.Classes classes) {
    if (question.population().isEmpty()) {
      return Optional.empty();
    }
    ClassSizes apart =
        question.knows() == AttackerKnows.ONE_ROW && profiles.differ()
            ? profiles.classes(whole, AttackerKnows.ALL_ROWS, new BitSet()).sizes()
            : classes.sizes();
    return Optional.of(PopulationRisk.of(apart, question.population().getAsLong()));
  }

  private List<Diversity> diversity(Profiles profiles, Profiles.Classes classes, Cohort cohort) {
    List<Diversity> found = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      RiskTable table = tables.get(i);
      if (table.sensitive().isEmpty()) {
        continue;
      }
      int[] person = cohort.personOfKept(i);
      int[] classOf = profiles.ofRows(i);
      if (question.knows() != AttackerKnows.ONE_ROW) {
        int[] ofPerson = classes.ofPerson().get();
        classOf = new int[person.length];
        for (int row = 0; row < classOf.length; row++) {
          classOf[row] = ofPerson[person[row]];
        }
      }
      for (String column : table.sensitive()) {
        found.add(Diversity.of(table.table().column(column), classOf, person, cohort.kept(i)));
      }
    }
    return found;
  }
}
