package health.lode.strict;

import health.lode.refusal.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping that is read key by key; {@link #done} refuses what is left over. A constraint that is
 * not understood must never be dropped, because then a rule would say less than its author wrote.
 */
public final class StrictMapping {
  private final StrictNode.Mapping mapping;
  private final Map<String, StrictNode> left;
  private final Map<String, StrictNode> asked = new LinkedHashMap<>();

  StrictMapping(StrictNode.Mapping mapping) {
    this.mapping = mapping;
    this.left = new LinkedHashMap<>(mapping.entries());
  }

  public int line() {
    return mapping.line();
  }

  /** The value of {@code key}; refused where it is missing. */
  public StrictNode required(String key) {
    return optional(key)
        .orElseThrow(() -> mapping.wrong("'" + key + "' is missing", "缺少 '" + key + "'"));
  }

  /** The value of {@code key}, if it is there; an explicit null counts as missing. */
  public Optional<StrictNode> optional(String key) {
    StrictNode node = left.remove(key);
    if (node == null) {
      asked.putIfAbsent(key, mapping);
      return Optional.empty();
    }
    asked.put(key, node);
    if (node instanceof StrictNode.Scalar s && s.kind() == StrictNode.Kind.NOTHING) {
      return Optional.empty();
    }
    return Optional.of(node);
  }

  public String text(String key) {
    return required(key).text();
  }

  public Optional<String> optionalText(String key) {
    return optional(key).map(StrictNode::text);
  }

  public long whole(String key) {
    return required(key).whole();
  }

  /** All entries that were not read yet, for mappings whose keys are names. */
  public Map<String, StrictNode> rest() {
    Map<String, StrictNode> rest = new LinkedHashMap<>(left);
    left.clear();
    return rest;
  }

  /** Refuses a key that was never asked for. */
  public void done() {
    if (!left.isEmpty()) {
      Map.Entry<String, StrictNode> first = left.entrySet().iterator().next();
      String known = String.join(", ", asked.keySet());
      throw new StrictException(
          first.getValue().line(),
          Words.of(
              "unknown key '" + first.getKey() + "'; known here: " + known,
              "未知的键 '" + first.getKey() + "'；此处可用：" + known));
    }
  }
}
