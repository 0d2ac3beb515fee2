package health.lode.deidentify.risk;

import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of the five attacks that GB/T 37964-2019 lists, with what the attacker is taken to know and
 * how likely it is to succeed.
 *
 * @param risk the chance of success of the worst case, or, for naming everyone, the share named;
 *     empty where what is needed to measure it was not given
 */
public record Attack(Kind kind, Optional<Double> risk, Words assumes) {

  /** The five attacks. */
  public enum Kind {
    PROSECUTOR("find one known person's record", "重标识特定个人的记录"),
    JOURNALIST("find whose record one is", "重标识特定记录的主体"),
    MARKETER("name as many records as possible", "尽可能多地关联记录与主体"),
    PRESENCE("tell whether a known person is in the data", "判定特定个人是否在数据中"),
    INFERENCE("learn a person's sensitive value without a record", "推断个人的敏感属性");

    private final String en;
    private final String zh;

    Kind(String en, String zh) {
      this.en = en;
      this.zh = zh;
    }

    public Words words() {
      return Words.of(en, zh);
    }

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** All five, for one report. */
  public static List<Attack> of(RiskReport report) {
    List<Attack> attacks = new ArrayList<>();
    Optional<PopulationRisk> population = report.population();
    attacks.add(
        attack(
            Kind.PROSECUTOR,
            Optional.of(report.classes().highestRisk()),
            "knows that the person is in the data, and every named quasi-identifier exactly",
            "知道此人在数据中，且准确知道所指定的全部准标识符"));
    attacks.add(
        attack(
            Kind.JOURNALIST,
            Optional.of(
                population
                    .map(PopulationRisk::journalistHighest)
                    .orElse(report.classes().highestRisk())),
            population.isPresent()
                ? "has a list of the whole population; mean of one over the class's size there, by a fitted model"
                : "has a list of the whole population; no population was given, so the table is taken for it",
            population.isPresent() ? "持有总体名单；取总体中等价类人数倒数的期望，由拟合模型估计" : "持有总体名单；未给出总体人数，故以本表为总体"));
    attacks.add(
        attack(
            Kind.MARKETER,
            Optional.of(
                population.map(PopulationRisk::marketer).orElse(report.classes().averageRisk())),
            "links everyone with such a list and is content with a share",
            "用此名单逐一关联，只求一定比例成功"));
    attacks.add(
        attack(
            Kind.PRESENCE,
            Optional.of(population.map(PopulationRisk::presenceHighest).orElse(1.0)),
            population.isPresent()
                ? "knows the population's class of the person; the part of it that is in the data"
                : "no population was given: whoever has the person's quasi-identifiers in view is in it",
            population.isPresent() ? "知道此人在总体中的等价类；取其中进入数据的比例" : "未给出总体人数：准标识符相符者即在数据中"));
    boolean asked = !report.diversity().isEmpty();
    double exposed =
        report.diversity().stream().mapToLong(Diversity::personsExposed).max().orElse(0);
    attacks.add(
        attack(
            Kind.INFERENCE,
            asked ? Optional.of(exposed / Math.max(1, report.persons())) : Optional.empty(),
            asked
                ? "knows the quasi-identifiers; share of persons whose class has one sensitive value alone"
                : "not measured: no sensitive column was named",
            asked ? "知道准标识符；取等价类中敏感值唯一的人员比例" : "未度量：未指定敏感列"));
    return attacks;
  }

  private static Attack attack(Kind kind, Optional<Double> risk, String en, String zh) {
    return new Attack(kind, risk, Words.of(en, zh));
  }
}
