package health.lode.deidentify.fhir;

import java.util.List;

/**
 * The patient that a record is about.
 *
 * @param key what {@code Pseudonyms.PATIENT} is asked with
 * @param known what is already known of the patient's identity and must not survive in text
 */
public record Subject(String key, List<KnownIdentity> known) {

  /** Part of an identity, as it was written. */
  public record KnownIdentity(Kind kind, String text) {
    @Override
    public String toString() {
      return kind.name();
    }
  }

  /** What part of an identity it is. */
  public enum Kind {
    NAME,
    NUMBER,
    CONTACT,
    ADDRESS
  }

  @Override
  public String toString() {
    return "Subject";
  }
}
