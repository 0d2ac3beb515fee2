package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * A batch of patients' decisions was recorded in the journal.
 *
 * @param batch name of the batch
 * @param root lower-case hex Merkle root over the salted commitments, see the consent package
 * @param count commitments in the batch
 */
public record ConsentRecorded(String batch, String root, long count, Instant at) implements Event {
  static final String TYPE = "consent-recorded";

  static ConsentRecorded read(StrictMapping map, Instant at) {
    return new ConsentRecorded(
        map.text("batch"), map.text("root"), EventReader.count(map, "count"), at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this).with("batch", batch).with("root", root).with("count", count).json();
  }

  @Override
  public State after(State before) {
    return before.recorded(this);
  }
}
