package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.PatientFact;
import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.WrittenMoment;
import health.lode.vault.capture.WrittenMoment.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** PID and MRG: who the patient is, and which two numbers are one patient. */
final class PatientSegments {
  /** Identifier types (table 0203, and what Chinese systems write) issued by a state. */
  private static final Set<String> STATE_TYPES =
      Set.of("SS", "NI", "NNCHN", "PPN", "DL", "BR", "SFZ", "IDCARD", "ID", "身份证", "身份证号");

  private static final Set<String> INSURANCE_TYPES =
      Set.of("HC", "SB", "MB", "MC", "YB", "医保", "医保号");

  /** Numbers of visits and accounts: they say nothing lasting about a person. */
  private static final Set<String> VISIT_TYPES = Set.of("VN", "AN", "住院号次", "门诊号次");

  private static final String[] MERGES = {"A18", "A30", "A34", "A36", "A39", "A40", "A46", "A47"};

  private PatientSegments() {}

  static void identified(Segment pid, MessageFacts open) throws QuarantinedException {
    List<String> keys = keys(pid);
    if (keys.isEmpty()) {
      throw MessageFacts.missing(pid.place(3), "The patient has no identifier", "患者没有任何标识号");
    }
    open.patient(keys.get(0));
    PatientFact patient = new PatientFact(keys.get(0));
    keys.stream().skip(1).forEach(patient::alsoKnownAs);
    patient.with(Kind.MEDICAL_RECORD_NUMBER, keys.get(0).substring(0, idLength(keys.get(0))));
    for (Field identifier : pid.repetitions(3)) {
      patient.with(kind(identifier), identifier.component(1));
    }
    WrittenMoment birth = Timestamp.read(pid, 7);
    patient
        .with(Kind.ID_NUMBER, pid.value(19))
        .with(Kind.NAME, name(pid.first(5)))
        .with(Kind.ADDRESS, address(pid.first(11)))
        .with(Kind.PHONE, phone(pid.first(13)))
        .with(Kind.PHONE, phone(pid.first(14)))
        .with(Kind.BIRTH_DATE, birth == null ? "" : birth.date().toString());
    open.sink().patient(patient);
    person(pid, birth, open);
    if (!open.isEvent("A29")) {
      death(pid, open);
    }
  }

  private static void person(
      Segment pid, @org.jspecify.annotations.Nullable WrittenMoment birth, MessageFacts open) {
    String sex = pid.value(8);
    boolean deleted = open.isEvent("A29");
    if (birth == null && sex.isEmpty() && !deleted) {
      return;
    }
    int known = (birth == null ? 0 : 1) + (sex.isEmpty() ? 0 : 1);
    int rank = deleted ? 5 : known * 2 + (open.isAdt() ? 1 : 0);
    FactRow row =
        open.sink()
            .fact("person", "person/" + open.patientKey())
            .patient(open.patientKey())
            .version(open.ranked(rank));
    if (deleted) {
      row.retracted();
      return;
    }
    row.text("gender_source_value", MessageFacts.orNull(sex))
        .integer("gender_concept_id", (long) open.dictionary().gender(sex))
        .text("race_source_value", MessageFacts.orNull(pid.value(10)))
        .text("ethnicity_source_value", MessageFacts.orNull(pid.value(22)));
    if (birth != null) {
      row.integer("year_of_birth", (long) birth.date().getYear());
      if (birth.precision() != Precision.YEAR) {
        row.integer("month_of_birth", (long) birth.date().getMonthValue());
      }
      if (birth.precision() == Precision.DAY || birth.precision() == Precision.TIME) {
        row.integer("day_of_birth", (long) birth.date().getDayOfMonth())
            .dateTime("birth_datetime", birth.dateTime());
      }
    }
  }

