package health.lode.vault.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Direct identifiers of one source patient: goes to the identity schema, encrypted, and nowhere
 * else. Clinical facts about the person (sex, birth date) are rows of {@code person}.
 */
public final class PatientFact {
  /** What kind of identifier a value is. */
  public enum Kind {
    NAME,
    /** Resident ID number or another number issued by a state. */
    ID_NUMBER,
    /** Medical record number within the source. */
    MEDICAL_RECORD_NUMBER,
    PHONE,
    ADDRESS,
    BIRTH_DATE,
    INSURANCE_NUMBER,
    OTHER
  }

  private final String key;
  private final Map<Kind, String> values = new EnumMap<>(Kind.class);
  private final List<String> otherKeys = new ArrayList<>();

  /**
   * @param key the source's stable patient key, as given to {@link FactRow#patient}
   */
  public PatientFact(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }

  /** Sets one identifier; the first value given wins, blanks are ignored. */
  public PatientFact with(Kind kind, @org.jspecify.annotations.Nullable String value) {
    if (value != null && !value.isBlank()) {
      values.putIfAbsent(kind, value.strip());
    }
    return this;
  }

  /** Another key by which records of this source refer to the same patient. */
  public PatientFact alsoKnownAs(String otherKey) {
    otherKeys.add(otherKey);
    return this;
  }

  public Map<Kind, String> values() {
    return Collections.unmodifiableMap(values);
  }

  public List<String> otherKeys() {
    return Collections.unmodifiableList(otherKeys);
  }
}
