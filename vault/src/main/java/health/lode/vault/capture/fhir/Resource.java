package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.RecordBytes;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One resource, of which only the fields that its mapping reads are built; the rest is passed over
 * while its syntax is checked.
 */
final class Resource {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();
  private static final ObjectReader TREE =
      JsonMapper.builder(JSON)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .readerFor(JsonNode.class);
  private static final Set<String> COMMON =
      Set.of("resourceType", "id", "meta", "status", "subject", "patient", "encounter");
  private static final Set<String> ENTRY = Set.of("resource", "fullUrl", "request");

  private final Map<String, JsonNode> fields = new HashMap<>();
  private @Nullable String fullUrl;
  private @Nullable JsonNode request;

  /**
   * Parses a resource, or a bundle's entry with one in it.
   *
   * @param wanted fields by resource type, besides the common ones
   */
  static Resource parse(RecordBytes record, Map<String, Set<String>> wanted)
      throws QuarantinedException {
    Utf8.check(record.buffer(), record.offset(), record.length());
    Resource resource = new Resource();
    try (JsonParser parser = JSON.createParser(record.buffer(), record.offset(), record.length())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notJson("1:1");
      }
      resource.object(parser, wanted.getOrDefault(record.type(), Set.of()));
      if (parser.nextToken() != null) {
        throw notJson("1:" + parser.currentTokenLocation().getColumnNr());
      }
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      throw notJson(where == null ? "" : where.getLineNr() + ":" + where.getColumnNr());
    } catch (IOException e) {
      throw notJson("");
    }
    if (resource.type().isEmpty() && resource.request == null) {
      throw Quarantine.of(
              "NOT_A_RESOURCE", "resourceType", "There is no resourceType.", "缺少 resourceType。")
          .asException();
    }
    return resource;
  }

  private void object(JsonParser parser, Set<String> wanted) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("resource") && value == JsonToken.START_OBJECT) {
        object(parser, wanted);
      } else if (COMMON.contains(field) || wanted.contains(field)) {
        fields.put(field, TREE.readValue(parser));
      } else if (ENTRY.contains(field)) {
        JsonNode node = TREE.readValue(parser);
        if (field.equals("fullUrl")) {
          fullUrl = node.asText();
        } else if (field.equals("request")) {
          request = node;
        }
      } else {
        parser.skipChildren();
      }
    }
  }

  private static QuarantinedException notJson(String place) {
    return Quarantine.of("NOT_JSON", place, "The record is not JSON.", "该记录不是 JSON。").asException();
  }

  JsonNode field(String name) {
    JsonNode node = fields.get(name);
    return node == null ? MissingNode.getInstance() : node;
  }

  /** The first of the named fields that is there. */
  JsonNode first(String... names) {
    for (String name : names) {
      JsonNode node = fields.get(name);
      if (node != null && !node.isNull()) {
        return node;
      }
    }
    return MissingNode.getInstance();
  }

  @Nullable String text(String name) {
    return textOf(field(name));
  }

  static @Nullable String textOf(JsonNode node) {
    return node.isValueNode() && !node.isNull() && !node.asText().isEmpty() ? node.asText() : null;
  }

  String type() {
    String type = text("resourceType");
    return type == null ? "" : type;
  }

  /** {@code Type/id}; of an entry without an id what its full URL says; else by its content. */
  String key(RecordBytes record) {
    String id = text("id");
    if (id != null) {
      return type() + "/" + id;
    }
    String url = fullUrl;
    if (url != null && !url.isEmpty()) {
      return References.absolute(url, type());
    }
    return type() + "/" + record.contentKey();
  }

  /** What a bundle calls the resource, if anything. */
  @Nullable String fullUrl() {
    return fullUrl;
  }

  /** {@code Type/id} of a resource that the bundle deletes; null where it does not. */
  @Nullable String deletes() {
    JsonNode asked = request;
    if (asked == null || !asked.path("method").asText().equals("DELETE")) {
      return null;
    }
    String url = asked.path("url").asText();
    return url.isEmpty() ? null : References.absolute(url, "");
  }

  /** {@code meta.lastUpdated} as epoch milliseconds, else {@code meta.versionId}, else 0. */
  long version() {
    JsonNode meta = field("meta");
    String updated = textOf(meta.path("lastUpdated"));
    if (updated != null) {
      try {
        return updated.endsWith("Z")
            ? Instant.parse(updated).toEpochMilli()
            : OffsetDateTime.parse(updated).toInstant().toEpochMilli();
      } catch (DateTimeParseException e) {
        return 0; // no version is better than none of the record
      }
    }
    String version = textOf(meta.path("versionId"));
    return version != null && version.matches("\\d{1,18}") ? Long.parseLong(version) : 0;
  }
}