  private static void death(Segment pid, MessageFacts open) throws QuarantinedException {
    WrittenMoment died = Timestamp.read(pid, 29);
    boolean takenBack = pid.value(30).equals("N") && open.isAdt();
    if (died == null && !takenBack) {
      return;
    }
    FactRow row =
        open.sink()
            .fact("death", "death/" + open.patientKey())
            .patient(open.patientKey())
            .version(open.ranked(0));
    if (takenBack) {
      row.retracted();
    } else {
      row.moment("death_date", "death_datetime", died);
    }
  }

  /** MRG: the number in MRG-1 is retired in favour of the open patient's. */
  static void merged(Segment mrg, MessageFacts open) {
    if (!open.hasPatient() || !open.isEvent(MERGES)) {
      return;
    }
    List<String> retired = new ArrayList<>();
    for (Field identifier : mrg.repetitions(1)) {
      if (isLocal(identifier)) {
        retired.add(key(identifier));
      }
    }
    if (retired.isEmpty() && !mrg.first(4).isEmpty()) {
      retired.add(key(mrg.first(4)));
    }
    for (String key : retired) {
      if (!key.equals(open.patientKey())) {
        open.sink().mergePatients(open.patientKey(), key);
      }
    }
  }

  /** The patient's local keys: PID-3 without state, insurance and visit numbers, else PID-2, -4. */
  private static List<String> keys(Segment pid) {
    List<String> keys = new ArrayList<>();
    for (Field identifier : pid.repetitions(3)) {
      if (isLocal(identifier) && !keys.contains(key(identifier))) {
        keys.add(key(identifier));
      }
    }
    for (int field : new int[] {2, 4, 3}) {
      Field first = pid.first(field);
      if (keys.isEmpty() && !first.component(1).isBlank()) {
        keys.add(key(first));
      }
    }
    return keys;
  }

  private static boolean isLocal(Field identifier) {
    return !identifier.component(1).isBlank()
        && kind(identifier) == Kind.MEDICAL_RECORD_NUMBER
        && !VISIT_TYPES.contains(type(identifier));
  }

  private static Kind kind(Field identifier) {
    String type = type(identifier);
    if (STATE_TYPES.contains(type) || (type.startsWith("NN") && type.length() == 5)) {
      return Kind.ID_NUMBER;
    }
    if (INSURANCE_TYPES.contains(type)) {
      return Kind.INSURANCE_NUMBER;
    }
    return VISIT_TYPES.contains(type) ? Kind.OTHER : Kind.MEDICAL_RECORD_NUMBER;
  }

  private static String type(Field identifier) {
    return identifier.component(5).strip().toUpperCase(Locale.ROOT);
  }

  /** A number and who assigned it: two authorities may give out the same number. */
  private static String key(Field identifier) {
    String authority = identifier.component(4).strip();
    String id = identifier.component(1).strip();
    return authority.isEmpty() ? id : id + "^" + authority;
  }

  private static int idLength(String key) {
    int caret = key.indexOf('^');
    return caret < 0 ? key.length() : caret;
  }

  /** Family name then given names, as the patient's own script joins them. */
  private static String name(Field name) {
    String family = name.component(1).strip();
    String given = name.component(2).strip();
    String middle = name.component(3).strip();
    boolean han = (family + given).codePoints().anyMatch(Character::isIdeographic);
    return han
        ? family + given + middle
        : String.join(" ", family, given, middle).strip().replaceAll(" +", " ");
  }

  private static String address(Field address) {
    List<String> parts = new ArrayList<>();
    for (int component : new int[] {6, 4, 3, 1, 2, 5}) {
      String part = address.component(component).strip();
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    boolean han = parts.stream().anyMatch(p -> p.codePoints().anyMatch(Character::isIdeographic));
    return String.join(han ? "" : ", ", parts);
  }

  private static String phone(Field phone) {
    for (int component : new int[] {12, 1}) {
      if (!phone.component(component).isBlank()) {
        return phone.component(component);
      }
    }
    return phone.component(6) + phone.component(7);
  }
}
