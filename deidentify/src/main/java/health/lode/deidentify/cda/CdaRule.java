package health.lode.deidentify.cda;

import health.lode.deidentify.fhir.Action;
import health.lode.deidentify.fhir.PathPattern;
import health.lode.deidentify.markup.Markup;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule: what becomes of the attributes and texts at its paths and below them.
 *
 * @param where attributes that the named element (of an attribute: its element) must have
 */
record CdaRule(
    String label, List<PathPattern> paths, Map<String, List<String>> where, Action action) {

  static CdaRule read(String label, StrictNode node) {
    StrictMapping mapping = node.mapping();
    StrictNode path = mapping.required("path");
    Optional<StrictNode> where = mapping.optional("where");
    Action action = Action.read(mapping);
    mapping.done();
    Map<String, List<String>> conditions = new LinkedHashMap<>();
    where.ifPresent(
        n ->
            n.mapping()
                .rest()
                .forEach(
                    (key, value) ->
                        conditions.put(
                            key,
                            value instanceof StrictNode.Sequence
                                ? value.texts()
                                : List.of(value.text()))));
    List<StrictNode> paths =
        path instanceof StrictNode.Sequence s ? s.items() : List.<StrictNode>of(path);
    return new CdaRule(
        label,
        paths.stream().map(p -> PathPattern.read(p, h -> h.equals("ClinicalDocument"))).toList(),
        Map.copyOf(conditions),
        action);
  }

  boolean meets(Markup.Element element) {
    return where.entrySet().stream()
        .allMatch(
            e -> element.attribute(e.getKey()).map(v -> e.getValue().contains(v)).orElse(false));
  }
}
