package health.lode.node;

import health.lode.deidentify.mark.MarkPolicy;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.risk.AttackerKnows;
import health.lode.deidentify.risk.Limits;
import health.lode.deidentify.risk.Sharing;
import health.lode.deidentify.table.TablePolicy;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a policy's section {@code release} says. See docs/spec/release.md.
 *
 * @param sharing how the recipient may share what it gets
 * @param knows what the attacker is taken to know of a person's several rows
 * @param population persons of the population the hospital's patients are a part of
 * @param quasi what an attacker may know, by table: a column that is there counts
 * @param sensitive what an attacker would like to learn, by table
 * @param partners recipients that are taken to put their releases together, by recipient
 * @param marks where the recipient's marks go; no section, no marks
 */
record ReleasePolicy(
    Sharing sharing,
    Limits limits,
    AttackerKnows knows,
    OptionalLong population,
    Map<String, List<String>> quasi,
    Map<String, List<String>> sensitive,
    Map<String, List<String>> partners,
    Optional<MarkPolicy> marks) {
  /** The table whose rows are persons. */
  static final String PERSONS = "person";

  /** The section, with the quasi-identifiers that the section {@code table} generalises. */
  static ReleasePolicy of(Policy policy) {
    ReleasePolicy release = policy.section(Policy.Section.RELEASE, ReleasePolicy::read);
    List<String> persons = new ArrayList<>(release.quasi.getOrDefault(PERSONS, List.of()));
    if (policy.speaksOf(Policy.Section.TABLE)) {
      policy.section(Policy.Section.TABLE, TablePolicy::read).quasiIdentifiers().stream()
          .filter(column -> !persons.contains(column))
          .forEach(persons::add);
    }
    Map<String, List<String>> quasi = new TreeMap<>(release.quasi);
    quasi.put(PERSONS, persons);
    return new ReleasePolicy(
        release.sharing,
        release.limits,
        release.knows,
        release.population,
        quasi,
        release.sensitive,
        release.partners,
        release.marks);
  }

  private static ReleasePolicy read(StrictNode node) {
    StrictMapping map = node.mapping();
    Sharing sharing = word(map.required("sharing"), Sharing.values(), Sharing::word);
    Limits limits =
        map.optional("limits")
            .map(limit -> Limits.read(limit, sharing))
            .orElseGet(() -> Limits.of(sharing));
    AttackerKnows knows =
        map.optional("attackerKnows")
            .map(word -> word(word, AttackerKnows.values(), AttackerKnows::word))
            .orElse(AttackerKnows.ALL_ROWS);
    OptionalLong population =
        map.optional("population")
            .map(n -> OptionalLong.of(n.whole()))
            .orElse(OptionalLong.empty());
    ReleasePolicy policy =
        new ReleasePolicy(
            sharing,
            limits,
            knows,
            population,
            lists(map, "quasi"),
            lists(map, "sensitive"),
            lists(map, "partners"),
            map.optional("marks").map(MarkPolicy::read));
    map.done();
    return policy;
  }

  private static Map<String, List<String>> lists(StrictMapping map, String key) {
    Map<String, List<String>> lists = new TreeMap<>();
    map.optional(key)
        .ifPresent(
            node -> {
              Map<String, StrictNode> rest = new LinkedHashMap<>(node.mapping().rest());
              rest.forEach((name, columns) -> lists.put(name, new ArrayList<>(columns.texts())));
            });
    return lists;
  }

  private static <T> T word(
      StrictNode node, T[] all, java.util.function.Function<T, String> wordOf) {
    return Arrays.stream(all)
        .filter(each -> wordOf.apply(each).equals(node.text()))
        .findFirst()
        .orElseThrow(
            () -> {
              String known = String.join(", ", Arrays.stream(all).map(wordOf).toList());
              return node.wrong("must be one of " + known, "应为 " + known + " 之一");
            });
  }
}
