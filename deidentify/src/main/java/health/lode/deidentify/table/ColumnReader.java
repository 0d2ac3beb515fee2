package health.lode.deidentify.table;

import static health.lode.deidentify.table.TablePolicyReader.between;
import static health.lode.deidentify.table.TablePolicyReader.number;
import static health.lode.deidentify.table.TablePolicyReader.wholeBetween;
import static health.lode.deidentify.table.TablePolicyReader.word;

import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.table.ColumnPolicy.Role;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a policy says of one column: a role alone, or a role with its settings. */
final class ColumnReader {
  private ColumnReader() {}

  static ColumnPolicy read(StrictNode node) {
    if (node instanceof StrictNode.Scalar) {
      return ColumnPolicy.of(TablePolicyReader.role(node));
    }
    StrictMapping mapping = node.mapping();
    Role role = TablePolicyReader.role(mapping.required("role"));
    Optional<Hierarchy> hierarchy = mapping.optional("hierarchy").map(ColumnReader::hierarchy);
    Optional<Treatment> treatment = treatment(node, mapping);
    int lowest = mapping.optional("min").map(n -> (int) wholeBetween(n, 0, 100)).orElse(0);
    int highest =
        mapping.optional("max").map(n -> (int) wholeBetween(n, 0, 100)).orElse(Integer.MAX_VALUE);
    double weight = mapping.optional("weight").map(n -> between(n, 1e-6, 1e6)).orElse(1.0);
    mapping.done();
    check(node, role, hierarchy, treatment);
    if (lowest > highest) {
      throw node.wrong("has a min above its max", "的 min 大于 max");
    }
    return new ColumnPolicy(role, hierarchy, treatment, lowest, highest, weight);
  }

  private static void check(
      StrictNode node, Role role, Optional<Hierarchy> hierarchy, Optional<Treatment> treatment) {
    if (hierarchy.isPresent() && role != Role.QUASI) {
      throw node.wrong("has a hierarchy but is no quasi-identifier", "不是准标识符，不能有泛化层级");
    }
    if (hierarchy.isPresent() && treatment.isPresent()) {
      throw node.wrong("has both a hierarchy and a treatment", "不能同时有泛化层级和处理方式");
    }
    if (treatment.isEmpty()) {
      return;
    }
    Treatment kind = treatment.get();
    boolean fits =
        switch (role) {
          case DROP -> false;
          case IDENTIFYING -> kind instanceof Treatment.Pseudonym;
          // A quasi-identifier's classes must follow from its value alone.
          case QUASI ->
              !(kind instanceof Treatment.Pseudonym) && !(kind instanceof Treatment.DatePolicy);
          case SENSITIVE, KEEP -> true;
        };
    if (!fits) {
      throw node.wrong("has a treatment that its role does not take", "的处理方式与其角色不符");
    }
  }

  private static Optional<Treatment> treatment(StrictNode node, StrictMapping mapping) {
    List<Treatment> all = new ArrayList<>();
    Optional<String> domain = mapping.optionalText("domain");
    mapping
        .optional("pseudonym")
        .ifPresent(
            n ->
                all.add(
                    new Treatment.Pseudonym(
                        word(n, Treatment.Pseudonym.Form.class),
                        domain.orElse(Pseudonyms.PATIENT))));
    mapping
        .optional("date")
        .ifPresent(
            n -> {
              if (!n.text().equals("policy")) {
                throw n.wrong("must be policy", "应为 policy");
              }
              all.add(new Treatment.DatePolicy());
            });
    mapping.optional("round").ifPresent(n -> all.add(new Treatment.Round(between(n, 1e-9, 1e12))));
    Optional<Double> bottom = mapping.optional("bottom").map(TablePolicyReader::number);
    Optional<Double> top = mapping.optional("top").map(TablePolicyReader::number);
    if (bottom.isPresent() || top.isPresent()) {
      if (bottom.isPresent() && top.isPresent() && bottom.get() > top.get()) {
        throw node.wrong("has a bottom above its top", "的 bottom 大于 top");
      }
      all.add(new Treatment.Limits(bottom, top));
    }
    mapping.optional("microaggregate").ifPresent(n -> all.add(microaggregate(n)));
    if (all.size() > 1) {
      throw node.wrong("has more than one treatment", "有多种处理方式");
    }
    if (domain.isPresent() && !(all.size() == 1 && all.get(0) instanceof Treatment.Pseudonym)) {
      throw node.wrong("has a domain without a pseudonym", "有 domain 但没有 pseudonym");
    }
    return all.stream().findFirst();
  }

