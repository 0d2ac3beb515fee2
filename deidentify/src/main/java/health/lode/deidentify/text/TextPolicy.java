package health.lode.deidentify.text;

import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The section {@code text} of a policy: an action for each type of finding. See
 * docs/spec/deidentify-text.md.
 */
public final class TextPolicy {
  private final Map<Type, TextAction> actions;

  private TextPolicy(Map<Type, TextAction> actions) {
    this.actions = Collections.unmodifiableMap(actions);
  }

  /**
   * Reads {@code {otherwise: mask, actions: {NAME: surrogate, …}}} to its last word; throws {@link
   * health.lode.strict.StrictException}. What no action names meets {@code otherwise}, and that is
   * {@code mask} unless it is said.
   */
  public static TextPolicy read(StrictNode section) {
    StrictMapping mapping = section.mapping();
    TextAction otherwise =
        mapping.optional("otherwise").map(TextPolicy::action).orElse(TextAction.MASK);
    Map<Type, TextAction> actions = new EnumMap<>(Type.class);
    for (Type type : Type.values()) {
      actions.put(type, otherwise);
    }
    mapping
        .optional("actions")
        .ifPresent(
            node -> {
              StrictMapping named = node.mapping();
              for (Type type : Type.values()) {
                named
                    .optional(type.name())
                    .ifPresent(action -> actions.put(type, action(action)));
              }
              named.done();
            });
    mapping.done();
    return new TextPolicy(actions);
  }

  private static TextAction action(StrictNode node) {
    for (TextAction action : TextAction.values()) {
      if (action.name().toLowerCase(Locale.ROOT).equals(node.text())) {
        return action;
      }
    }
    throw node.wrong("must be keep, mask, surrogate or drop", "应为 keep、mask、surrogate 或 drop");
  }

  TextAction of(Type type) {
    return actions.getOrDefault(type, TextAction.MASK);
  }
}
