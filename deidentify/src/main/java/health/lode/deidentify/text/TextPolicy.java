package health.lode.deidentify.text;

import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The policy's section {@code text}: what becomes of each type. See docs/spec/deidentify-text.md.
 *
 * @param actions one for every type
 * @param relative what becomes of dates that only say how long ago (昨日, 3天前) or which holiday
 * @param place how much of an address a surrogate keeps
 * @param leastConfidence findings below it are left alone; 0 to 1
 */
public record TextPolicy(
    Map<Type, Action> actions, Relative relative, Place place, double leastConfidence) {

  /** What becomes of a finding. */
  public enum Action {
    /** Stays as it is. */
    KEEP,
    /** Gives way to its type's name in brackets. */
    MASK,
    /** Gives way to another value of the same kind. */
    SURROGATE,
    /** Goes with the sentence around it. */
    DROP
  }

  /** What becomes of relative dates and holidays, where dates have surrogates. */
  public enum Relative {
    KEEP,
    MASK
  }

  /** What an address keeps. */
  public enum Place {
    PROVINCE,
    CITY
  }

  /** A finding of such confidence is no guess: a known name, a number with its check digit. */
  private static final double SURE = 0.96;

  public TextPolicy {
    if (actions.size() != Type.values().length) {
      throw new IllegalArgumentException("an action for every type");
    }
    actions = Map.copyOf(actions);
  }

  /** The same policy for words that are no notes: what is not surely an identifier stays. */
  public TextPolicy sure() {
    return new TextPolicy(actions, relative, place, Math.max(SURE, leastConfidence));
  }

  Action of(Type type) {
    return actions.getOrDefault(type, Action.MASK);
  }

  /** Reads the section to its last key; every type must be named. */
  public static TextPolicy read(StrictNode node) {
    StrictMapping section = node.mapping();
    StrictMapping named = section.required("actions").mapping();
    Map<Type, Action> actions = new EnumMap<>(Type.class);
    for (Type type : Type.values()) {
      actions.put(type, choice(named.required(type.name()), Action.values()));
    }
    named.done();
    Relative relative = choice(section.required("relativeDates"), Relative.values());
    Place place = choice(section.required("place"), Place.values());
    StrictNode least = section.required("leastConfidence");
    long percent = least.whole();
    if (percent < 0 || percent > 100) {
      throw least.wrong("must be 0 to 100 (per cent)", "应为 0 到 100（百分数）");
    }
    section.done();
    return new TextPolicy(actions, relative, place, percent / 100.0);
  }

  private static <E extends Enum<E>> E choice(StrictNode node, E[] values) {
    StringBuilder words = new StringBuilder();
    for (E value : values) {
      String word = value.name().toLowerCase(Locale.ROOT);
      if (word.equals(node.text())) {
        return value;
      }
      words.append(words.length() == 0 ? "" : ", ").append(word);
    }
    throw node.wrong("must be one of " + words, "应为以下之一：" + words);
  }
}
