package health.lode.vault.capture;

import health.lode.refusal.Words;

/**
 * Why a record waits instead of becoming facts. Its bytes are safe in the journal.
 *
 * @param code stable name of the reason, for example {@code NOT_JSON}, {@code PATIENT_MISSING}
 * @param place where in the record, in the format's own words: {@code PID-7}, {@code line 3},
 *     {@code birthDate}; empty for the whole record
 * @param words what is wrong; never a patient's identity
 */
public record Quarantine(String code, String place, Words words) {
  public static Quarantine of(String code, String place, String en, String zh) {
    return new Quarantine(code, place, Words.of(en, zh));
  }

  public QuarantinedException asException() {
    return new QuarantinedException(this);
  }
}
