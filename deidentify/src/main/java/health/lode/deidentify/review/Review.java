package health.lode.deidentify.review;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sample of notes for a person to read.
 *
 * @param home whose notes they are
 * @param cut the number of the cut they were drawn from
 * @param seed that draws the same sample again
 * @param policy its hash
 * @param all how many notes each source has
 * @param notes source by source
 */
public record Review(
    String home,
    int cut,
    long seed,
    String policy,
    Map<String, Long> all,
    List<ReviewedNote> notes) {
  public Review {
    all = new LinkedHashMap<>(all);
    notes = List.copyOf(notes);
  }

  /** How many notes of each source were drawn. */
  public Map<String, Long> drawn() {
    Map<String, Long> drawn = new LinkedHashMap<>();
    all.keySet().forEach(source -> drawn.put(source, 0L));
    notes.forEach(note -> drawn.merge(note.source(), 1L, Long::sum));
    return drawn;
  }
}
