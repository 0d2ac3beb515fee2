package health.lode.deidentify.dicom;

import java.util.List;

/**
 * What a file says of its patient, for the cleaner of its texts. Identified data: never logged.
 *
 * @param key what pseudonyms and date shifts are drawn by: the patient ID, or a stand-in where the
 *     file has none
 * @param names of the patient, as they are written, for example {@code 张^三}
 * @param identifiers numbers, addresses, institutions and other persons' names in the file
 * @param birthDate {@code yyyyMMdd}, or empty
 */
public record DicomPatient(
    String key, List<String> names, List<String> identifiers, String birthDate) {
  /** The same patient under another key. */
  DicomPatient named(String other) {
    return new DicomPatient(other, names, identifiers, birthDate);
  }

  /** Says nothing of the patient: a record's own text would print them. */
  @Override
  public String toString() {
    return "DicomPatient";
  }
}
