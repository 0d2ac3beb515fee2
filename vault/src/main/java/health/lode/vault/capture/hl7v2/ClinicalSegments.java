package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.codes.Icd10;

/** DG1, PR1, AL1 and IAM: what was diagnosed, done, and what the patient does not bear. */
final class ClinicalSegments {
  private ClinicalSegments() {}

  static void diagnosed(Segment dg1, MessageFacts open) throws QuarantinedException {
    String code = dg1.value(3);
    String text = text(dg1, 3, 4);
    if (!open.hasPatient() || (code.isEmpty() && text.isEmpty())) {
      return;
    }
    String own = dg1.value(20);
    String key =
        own.isEmpty()
            ? "DG1/" + open.scope() + "/" + dg1.value(6) + "/" + (code.isEmpty() ? text : code)
            : "DG1/" + open.patientKey() + "/" + own;
    FactRow row = open.row("condition_occurrence", key);
    if (deleted(dg1.value(21))) {
      row.retracted();
      return;
    }
    String vocabulary = vocabulary(dg1, 3, 2);
    row.moment("condition_start_date", "condition_start_datetime", open.dated(dg1, 5))
        .text("condition_source_value", MessageFacts.orNull(code))
        .text("condition_source_text", MessageFacts.orNull(text))
        .text("condition_source_vocabulary", MessageFacts.orNull(vocabulary))
        .text("condition_icd10", Icd10.who(code, vocabulary))
        .text("condition_status_source_value", MessageFacts.orNull(dg1.value(6)));
  }

  static void performed(Segment pr1, MessageFacts open) throws QuarantinedException {
    String code = pr1.value(3);
    String text = text(pr1, 3, 4);
    if (!open.hasPatient() || (code.isEmpty() && text.isEmpty())) {
      return;
    }
    String own = pr1.value(19);
    String key =
        own.isEmpty()
            ? String.join("/", "PR1", open.scope(), code.isEmpty() ? text : code, pr1.value(5))
            : "PR1/" + open.patientKey() + "/" + own;
    FactRow row = open.row("procedure_occurrence", key);
    if (deleted(pr1.value(20))) {
      row.retracted();
      return;
    }
    row.moment("procedure_date", "procedure_datetime", open.dated(pr1, 5))
        .text("procedure_source_value", MessageFacts.orNull(code))
        .text("procedure_source_text", MessageFacts.orNull(text))
        .text("procedure_source_vocabulary", MessageFacts.orNull(vocabulary(pr1, 3, 2)))
        .text("modifier_source_value", MessageFacts.orNull(pr1.value(16)));
  }

  static void allergic(Segment al1, MessageFacts open) throws QuarantinedException {
    if (open.hasPatient() && !al1.first(3).isEmpty()) {
      allergy(al1, "", false, 6, 5, open);
    }
  }

  static void adverse(Segment iam, MessageFacts open) throws QuarantinedException {
    if (open.hasPatient() && !iam.first(3).isEmpty()) {
      allergy(iam, iam.value(7), deleted(iam.value(6)), 11, 5, open);
    }
  }

  /** AL1 and IAM agree in fields 1 to 5; {@code onset} and {@code reaction} are field numbers. */
  private static void allergy(
      Segment segment, String own, boolean deleted, int onset, int reaction, MessageFacts open)
      throws QuarantinedException {
    String code = segment.value(3);
    String text = text(segment, 3, 3);
    String number = own.isEmpty() ? (code.isEmpty() ? text : code) : own;
    FactRow row = open.row("observation", "allergy/" + open.patientKey() + "/" + number);
    if (deleted) {
      row.retracted();
      return;
    }
    row.moment("observation_date", "observation_datetime", open.dated(segment, onset))
        .text("observation_source_value", MessageFacts.orNull(code.isEmpty() ? text : code))
        .text("observation_source_text", MessageFacts.orNull(text))
        .text("observation_source_vocabulary", MessageFacts.orNull(segment.value(3, 3)))
        .text("observation_category", "allergy")
        .text("value_as_string", MessageFacts.orNull(segment.first(reaction).text()))
        .text("qualifier_source_value", MessageFacts.orNull(segment.value(4)));
  }

  private static boolean deleted(String actionCode) {
    return actionCode.equals("D");
  }

  /** The words for a coded element: its own, the sender's original, or a field beside it. */
  static String text(Segment segment, int field, int beside) {
    Field coded = segment.first(field);
    for (int component : new int[] {2, 9}) {
      if (!coded.component(component).isEmpty()) {
        return coded.component(component);
      }
    }
    return beside == field ? "" : segment.value(beside);
  }

  /** The code system: the element's own, or the older field that named one for all. */
  private static String vocabulary(Segment segment, int field, int older) {
    String own = segment.value(field, 3);
    return own.isEmpty() ? segment.value(older) : own;
  }
}
