package health.lode.deidentify.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.fhir.Leaves.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One resource's way through the rules; builds a new tree of what may stay. For one thread. */
final class Walk {
  private static final int NO_RULE = Integer.MAX_VALUE;
  private static final Action REDACT = new Action.Redact();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final FhirPolicy policy;
  private final Leaves leaves;
  private final Function<String, Optional<Place>> roots;
  private final Function<JsonNode, Optional<Subject>> about;
  private final Function<Subject, OptionalInt> shift;
  private final List<Applied> applied = new ArrayList<>();
  private int kept;

  /** An element carries a modifierExtension that no rule names. */
  static final class Modified extends Exception {
    private static final long serialVersionUID = 1L;

    Modified() {
      super("modified", null, false, false);
    }
  }

  /** The resource that a leaf is in. */
  private record Frame(
      String root,
      boolean contained,
      Set<String> local,
      Optional<Subject> about,
      OptionalInt shift) {}

  /** A value and its {@code _} sibling; either may be gone. */
  private record Pair(@Nullable JsonNode value, @Nullable JsonNode shadow) {
    static final Pair NONE = new Pair(null, null);

    boolean isGone() {
      return value == null && shadow == null;
    }
  }

  Walk(
      FhirPolicy policy,
      Leaves leaves,
      Function<String, Optional<Place>> roots,
      Function<JsonNode, Optional<Subject>> about,
      Function<Subject, OptionalInt> shift) {
    this.policy = policy;
    this.leaves = leaves;
    this.roots = roots;
    this.about = about;
    this.shift = shift;
  }

  List<Applied> applied() {
    return List.copyOf(applied);
  }

  int kept() {
    return kept;
  }

  /** A resource that stands by itself or in a bundle's entry; empty where its type is unknown. */
  Optional<ObjectNode> resource(JsonNode in) throws Modified {
    return resource(in, NO_RULE, Optional.empty());
  }

  private Optional<ObjectNode> resource(JsonNode in, int covering, Optional<Frame> outer)
      throws Modified {
    Optional<Place> root = roots.apply(in.path("resourceType").asText());
    if (root.isEmpty() || !(in instanceof ObjectNode object)) {
      return Optional.empty();
    }
    boolean contained = outer.isPresent();
    Optional<Subject> subject = about.apply(in).or(() -> outer.flatMap(Frame::about));
    OptionalInt days = subject.map(shift).orElse(OptionalInt.empty());
    Set<String> local = outer.map(Frame::local).orElseGet(HashSet::new);
    String name = root.get().type().name();
    Frame frame = new Frame(name, contained, local, subject, days);
    int rule = decide(root.get(), covering, in, "");
    ObjectNode out = NODES.objectNode().put("resourceType", name);
    JsonNode inner = contained ? NODES.missingNode() : containedOf(object, rule, frame, local);
    fill(object, out, root.get(), rule, "", frame, inner);
    return Optional.of(out);
  }

  /** Contained resources come first: references to one that does not stay must go. */
  private JsonNode containedOf(ObjectNode in, int rule, Frame frame, Set<String> local)
      throws Modified {
    ArrayNode staying = NODES.arrayNode();
    JsonNode contained = in.path("contained");
    for (JsonNode each : contained.isArray() ? contained : NODES.arrayNode()) {
      Optional<ObjectNode> one;
      try {
        String id = each.path("id").asText();
        one = resource(each, rule, Optional.of(frame));
        one.filter(o -> o.has("id") && !id.isEmpty())
            .ifPresent(o -> local.add(o.path("id").asText()));
      } catch (Modified e) {
        one = Optional.empty();
      }
      if (one.isPresent()) {
        staying.add(one.get());
      } else {
        note(frame.root() + ".contained", NO_RULE, REDACT);
      }
    }
    return staying;
  }

  /** An object below a resource's root; empty where nothing of it stays. */
  private Optional<ObjectNode> object(
      ObjectNode in, Place at, int covering, String url, Frame frame) throws Modified {
    ObjectNode out = NODES.objectNode();
    fill(in, out, at, covering, url, frame, NODES.missingNode());
    boolean narrative = at.type().name().equals("Narrative") && !out.has("div");
    boolean bareUrl = at.type().name().equals("Extension") && out.size() == 1 && out.has("url");
    return out.isEmpty() || narrative || bareUrl ? Optional.empty() : Optional.of(out);
  }

  private void fill(
      ObjectNode in,
      ObjectNode out,
      Place at,
      int covering,
      String url,
      Frame frame,
      JsonNode inner)
      throws Modified {
    boolean root = out.has("resourceType");
    for (Map.Entry<String, JsonNode> field : in.properties()) {
      String key = field.getKey();
      boolean shadow = key.startsWith("_");
      String name = shadow ? key.substring(1) : key;
      if ((root && key.equals("resourceType")) || (shadow && in.has(name))) {
        continue;
      }
      Optional<Place> child = at.child(name);
      if (child.isEmpty()) {
        note(at.path() + ".?", NO_RULE, REDACT);
      } else if (root && name.equals("contained")) {
        if (!inner.isEmpty()) {
          out.set(name, inner);
        }
      } else {
        element(in, out, child.get(), covering, url, frame);
      }
    }
    if (!out.isEmpty()) {
      for (R4.Element each : at.required()) {
        String name = each.name();
        boolean was = in.has(name) || in.has("_" + name);
        if (was && !out.has(name) && !out.has("_" + name)) {
          Neutral.put(out, each);
        }
      }
      Neutral.demanded(in, out, at.type());
    }
  }

