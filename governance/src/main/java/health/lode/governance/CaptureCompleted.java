package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * A capture ended; received = captured + duplicate + quarantined.
 *
 * @param source name of the source
 * @param superseded facts replaced by newer ones
 * @param cut number of the cut that shows it
 * @param journal journal position after it, in bytes
 */
public record CaptureCompleted(
    String source,
    long received,
    long captured,
    long duplicate,
    long quarantined,
    long superseded,
    long cut,
    long journal,
    Instant at)
    implements Event {
  static final String TYPE = "capture-completed";

  static CaptureCompleted read(StrictMapping map, Instant at) {
    return new CaptureCompleted(
        map.text("source"),
        EventReader.count(map, "received"),
        EventReader.count(map, "captured"),
        EventReader.count(map, "duplicate"),
        EventReader.count(map, "quarantined"),
        EventReader.count(map, "superseded"),
        EventReader.count(map, "cut"),
        EventReader.count(map, "journal"),
        at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this)
        .with("source", source)
        .with("received", received)
        .with("captured", captured)
        .with("duplicate", duplicate)
        .with("quarantined", quarantined)
        .with("superseded", superseded)
        .with("cut", cut)
        .with("journal", journal)
        .json();
  }

  @Override
  public State after(State before) {
    return before.captured(this);
  }
}
