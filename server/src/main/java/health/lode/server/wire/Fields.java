package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.permit.PermitId;
import health.lode.refusal.RefusedException;
import health.lode.signing.PublicKey;
import health.lode.signing.Signature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object, read field by field; {@link #done} refuses what is left over, because a field
 * that is not understood must never be dropped. Throws {@link IllegalArgumentException}.
 */
final class Fields {
  private final JsonNode object;
  private final Set<String> read = new HashSet<>();

  Fields(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("not an object");
    }
    this.object = object;
  }

  JsonNode any(String name) {
    JsonNode value = optional(name);
    if (value == null) {
      throw new IllegalArgumentException("missing " + name);
    }
    return value;
  }

  @Nullable JsonNode optional(String name) {
    read.add(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  String text(String name) {
    return textOf(any(name));
  }

  Optional<String> optionalText(String name) {
    return Optional.ofNullable(optional(name)).map(Fields::textOf);
  }

  /** A whole number from 0 to 2^53-1. */
  long count(String name) {
    JsonNode value = any(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw new IllegalArgumentException(name + " is no count");
    }
    return value.longValue();
  }

  boolean truth(String name) {
    JsonNode value = any(name);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(name + " is neither true nor false");
    }
    return value.booleanValue();
  }

  PermitId permit(String name) {
    try {
      return PermitId.of(text(name));
    } catch (RefusedException e) {
      throw new IllegalArgumentException(name + " is no permit's id", e);
    }
  }

  PublicKey key(String name) {
    return PublicKey.parse(text(name));
  }

  Signature signature(String name) {
    Fields fields = new Fields(any(name));
    Signature signature =
        Signature.fromBase64(fields.text("alg"), fields.text("keyId"), fields.text("value"));
    fields.done();
    return signature;
  }

  <T> List<T> list(String name, Function<JsonNode, T> reader) {
    JsonNode value = any(name);
    if (!value.isArray()) {
      throw new IllegalArgumentException(name + " is no list");
    }
    List<T> items = new ArrayList<>(value.size());
    value.forEach(item -> items.add(reader.apply(item)));
    return List.copyOf(items);
  }

  List<String> texts(String name) {
    return list(name, Fields::textOf);
  }

  void done() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!read.contains(name)) {
                throw new IllegalArgumentException("unknown field");
              }
            });
  }

  private static String textOf(JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException("not a text");
    }
    return value.textValue();
  }
}
