package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Finds a resource's type without reading the resource, where it comes first, as it mostly does.
 */
final class ResourceType {
  /** What the accounting files a record under whose type cannot be told. */
  static final String UNKNOWN = "unknown";

  private static final byte[] FIRST = "{\"resourceType\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final JsonFactory JSON = new JsonFactory();

  private byte[] lastBytes = new byte[0];
  private String last = UNKNOWN;

  /** The type of the resource, or of the resource in a bundle's entry. */
  String of(byte[] bytes, int offset, int length) {
    if (startsWith(bytes, offset, length, FIRST)) {
      int from = offset + FIRST.length;
      if (startsWith(bytes, from, length - FIRST.length, lastBytes) && lastBytes.length > 0) {
        return last; // most files hold one type
      }
      int to = from;
      while (to < offset + length && to - from < 64 && bytes[to] != '"') {
        to++;
      }
      if (to < offset + length && bytes[to] == '"') {
        last = named(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        lastBytes = java.util.Arrays.copyOfRange(bytes, from, to + 1);
        return last;
      }
    }
    try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? within(parser) : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String within(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      if (field.equals("resourceType") && value == JsonToken.VALUE_STRING) {
        return named(parser.getText());
      }
      if (field.equals("resource") && value == JsonToken.START_OBJECT) {
        return within(parser);
      }
      parser.skipChildren();
    }
    return UNKNOWN;
  }

  private static boolean startsWith(byte[] bytes, int offset, int length, byte[] prefix) {
    if (length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[offset + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static String named(String text) {
    return text.matches("[A-Za-z]{1,60}") ? text : UNKNOWN;
  }
}
