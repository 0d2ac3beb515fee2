package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Node to hub: what is there for me? The hub answers at once where something waits, otherwise when
 * something comes or the wait is over.
 *
 * @param acknowledged everything up to this number has been dealt with; the hub forgets it
 * @param waitSeconds longest wait, at most {@link WirePaths#LONGEST_WAIT_SECONDS}
 */
public record Poll(long acknowledged, long waitSeconds) implements Message {
  static final String KIND = "poll";

  static Poll read(Fields fields) {
    return new Poll(fields.count("acknowledged"), fields.count("waitSeconds"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    return Message.body().put("acknowledged", acknowledged).put("waitSeconds", waitSeconds);
  }
}
