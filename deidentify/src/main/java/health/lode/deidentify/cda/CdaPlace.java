package health.lode.deidentify.cda;

import health.lode.deidentify.markup.Markup;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A place on a path from the document's root, with the rules that name it. Found once and kept. */
final class CdaPlace {
  private static final int KEPT_DEPTH = 14;
  private static final BitSet NOWHERE = new BitSet();

  /** No rule speaks; comes after every rule. */
  static final int NO_RULE = Integer.MAX_VALUE;

  private final CdaPolicy policy;
  private final String path;
  private final int depth;
  private final BitSet[][] states;
  private final int[] rules;
  private final Map<String, CdaPlace> below = new ConcurrentHashMap<>();

  private CdaPlace(CdaPolicy policy, @Nullable CdaPlace above, String name) {
    this.policy = policy;
    this.path = above == null ? name : above.path + "." + name;
    this.depth = above == null ? 0 : above.depth + 1;
    this.states = new BitSet[policy.rules().size()][];
    int[] found = new int[states.length];
    int count = 0;
    for (int i = 0; i < states.length; i++) {
      CdaRule rule = policy.rules().get(i);
      states[i] = new BitSet[rule.paths().size()];
      boolean named = false;
      for (int p = 0; p < states[i].length; p++) {
        BitSet before = above == null ? NOWHERE : above.states[i][p];
        List<String> lineage = above == null ? List.of(name) : List.of();
        states[i][p] = rule.paths().get(p).states(before, name, name, lineage, above == null);
        named |= rule.paths().get(p).accepts(states[i][p]);
      }
      if (named) {
        found[count++] = i;
      }
    }
    this.rules = java.util.Arrays.copyOf(found, count);
  }

  static CdaPlace root(CdaPolicy policy) {
    return new CdaPlace(policy, null, "ClinicalDocument");
  }

  /**
   * A child element, or an attribute with {@code @}.
   *
   * @param name one of the policy's elements, or an attribute that is known; the input's own names
   *     must not come here
   */
  CdaPlace child(String name) {
    return depth >= KEPT_DEPTH
        ? new CdaPlace(policy, this, name)
        : below.computeIfAbsent(name, n -> new CdaPlace(policy, this, n));
  }

  /** The first rule that speaks of this place, or the one that covers what is around it. */
  int decide(int covering, Markup.Element element) {
    for (int rule : rules) {
      if (rule >= covering) {
        return covering;
      }
      if (policy.rules().get(rule).meets(element)) {
        return rule;
      }
    }
    return covering;
  }

  String path() {
    return path;
  }
}
