package health.lode.deidentify.fhir;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A place in a resource: an element on a path from a root, with the rules that name it. Places are
 * found once and kept, so that a rule costs a look-up and no search. Safe for several threads.
 */
final class Place {
  /** Deeper places are found anew each time: input chooses paths, and must not choose memory. */
  private static final int KEPT_DEPTH = 12;

  private static final BitSet NOWHERE = new BitSet();

  private final FhirPolicy policy;
  private final String path;
  private final R4.Type type;
  private final R4.@Nullable Element element;
  private final String owner;
  private final int depth;
  private final BitSet[][] states;
  private final int[] rules;
  private final Map<String, Optional<Place>> below = new ConcurrentHashMap<>();

  private Place(
      FhirPolicy policy,
      @Nullable Place above,
      R4.@Nullable Element element,
      R4.Type type,
      String path) {
    this.policy = policy;
    this.path = path;
    this.type = type;
    this.element = element;
    this.owner = above == null ? "" : above.type.name();
    this.depth = above == null ? 0 : above.depth + 1;
    List<FhirRule> all = policy.rules();
    List<String> lineage = R4.STANDARD.lineage(type.name());
    this.states = new BitSet[all.size()][];
    int[] found = new int[all.size()];
    int count = 0;
    String name = element == null ? "" : element.name();
    String choice = element == null ? "" : element.choice();
    for (int i = 0; i < states.length; i++) {
      FhirRule rule = all.get(i);
      states[i] = new BitSet[rule.paths().size()];
      boolean named = false;
      for (int p = 0; p < states[i].length; p++) {
        PathPattern pattern = rule.paths().get(p);
        BitSet before = above == null ? NOWHERE : above.states[i][p];
        states[i][p] = pattern.states(before, name, choice, lineage, above == null);
        named |= pattern.accepts(states[i][p]);
      }
      if (named && rule.speaksOfType(lineage)) {
        found[count++] = i;
      }
    }
    this.rules = Arrays.copyOf(found, count);
  }

  static Place root(FhirPolicy policy, R4.Type resource) {
    return new Place(policy, null, null, resource, resource.name());
  }

  /** The element of this JSON name; empty where R4 has none here. */
  Optional<Place> child(String name) {
    if (depth >= KEPT_DEPTH) {
      return found(name);
    }
    Optional<Place> known = below.get(name);
    if (known == null) {
      known = found(name);
      if (known.isPresent()) { // unknown names are the input's to choose
        below.put(name, known);
      }
    }
    return known;
  }

  private Optional<Place> found(String name) {
    R4.Element wanted = type.elements().get(name);
    if (wanted == null) {
      return Optional.empty();
    }
    return R4.STANDARD
        .type(wanted.type())
        .map(t -> new Place(policy, this, wanted, t, path + "." + wanted.name()));
  }

  /** Elements that R4 demands of this type. */
  List<R4.Element> required() {
    return type.required();
  }

  /** Numbers of the rules that name this place, the first first. */
  int[] rules() {
    return rules;
  }

  R4.Type type() {
    return type;
  }

  /** The element; only a resource's root has none. */
  R4.Element element() {
    if (element == null) {
      throw new IllegalStateException("a root is no element");
    }
    return element;
  }

  /** {@code Patient.name.family}: type and element names of the standard only. */
  String path() {
    return path;
  }

  /** Whether this is an element {@code name} directly in the type {@code owner}. */
  boolean is(String owner, String name) {
    return owner.equals(this.owner) && element != null && name.equals(element.name());
  }
}
