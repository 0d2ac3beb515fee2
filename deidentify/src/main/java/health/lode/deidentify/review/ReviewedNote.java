package health.lode.deidentify.review;

import health.lode.deidentify.text.Deidentified;

/**
 * One note of a sample, as captured and as it would leave.
 *
 * @param id of the note in its home, not the patient's
 * @param source that it was captured from
 * @param after what the engine found and made of it
 */
public record ReviewedNote(String id, String source, String text, Deidentified after) {
  /** Never the text: a log must not hold it. */
  @Override
  public String toString() {
    return "ReviewedNote[" + id + "]";
  }
}
