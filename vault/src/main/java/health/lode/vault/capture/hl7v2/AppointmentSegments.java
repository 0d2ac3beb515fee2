package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.WrittenMoment;
import java.util.Set;

/** SCH with TQ1 or AIS: an appointment, which is no visit until the patient comes. */
final class AppointmentSegments {
  /** S15 cancelled, S16 discontinued, S17 deleted. */
  private static final Set<String> TAKEN_BACK = Set.of("S15", "S16", "S17");

  private AppointmentSegments() {}

  static void scheduled(Message message, MessageFacts open) throws QuarantinedException {
    Segment sch = message.first("SCH").orElse(null);
    if (sch == null || !open.hasPatient()) {
      return;
    }
    String number = sch.value(2).isEmpty() ? "placer/" + sch.value(1) : "filler/" + sch.value(2);
    if (number.equals("placer/")) {
      throw MessageFacts.missing(sch.place(1), "The appointment has no number", "预约没有编号");
    }
    FactRow row = open.row("appointment", "appointment/" + number);
    if (TAKEN_BACK.contains(message.trigger())) {
      row.retracted();
      return;
    }
    WrittenMoment start = Timestamp.read(sch.value(11, 4), sch.place(11));
    WrittenMoment end = Timestamp.read(sch.value(11, 5), sch.place(11));
    Segment timing = message.first("TQ1").orElse(null);
    if (start == null && timing != null) {
      start = Timestamp.read(timing, 7);
      end = Timestamp.read(timing, 8);
    }
    Segment service = message.first("AIS").orElse(null);
    if (start == null && service != null) {
      start = Timestamp.read(service, 4);
    }
    row.moment("appointment_start_date", "appointment_start_datetime", start)
        .moment("appointment_end_date", "appointment_end_datetime", end)
        .text("appointment_status_source_value", MessageFacts.orNull(sch.value(25)))
        .text("appointment_source_value", MessageFacts.orNull(sch.value(8)))
        .text("appointment_source_text", MessageFacts.orNull(sch.value(8, 2)))
        .text("appointment_source_vocabulary", MessageFacts.orNull(sch.value(8, 3)))
        .text("appointment_reason_source_value", MessageFacts.orNull(sch.value(7)))
        .text("appointment_reason_source_text", MessageFacts.orNull(sch.value(7, 2)));
  }
}
