package health.lode.node;

import health.lode.vault.SourceInfo;
import health.lode.vault.Vault;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.engine.Engine;
import health.lode.vault.engine.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notes drawn at random, so many from each source; the same seed draws the same ones from the same
 * cut. What comes out is raw.
 *
 * @param all how many notes with a text each source has
 */
record NoteSample(Map<String, Long> all, List<Note> notes) {
  private static final Limits LIMITS = new Limits(Duration.ofMinutes(10), 1_000_000);

  /** A note as it was captured. */
  record Note(long id, long person, String source, String text) {
    /** Never the text: a log must not hold it. */
    @Override
    public String toString() {
      return "Note[" + id + "]";
    }
  }

  static NoteSample draw(
      Vault data, CutInfo cut, int ofEach, Optional<SourceInfo> only, long seed) {
    Map<String, Long> all = new LinkedHashMap<>();
    List<Note> notes = new ArrayList<>();
    if (cut.rows("note") == 0) {
      return new NoteSample(all, notes);
    }
    data.engine().stream(
        sql(cut, ofEach, only, seed),
        LIMITS,
        new Engine.RowConsumer() {
          @Override
          public void columns(List<String> names) {}

          @Override
          public void row(List<@Nullable Object> values) {
            String source = String.valueOf(values.get(2));
            all.put(source, number(values.get(3)));
            notes.add(
                new Note(
                    number(values.get(0)),
                    number(values.get(1)),
                    source,
                    String.valueOf(values.get(4))));
          }
        });
    return new NoteSample(all, notes);
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  /** MD5 mixes, and means the same in every version of the engine; no secret hangs on it. */
  private static String sql(CutInfo cut, int ofEach, Optional<SourceInfo> only, long seed) {
    String order = "md5(concat(n.note_id, '/', " + seed + ")), n.note_id";
    return "SELECT n.note_id, n.person_id, coalesce(s.name, '?') AS source,"
        + " count(*) OVER (PARTITION BY s.source_id) AS of_source, n.note_text FROM "
        + cut.schema()
        + ".note n LEFT JOIN intake.note i ON i.fact_id = n.note_id"
        + " LEFT JOIN catalog.source s ON s.source_id = i.source_id"
        + " WHERE trim(n.note_text) <> ''"
        + only.map(source -> " AND s.source_id = " + source.id()).orElse("")
        + " QUALIFY row_number() OVER (PARTITION BY s.source_id ORDER BY "
        + order
        + ") <= "
        + ofEach
        + " ORDER BY source, "
        + order;
  }
}