  private void element(
      ObjectNode in, ObjectNode out, Place place, int covering, String url, Frame frame)
      throws Modified {
    String name = place.element().name();
    JsonNode value = in.path(name);
    JsonNode shadow = in.path("_" + name);
    if (!place.element().many()) {
      Pair pair = item(value, shadow, place, covering, url, in, frame);
      if (pair.value() != null) {
        out.set(name, pair.value());
      }
      if (pair.shadow() != null) {
        out.set("_" + name, pair.shadow());
      }
      return;
    }
    if (!value.isMissingNode() && !value.isArray()) {
      note(place.path(), NO_RULE, REDACT);
      value = NODES.missingNode();
    }
    ArrayNode values = NODES.arrayNode();
    ArrayNode shadows = NODES.arrayNode();
    int size = Math.max(value.size(), shadow.isArray() ? shadow.size() : 0);
    boolean any = false;
    boolean anyShadow = false;
    for (int i = 0; i < size; i++) {
      Pair pair = item(value.path(i), shadow.path(i), place, covering, url, in, frame);
      if (!pair.isGone()) {
        values.add(pair.value() == null ? NODES.nullNode() : pair.value());
        shadows.add(pair.shadow() == null ? NODES.nullNode() : pair.shadow());
        any |= pair.value() != null;
        anyShadow |= pair.shadow() != null;
      }
    }
    if (any || anyShadow) {
      out.set(name, values);
    }
    if (anyShadow) {
      out.set("_" + name, shadows);
    }
  }

  private Pair item(
      JsonNode value,
      JsonNode shadow,
      Place place,
      int covering,
      String url,
      ObjectNode owner,
      Frame frame)
      throws Modified {
    if (place.type().kind() == R4.Kind.PRIMITIVE) {
      return primitive(value, shadow, place, covering, url, owner, frame);
    }
    if (!(value instanceof ObjectNode object)) {
      note(place.path(), NO_RULE, REDACT);
      return Pair.NONE;
    }
    if (place.type().name().equals("Extension")) {
      return extension(object, place, url, frame);
    }
    int rule = decide(place, covering, object, url);
    try {
      Optional<ObjectNode> one =
          place.type().kind() == R4.Kind.RESOURCE
              ? resource(object, rule, Optional.empty())
              : object(object, place, rule, url, frame);
      if (one.isEmpty() && place.type().kind() == R4.Kind.RESOURCE) {
        note(place.path(), NO_RULE, REDACT);
      }
      return new Pair(one.orElse(null), null);
    } catch (Modified e) {
      note(place.path(), NO_RULE, REDACT);
      return Pair.NONE;
    }
  }

  private Pair primitive(
      JsonNode value,
      JsonNode shadow,
      Place place,
      int covering,
      String url,
      ObjectNode owner,
      Frame frame)
      throws Modified {
    JsonNode left = null;
    if (!value.isMissingNode() && !value.isNull()) {
      int rule = decide(place, covering, owner, url);
      Action action = rule == NO_RULE ? REDACT : policy.rules().get(rule).action();
      if (place.is("Extension", "url") && rule != NO_RULE) {
        action = new Action.Keep(); // its rule named it, or it would not be here
      }
      Set<String> local = frame.local();
      Setting setting =
          new Setting(
              owner,
              frame.root(),
              frame.contained(),
              local::contains,
              frame.about(),
              frame.shift());
      left = leaves.apply(action, place, value, setting).orElse(null);
      if (left == null) {
        note(place.path(), rule, REDACT);
      } else if (action instanceof Action.Keep || action instanceof Action.Known) {
        kept++;
      } else {
        note(place.path(), rule, action);
      }
    }
    JsonNode right = null;
    if (shadow instanceof ObjectNode sibling) {
      ObjectNode out = NODES.objectNode();
      for (Map.Entry<String, JsonNode> field : sibling.properties()) {
        Optional<Place> child =
            field.getKey().equals("extension") ? place.child("extension") : Optional.empty();
        if (child.isPresent()) {
          element(sibling, out, child.get(), NO_RULE, url, frame);
        } else {
          note(place.path() + ".?", NO_RULE, REDACT);
        }
      }
      right = out.isEmpty() ? null : out;
    }
    return new Pair(left, right);
  }

  /** An extension stays only by a rule that names its URL, whatever covers what is around it. */
  private Pair extension(ObjectNode in, Place place, String outer, Frame frame) throws Modified {
    String own = in.path("url").asText();
    String url = outer.isEmpty() ? own : outer + "#" + own;
    int rule = decide(place, NO_RULE, in, url);
    boolean opened = rule != NO_RULE && policy.rules().get(rule).where().namesUrl();
    if (opened && !(policy.rules().get(rule).action() instanceof Action.Redact)) {
      Optional<ObjectNode> one = object(in, place, rule, url, frame);
      if (one.isPresent()) {
        return new Pair(one.get(), null);
      }
    } else {
      note(place.path(), rule, REDACT);
    }
    if (place.element().name().equals("modifierExtension")) {
      throw new Modified();
    }
    return Pair.NONE;
  }

  private int decide(Place place, int covering, JsonNode conditions, String url) {
    for (int rule : place.rules()) {
      if (rule >= covering) {
        return covering;
      }
      if (policy.rules().get(rule).where().meets(conditions, url)) {
        return rule;
      }
    }
    return covering;
  }

  private void note(String path, int rule, Action action) {
    String label = rule == NO_RULE ? "default" : policy.rules().get(rule).label();
    applied.add(new Applied(path, label, action.word()));
  }
}
