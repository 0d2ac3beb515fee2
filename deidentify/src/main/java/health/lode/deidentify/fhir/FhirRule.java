package health.lode.deidentify.fhir;

import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One rule: what becomes of the elements at its paths and of everything below them.
 *
 * @param label its number in the policy, from 1; of a shipped rule {@code standard:} and its number
 * @param types the element's FHIR type is one of these; empty for any
 */
record FhirRule(
    String label, List<PathPattern> paths, List<String> types, Where where, Action action) {

  static FhirRule read(String label, StrictNode node, Predicate<String> isType) {
    StrictMapping mapping = node.mapping();
    Optional<StrictNode> path = mapping.optional("path");
    Optional<StrictNode> type = mapping.optional("type");
    Where where = mapping.optional("where").map(Where::read).orElse(Where.ALWAYS);
    Action action = Action.read(mapping);
    mapping.done();
    if (path.isEmpty() && type.isEmpty()) {
      throw node.wrong("needs a path or a type", "需要 path 或 type");
    }
    List<String> types = new ArrayList<>();
    for (StrictNode each : type.map(FhirRule::several).orElse(List.of())) {
      if (!isType.test(each.text())) {
        throw each.wrong("is no type of FHIR R4", "不是 FHIR R4 的类型");
      }
      types.add(each.text());
    }
    List<PathPattern> paths =
        path.map(p -> several(p).stream().map(each -> PathPattern.read(each, isType)).toList())
            .orElse(List.of(new PathPattern("*", List.of("**"))));
    return new FhirRule(label, paths, List.copyOf(types), where, action);
  }

  private static List<StrictNode> several(StrictNode node) {
    return node instanceof StrictNode.Sequence s ? s.items() : List.of(node);
  }

  boolean speaksOfType(List<String> lineage) {
    return types.isEmpty() || types.stream().anyMatch(lineage::contains);
  }
}
