package health.lode.vault.capture.csv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a row needs to be read, besides its own bytes: journaled once a file, as JSON.
 *
 * @param mapping what the user named for this capture: a shipped mapping's name, or a file's text
 */
record FileContext(Charset charset, char delimiter, List<String> header, Optional<String> mapping) {
  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] toBytes() {
    ObjectNode node = JSON.createObjectNode();
    node.put("charset", charset.name());
    node.put("delimiter", String.valueOf(delimiter));
    header.forEach(node.putArray("header")::add);
    mapping.ifPresent(text -> node.put("mapping", text));
    try {
      return JSON.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A text tree can always be written", e);
    }
  }

  static FileContext of(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      List<String> header = new ArrayList<>();
      node.path("header").forEach(name -> header.add(name.asText()));
      return new FileContext(
          Charset.forName(node.path("charset").asText()),
          node.path("delimiter").asText().charAt(0),
          List.copyOf(header),
          node.has("mapping") ? Optional.of(node.path("mapping").asText()) : Optional.empty());
    } catch (IOException e) {
      throw new IllegalArgumentException("Not the context of a table", e);
    }
  }
}
