package health.lode.vault.consent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.consent.ConsentRoot;
import health.lode.governance.consent.Opening;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decisions that were made known together: one record of the journal, one entry of the ledger.
 *
 * @param id name of the batch, unique within the vault
 */
public record ConsentBatch(String id, List<Opening> openings) {
  /** The type of a batch's record in the journal. */
  public static final String JOURNAL_TYPE = "lode/consent";

  private static final ObjectMapper JSON = new ObjectMapper();

  public ConsentBatch {
    openings = List.copyOf(openings);
    if (id.isBlank() || openings.isEmpty()) {
      throw new IllegalArgumentException("a batch has a name and at least one decision");
    }
  }

  /** Lower-case hex Merkle root over the commitments, as the ledger enters it. */
  public String root() {
    return ConsentRoot.of(openings.stream().map(Opening::commitment).toList());
  }

  /** The body of the journal's record. */
  public byte[] encode() {
    ObjectNode out = JsonNodeFactory.instance.objectNode().put("batch", id);
    ArrayNode list = out.putArray("openings");
    openings.forEach(opening -> list.add(opening.toStored()));
    return CanonicalJson.encode(out);
  }

  /** Reads {@link #encode}; throws IllegalArgumentException for anything else. */
  public static ConsentBatch decode(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      List<Opening> openings = new ArrayList<>();
      json.required("openings").forEach(each -> openings.add(Opening.fromStored(each)));
      return new ConsentBatch(json.required("batch").asText(), openings);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a batch of decisions", e);
    }
  }
}
