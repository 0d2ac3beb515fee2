package health.lode.governance.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.refusal.Words;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a rulebook says of one combination, whichever permit asks.
 *
 * @param rules those that speak of it, with their conditions
 * @param summary the outcome in one sentence
 */
public record Explanation(Cell cell, List<Rule> rules, Words summary) {
  static Explanation of(Rulebook rulebook, Cell cell) {
    List<Rule> rules = rulebook.covering(cell);
    return new Explanation(cell, rules, summary(rules));
  }

  private static Words summary(List<Rule> rules) {
    if (rules.isEmpty()) {
      return Words.of("forbidden: no rule names it", "禁止：没有规则提及");
    }
    if (rules.stream().anyMatch(r -> r.forbids() && r.always())) {
      return Words.of("forbidden", "禁止");
    }
    if (rules.stream().allMatch(Rule::forbids)) {
      return Words.of(
          "forbidden: no rule allows it, even where no red line applies", "禁止：即使不触及红线也没有规则允许");
    }
    return Words.of(
        rules.stream().map(r -> one(r).en()).collect(Collectors.joining("; ")),
        rules.stream().map(r -> one(r).zh()).collect(Collectors.joining("；")));
  }

  private static Words one(Rule rule) {
    Words verdict = rule.verdict().words();
    return rule.when()
        .map(w -> Words.of(verdict.en() + " when " + w, "当 " + w + " 时" + verdict.zh()))
        .orElse(verdict);
  }

  public JsonNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("data", cell.data());
    json.put("purpose", cell.purpose());
    json.put("recipient", cell.recipient().word());
    json.put("form", cell.form().word());
    json.putObject("summary").put("en", summary.en()).put("zh", summary.zh());
    ArrayNode list = json.putArray("rules");
    for (Rule rule : rules) {
      ObjectNode node = list.addObject();
      node.put("line", rule.line());
      node.put("verdict", rule.verdict().word());
      node.putObject("says")
          .put("en", rule.verdict().words().en())
          .put("zh", rule.verdict().words().zh());
      rule.when().ifPresent(w -> node.put("when", w));
      rule.consent().ifPresent(c -> node.put("consent", c.word()));
      node.putObject("because")
          .put("law", rule.because().law())
          .put("en", rule.because().text().en())
          .put("zh", rule.because().text().zh());
    }
    return json;
  }
}
