package health.lode.governance.rulebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rulebook, checked over the whole of its finite domain.
 *
 * @param refusal why it cannot be read; all else is empty then
 * @param combinations how many combinations there are
 * @param ruled combinations on which some rule has an unconditional say
 * @param conditional combinations that only rules with a condition speak of, one of which could
 *     permit: forbidden where none holds
 * @param unnamed combinations that no rule permits and no red line always names: forbidden by
 *     default
 * @param unreachable rules that change nothing, because a red line covers all they speak of
 */
public record RulebookCheck(
    Optional<Refusal> refusal,
    int combinations,
    int ruled,
    List<Cell> conditional,
    List<Cell> unnamed,
    List<Rule> unreachable) {

  static RulebookCheck unreadable(Refusal refusal) {
    return new RulebookCheck(Optional.of(refusal), 0, 0, List.of(), List.of(), List.of());
  }

  static RulebookCheck of(Rulebook rulebook) {
    List<Cell> cells = rulebook.cells();
    List<Cell> conditional = new ArrayList<>();
    List<Cell> unnamed = new ArrayList<>();
    for (Cell cell : cells) {
      List<Rule> rules = rulebook.covering(cell);
      if (rules.stream().allMatch(r -> r.forbids() && !r.always())) {
        unnamed.add(cell);
      } else if (rules.stream().noneMatch(Rule::always)) {
        conditional.add(cell);
      }
    }
    int ruled = cells.size() - conditional.size() - unnamed.size();
    return new RulebookCheck(
        Optional.empty(), cells.size(), ruled, conditional, unnamed, unreachable(rulebook, cells));
  }

  private static List<Rule> unreachable(Rulebook rulebook, List<Cell> cells) {
    List<Rule> unreachable = new ArrayList<>();
    List<Rule> rules = rulebook.rules();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      // A red line is only made idle by one that stands above it: of two that overlap, one counts.
      List<Rule> above = rule.forbids() ? rules.subList(0, i) : rules;
      boolean reached =
          cells.stream()
              .filter(rule::covers)
              .anyMatch(
                  c -> above.stream().noneMatch(r -> r.forbids() && r.always() && r.covers(c)));
      if (!reached) {
        unreachable.add(rule);
      }
    }
    return unreachable;
  }

  /** Whether it may be adopted. Unnamed combinations are no fault: they are forbidden. */
  public boolean readable() {
    return refusal.isEmpty();
  }

  /** What a person should look at, one sentence each. */
  public List<Words> remarks() {
    List<Words> remarks = new ArrayList<>();
    refusal.ifPresent(r -> remarks.add(r.reason()));
    for (Rule rule : unreachable) {
      remarks.add(
          Words.of(
              "line " + rule.line() + ": this rule changes nothing, a red line covers it",
              "第 " + rule.line() + " 行：此规则不起作用，已被红线覆盖"));
    }
    for (Cell cell : conditional) {
      remarks.add(
          Words.of(
              cell + ": only rules with a condition speak of it; forbidden where none holds",
              cell + "：仅有带条件的规则；条件均不成立时禁止"));
    }
    for (Cell cell : unnamed) {
      remarks.add(
          Words.of(cell + ": no rule permits it, so it is forbidden", cell + "：没有规则允许，因此禁止"));
    }
    return remarks;
  }

  public JsonNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("readable", readable());
    refusal.ifPresent(
        r ->
            json.putObject("refusal")
                .put("code", r.code().name())
                .put("reason", r.reason().en())
                .put("remedy", r.remedy().en()));
    json.put("combinations", combinations);
    json.put("ruled", ruled);
    cells(json.putArray("conditional"), conditional);
    cells(json.putArray("unnamed"), unnamed);
    ArrayNode rules = json.putArray("unreachable");
    unreachable.forEach(r -> rules.add(r.line()));
    return json;
  }

  private static void cells(ArrayNode array, List<Cell> cells) {
    cells.forEach(
        c ->
            array
                .addObject()
                .put("data", c.data())
                .put("purpose", c.purpose())
                .put("recipient", c.recipient().word())
                .put("form", c.form().word()));
  }
}
