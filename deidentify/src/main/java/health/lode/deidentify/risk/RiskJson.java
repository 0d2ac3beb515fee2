package health.lode.deidentify.risk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.kind.ColumnFinding;
import health.lode.refusal.Words;
import java.util.List;
import java.util.Locale;

/** A risk report as JSON; its keys are a contract, docs/spec/deidentify-risk.md. */
public final class RiskJson {
  private final Locale locale;

  private RiskJson(Locale locale) {
    this.locale = locale;
  }

  /**
   * @param locale language of its sentences
   */
  public static ObjectNode of(RiskReport report, Locale locale) {
    return new RiskJson(locale).report(report);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private String say(Words words) {
    return words.in(locale);
  }

  private ObjectNode report(RiskReport report) {
    ObjectNode json = object();
    json.put("records", report.records());
    json.put("suppressed", report.suppressed());
    json.put("persons", report.persons());
    json.put("personsWithSeveralRows", report.repeated());
    sizes(json, report.classes());
    json.put("personsAtRisk", report.risky());
    json.put("shareAtRisk", report.persons() == 0 ? 0 : (double) report.risky() / report.persons());
    json.put("overallRisk", report.overallRisk());
    json.put("grade", report.grade().name());
    json.put("gradeInWords", say(report.grade().words()));
    json.put("sharing", report.question().sharing().word());
    json.set("evidence", evidence(report));
    json.set("toLift", lift(report.lift()));
    json.set("attacks", attacks(report));
    report.population().ifPresent(population -> json.set("population", population(population)));
    ArrayNode sensitive = json.putArray("sensitive");
    for (Diversity each : report.diversity()) {
      sensitive
          .addObject()
          .put("column", each.column())
          .put("distinctL", each.distinct())
          .put("entropyL", each.entropy())
          .put("closenessT", each.closeness())
          .put("homogeneousClasses", each.homogeneousClasses())
          .put("personsExposed", each.personsExposed());
    }
    ArrayNode histogram = json.putArray("classSizes");
    report
        .classes()
        .histogram()
        .forEach((size, count) -> histogram.addObject().put("persons", size).put("classes", count));
    return json;
  }

  private static void sizes(ObjectNode json, ClassSizes sizes) {
    json.put("equivalenceClasses", sizes.count());
    json.put("smallestClass", sizes.smallest());
    json.put("uniques", sizes.uniques());
    json.put("highestRisk", sizes.highestRisk());
    json.put("averageRisk", sizes.averageRisk());
  }

  private ObjectNode evidence(RiskReport report) {
    ObjectNode json = object();
    ArrayNode because = json.putArray("because");
    report.because().forEach(words -> because.add(say(words)));
    json.put("measuredGrade", report.measured().name());
    json.put("claimable", report.doubts().isEmpty());
    json.put("attackerKnows", report.question().knows().word());
    Limits limits = report.question().limits();
    json.putObject("limits")
        .put("smallestClass", limits.smallest())
        .put("classRisk", limits.highest())
        .put("overallRisk", limits.overall())
        .put("attackProbability", limits.attack());
    report.oneRow().ifPresent(sizes -> sizes(json.putObject("attackerKnowsOneRow"), sizes));
    json.set("directIdentifiers", findings(report.direct()));
    ArrayNode doubts = json.putArray("doubts");
    for (Doubt doubt : report.doubts()) {
      doubts
          .addObject()
          .put("kind", doubt.kind().word())
          .put("column", doubt.column())
          .put("because", say(doubt.because()))
          .put("wayOut", say(doubt.wayOut()));
    }
    json.set("notMeasured", findings(report.unnamed()));
    ArrayNode worst = json.putArray("worstClasses");
    for (WorstClass each : report.worst()) {
      ObjectNode one = worst.addObject().put("persons", each.persons());
      ObjectNode without = one.putObject("personsWithoutColumn");
      each.without().forEach(column -> without.put(column.column(), column.persons()));
    }
    ArrayNode statements = json.putArray("pseudonymsAsStated");
    report.tables().forEach(table -> table.pseudonyms().stream().sorted().forEach(statements::add));
    return json;
  }

  private ArrayNode findings(List<ColumnFinding> findings) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (ColumnFinding finding : findings) {
      json.addObject()
          .put("column", finding.column())
          .put("kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .put("because", say(finding.because()));
    }
    return json;
  }

  private ArrayNode attacks(RiskReport report) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Attack attack : Attack.of(report)) {
      ObjectNode one = json.addObject().put("attack", attack.kind().word());
      attack.risk().ifPresentOrElse(risk -> one.put("risk", risk), () -> one.putNull("risk"));
      one.put("assumes", say(attack.assumes()));
    }
    return json;
  }

  private static ObjectNode population(PopulationRisk population) {
    ObjectNode json =
        object()
            .put("population", population.population())
            .put("sampleUniques", population.sampleUniques())
            .put("populationUniques", population.populationUniques())
            .put("uniqueInBoth", population.uniqueInBoth())
            .put("estimator", population.estimator().word());
    ObjectNode all = json.putObject("estimates");
    population
        .estimates()
        .forEach(each -> all.put(each.estimator().word(), each.populationUniques()));
    return json;
  }

  private ObjectNode lift(Lift lift) {
    ObjectNode json = object();
    json.put("neededSmallestClass", lift.needsSmallest());
    ArrayNode steps = json.putArray("steps");
    lift.inWords().forEach(words -> steps.add(say(words)));
    json.set("suppress", suppression(lift.suppress()));
    lift.together()
        .ifPresent(
            together -> {
              ObjectNode one = json.putObject("together");
              ArrayNode columns = one.putArray("columns");
              together
                  .steps()
                  .forEach(
                      step ->
                          columns
                              .addObject()
                              .put("column", step.column())
                              .put("step", say(step.what())));
              one.set("suppress", suppression(together.suppress()));
            });
    json.set("leaveOut", effects(lift.leaveOut()));
    json.set("coarsen", effects(lift.coarsen()));
    return json;
  }

  private static ObjectNode suppression(Lift.Suppression suppression) {
    return object()
        .put("persons", suppression.persons())
        .put("records", suppression.records())
        .put("share", suppression.share())
        .put("averageRisk", suppression.averageRisk())
        .put("reachesL3", suppression.reachesL3());
  }

  private ArrayNode effects(List<Lift.Effect> effects) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (Lift.Effect effect : effects) {
      json.addObject()
          .put("column", effect.column())
          .put("step", say(effect.step()))
          .put("smallestClass", effect.smallestClass())
          .put("uniques", effect.uniques())
          .put("personsAtRisk", effect.personsAtRisk())
          .put("averageRisk", effect.averageRisk())
          .put("reachesL3", effect.reachesL3());
    }
    return json;
  }
}