  private static Treatment microaggregate(StrictNode node) {
    StrictMapping mapping = node.mapping();
    int k = (int) wholeBetween(mapping.required("k"), 2, 1_000_000);
    Treatment.Microaggregate.Centre centre =
        mapping
            .optional("centre")
            .map(n -> word(n, Treatment.Microaggregate.Centre.class))
            .orElse(Treatment.Microaggregate.Centre.MEAN);
    mapping.done();
    return new Treatment.Microaggregate(k, centre);
  }

  private static Hierarchy hierarchy(StrictNode node) {
    if (node instanceof StrictNode.Scalar) {
      return Hierarchy.plain(node.text())
          .orElseThrow(
              () -> TablePolicyReader.oneOf(node, List.of("dates", "icd10", "region", "none")));
    }
    StrictMapping mapping = node.mapping();
    List<Hierarchy> all = new ArrayList<>();
    mapping.optionalText("file").ifPresent(f -> all.add(new Hierarchy.FromFile(Path.of(f))));
    mapping.optional("ages").ifPresent(n -> all.add(intervals(n, true)));
    mapping.optional("intervals").ifPresent(n -> all.add(intervals(n, false)));
    mapping.optional("prefix").ifPresent(n -> all.add(prefix(n)));
    mapping.optional("groups").ifPresent(n -> all.add(groups(n)));
    mapping.done();
    if (all.size() != 1) {
      throw node.wrong("must be one hierarchy", "应为一种泛化层级");
    }
    return all.get(0);
  }

  private static Hierarchy intervals(StrictNode node, boolean whole) {
    StrictMapping mapping = node.mapping();
    StrictNode stated = mapping.required("width");
    List<Double> widths = new ArrayList<>();
    for (StrictNode one : each(stated)) {
      double width = between(one, whole ? 1 : 1e-9, 1e12);
      double before = widths.isEmpty() ? width : widths.get(widths.size() - 1);
      double times = width / before;
      if ((whole && width != Math.rint(width))
          || Math.abs(times - Math.rint(times)) > 1e-9
          || times < 0.5) {
        throw one.wrong("must be a multiple of the width before it", "应为前一宽度的整数倍");
      }
      widths.add(width);
    }
    if (widths.isEmpty()) {
      throw stated.wrong("names no width", "未给出宽度");
    }
    Optional<Double> bottom = mapping.optional("bottom").map(n -> number(n));
    Optional<Double> top = mapping.optional("top").map(n -> number(n));
    mapping.done();
    if (bottom.isPresent() && top.isPresent() && bottom.get() >= top.get()) {
      throw node.wrong("has a bottom above its top", "的 bottom 大于 top");
    }
    return new Hierarchy.Intervals(List.copyOf(widths), bottom, top, whole);
  }

  private static List<StrictNode> each(StrictNode node) {
    return node instanceof StrictNode.Sequence ? node.items() : List.of(node);
  }

  private static Hierarchy prefix(StrictNode node) {
    List<Integer> kept = new ArrayList<>();
    for (StrictNode one : each(node)) {
      int length = (int) wholeBetween(one, 0, 1000);
      if (!kept.isEmpty() && length >= kept.get(kept.size() - 1)) {
        throw one.wrong("must be shorter than the length before it", "应短于前一长度");
      }
      kept.add(length);
    }
    if (kept.isEmpty()) {
      throw node.wrong("names no length", "未给出长度");
    }
    return new Hierarchy.Prefix(List.copyOf(kept));
  }

  private static Hierarchy groups(StrictNode node) {
    List<Map<String, String>> levels = new ArrayList<>();
    for (StrictNode level : each(node)) {
      Map<String, String> groupOf = new LinkedHashMap<>();
      level
          .mapping()
          .rest()
          .forEach(
              (group, members) -> {
                for (String member : members.texts()) {
                  if (groupOf.put(member, group) != null) {
                    throw members.wrong("names a value that another group has", "包含已属于其他分组的取值");
                  }
                }
              });
      if (groupOf.isEmpty()) {
        throw level.wrong("names no group", "未给出分组");
      }
      levels.add(groupOf);
    }
    if (levels.isEmpty()) {
      throw node.wrong("names no group", "未给出分组");
    }
    return new Hierarchy.Groups(List.copyOf(levels));
  }
}
