package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.rulebook.Grade;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.time.Instant;
import java.util.Arrays;

/**
 * A release passed the release gate and is about to leave.
 *
 * @param manifestHash hash of the manifest, which names every file by its own hash
 * @param sealedHash hash of the sealed file that leaves
 * @param grade de-identification grade (GB/T 42460) that was measured on what leaves
 * @param persons persons whose rows are in it
 * @param rows rows in all its tables, and documents and images
 */
public record ReleaseMade(
    String release,
    String manifestHash,
    String sealedHash,
    Grade grade,
    long persons,
    long rows,
    Instant at)
    implements Event {
  static final String TYPE = "release-made";

  static ReleaseMade read(StrictMapping map, Instant at) {
    StrictNode grade = map.required("grade");
    return new ReleaseMade(
        map.text("release"),
        map.text("manifestHash"),
        map.text("sealedHash"),
        Arrays.stream(Grade.values())
            .filter(g -> g.name().equals(grade.text()))
            .findFirst()
            .orElseThrow(() -> grade.wrong("is no grade", "不是有效的级别")),
        EventReader.count(map, "persons"),
        EventReader.count(map, "rows"),
        at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this)
        .with("release", release)
        .with("manifestHash", manifestHash)
        .with("sealedHash", sealedHash)
        .with("grade", grade.name())
        .with("persons", persons)
        .with("rows", rows)
        .json();
  }

  @Override
  public State after(State before) {
    return before.made(this);
  }
}
