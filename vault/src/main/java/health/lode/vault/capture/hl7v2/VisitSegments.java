package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.WrittenMoment;

/** PV1: the visit. */
final class VisitSegments {
  /** Events by which a patient comes, so that their time is the visit's start. */
  private static final String[] ARRIVALS = {"A01", "A04"};

  /** Events about a visit that has not begun, or about a person: no visit takes place by them. */
  private static final String[] NO_VISIT = {
    "A05", "A14", "A18", "A20", "A24", "A28", "A30", "A31", "A34", "A36", "A37", "A39", "A40",
    "A43", "A46", "A47"
  };

  private static final String[] UNDONE = {"A11", "A23", "A27", "A29", "A38"};

  private VisitSegments() {}

  static void visited(Segment pv1, MessageFacts open) throws QuarantinedException {
    if (!open.hasPatient()) {
      return;
    }
    WrittenMoment start = Timestamp.read(pv1, 44);
    WrittenMoment end = Timestamp.read(pv1, 45);
    if (start == null && open.isEvent(ARRIVALS)) {
      start = open.event();
    }
    if (end == null && open.isEvent("A03")) {
      end = open.occurred();
    }
    String number = number(pv1, open);
    if (number.isEmpty() && start != null) {
      number = open.patientKey() + "/" + start.text();
    }
    if (number.isEmpty()) {
      return;
    }
    String key = "visit/" + number;
    open.visit(key, start);
    boolean undone = open.isEvent(UNDONE);
    if (open.isEvent(NO_VISIT) || (start == null && !undone)) {
      return;
    }
    FactRow row =
        open.sink()
            .fact("visit_occurrence", key)
            .patient(open.patientKey())
            .version(open.ranked(open.isAdt() ? 1 : 0));
    if (undone) {
      row.retracted();
      return;
    }
    row.moment("visit_start_date", "visit_start_datetime", start)
        .text("visit_source_value", MessageFacts.orNull(pv1.value(2)))
        .integer("visit_concept_id", (long) open.dictionary().visit(pv1.value(2)))
        .text("admitted_from_source_value", MessageFacts.orNull(pv1.value(14)))
        .text("visit_type_source_value", MessageFacts.orNull(pv1.value(10)))
        .text("discharged_to_source_value", MessageFacts.orNull(pv1.value(36)));
    int outcome = open.dictionary().outcome(pv1.value(36));
    if (outcome != 0) {
      // Chinese systems write how the stay ended where the standard has where the patient went.
      row.text("discharge_outcome_source_value", pv1.value(36))
          .integer("discharge_outcome_concept_id", (long) outcome);
    }
    if (!open.isEvent("A13")) {
      row.moment("visit_end_date", "visit_end_datetime", end);
    }
  }

  /** PV1-19, else the account number PID-18; with who assigned it. */
  private static String number(Segment pv1, MessageFacts open) {
    Field number = pv1.first(19);
    if (number.component(1).isBlank()) {
      number = open.message().first("PID").orElse(pv1).first(18);
    }
    String id = number.component(1).strip();
    String authority = number.component(4).strip();
    return id.isEmpty() || authority.isEmpty() ? id : id + "^" + authority;
  }
}
