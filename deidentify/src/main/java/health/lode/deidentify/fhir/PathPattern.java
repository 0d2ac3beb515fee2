package health.lode.deidentify.fhir;

import health.lode.strict.StrictNode;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * {@code HEAD.STEP.STEP}: where a rule applies. The head is a type (a resource's or a data type's,
 * wherever it stands), {@code *} (any resource) or {@code **} (anywhere in any resource). A step is
 * a name, {@code *} (one element) or {@code **} (any number of elements, none included). A choice
 * is named by its JSON name ({@code valueString}) or for all types at once ({@code value[x]}).
 *
 * <p>In CDA an attribute is a last step that begins with {@code @}.
 *
 * <p>Read step by step from the root down: a state is how many steps are behind; the set of states
 * goes along with the place.
 */
public record PathPattern(String head, List<String> steps) {
  private static final String NAME = "@?[A-Za-z][A-Za-z0-9:]*(\\[x\\]|\\(\\))?";
  private static final String ANY = "*";
  private static final String ANY_DEPTH = "**";

  public static PathPattern read(StrictNode node, Predicate<String> isType) {
    String[] parts = node.text().split("\\.", -1);
    String head = parts[0];
    List<String> steps = List.of(parts).subList(1, parts.length);
    if (head.equals(ANY_DEPTH)) {
      head = ANY;
      steps = new java.util.ArrayList<>(steps);
      steps.add(0, ANY_DEPTH);
    } else if (!head.equals(ANY) && !isType.test(head)) {
      throw node.wrong("starts with no type of the standard", "首段不是标准中的类型");
    }
    for (String step : steps) {
      if (!step.equals(ANY) && !step.equals(ANY_DEPTH) && !step.matches(NAME)) {
        throw node.wrong("has a step that is no element name, * or **", "路径中有无效的一段");
      }
    }
    return new PathPattern(head, List.copyOf(steps));
  }

  /** The states at a place whose type has this lineage, from those of the place above it. */
  public BitSet states(
      BitSet above, String name, String choice, List<String> lineage, boolean root) {
    BitSet here = new BitSet();
    for (int state = above.nextSetBit(0); state >= 0; state = above.nextSetBit(state + 1)) {
      if (state < steps.size()) {
        String step = steps.get(state);
        if (step.equals(ANY_DEPTH)) {
          here.set(state);
        } else if (step.equals(ANY) || step.equals(name) || step.equals(choice)) {
          here.set(state + 1);
        }
      }
    }
    if (head.equals(ANY) ? root : lineage.contains(head)) {
      here.set(0);
    }
    for (int state = here.nextSetBit(0); state >= 0; state = here.nextSetBit(state + 1)) {
      if (state < steps.size() && steps.get(state).equals(ANY_DEPTH)) {
        here.set(state + 1);
      }
    }
    return here;
  }

  public boolean accepts(BitSet states) {
    return states.get(steps.size());
  }
}
