package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.WrittenMoment;
import health.lode.vault.codes.NumberRange;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ORC, OBR, RXA, TXA and their OBX: orders, results, doses given, documents. */
final class ResultSegments {
  /** OBX-2 of text meant for reading, whose repetitions and segments are its lines. */
  private static final Set<String> DOCUMENT_TYPES = Set.of("TX", "FT");

  /** OBX-2 of content that is not text: it stays in the journal. */
  private static final Set<String> ENCAPSULATED = Set.of("ED", "RP");

  private static final Set<String> CODED = Set.of("CE", "CWE", "CNE", "CF");

  /** OBX-11: deleted, cannot be obtained, sent by mistake. */
  private static final Set<String> TAKEN_BACK = Set.of("D", "X", "W");

  /** Messages by which something is ordered. */
  private static final Set<String> ORDERS = Set.of("ORM", "OML", "OMG");

  /** ORC-1 by which an order ends without having been carried out. */
  private static final Set<String> CANCELLED = Set.of("CA", "OC", "CR");

  private ResultSegments() {}

  static void closed(OrderGroup group, MessageFacts open) throws QuarantinedException {
    Segment document = group.detail("TXA");
    if (document != null) {
      document(document, group, open);
      return;
    }
    Segment dose = group.detail("RXA");
    if (dose != null) {
      given(dose, group, open);
    }
    Map<String, StringBuilder> texts = new LinkedHashMap<>();
    Map<String, Segment> firsts = new LinkedHashMap<>();
    for (Segment obx : group.results()) {
      if (DOCUMENT_TYPES.contains(obx.value(2))) {
        String key = "note/" + key(obx, group, open);
        firsts.putIfAbsent(key, obx);
        appendLines(texts.computeIfAbsent(key, k -> new StringBuilder()), obx);
      } else if (!ENCAPSULATED.contains(obx.value(2)) && !obx.first(3).isEmpty()) {
        measured(obx, group, open);
      }
    }
    for (Map.Entry<String, Segment> first : firsts.entrySet()) {
      String text = texts.getOrDefault(first.getKey(), new StringBuilder()).toString();
      report(first.getKey(), first.getValue(), text, group, open);
    }
    Segment asked = group.detail("OBR");
    if (asked != null && !group.hasResults() && ORDERS.contains(open.message().code())) {
      ordered(asked, group, open);
    }
  }

  private static void measured(Segment obx, OrderGroup group, MessageFacts open)
      throws QuarantinedException {
    FactRow row = open.row("measurement", "OBX/" + key(obx, group, open));
    if (TAKEN_BACK.contains(obx.value(11))) {
      row.retracted();
      return;
    }
    String code = obx.value(3);
    String name = ClinicalSegments.text(obx, 3, 3);
    String vocabulary = obx.value(3, 3);
    Segment asked = group.detail("OBR");
    row.moment("measurement_date", "measurement_datetime", when(obx, group, open))
        .text("measurement_source_value", MessageFacts.orNull(code.isEmpty() ? name : code))
        .text("measurement_source_text", MessageFacts.orNull(name))
        .text("measurement_source_vocabulary", MessageFacts.orNull(vocabulary))
        .integer(
            "measurement_concept_id", (long) open.dictionary().laboratory(vocabulary, code, name))
        .text("unit_source_value", MessageFacts.orNull(obx.value(6)))
        .text("measurement_category", asked == null ? null : MessageFacts.orNull(asked.value(24)))
        .text("value_source_value", MessageFacts.orNull(value(obx)))
        .number("value_as_number", number(obx))
        .text("measurement_status_source_value", MessageFacts.orNull(obx.value(11)))
        .text("interpretation_source_value", MessageFacts.orNull(obx.value(8)));
    if (CODED.contains(obx.value(2))) {
      row.text("value_source_text", MessageFacts.orNull(obx.value(5, 2)))
          .text("value_source_vocabulary", MessageFacts.orNull(obx.value(5, 3)));
    } else if (obx.value(2).equals("SN")) {
      row.text("operator_source_value", MessageFacts.orNull(obx.value(5)));
    }
    NumberRange.fill(row, obx.first(7).text());
  }

  /** The value as sent: a code with its words, or all repetitions as they stand. */
  private static String value(Segment obx) {
    Field first = obx.first(5);
    boolean coded = CODED.contains(obx.value(2));
    List<Field> repetitions = obx.repetitions(5);
    if (coded && repetitions.size() == 1) {
      return first.component(1).isEmpty() ? first.component(2) : first.component(1);
    }
    StringBuilder all = new StringBuilder();
    for (Field repetition : repetitions) {
      all.append(all.isEmpty() ? "" : "~").append(repetition.text());
    }
    return all.toString();
  }

  /** The value as a number, where exactly one was sent. */
  private static @Nullable BigDecimal number(Segment obx) {
    if (obx.repetitions(5).size() != 1) {
      return null;
    }
    switch (obx.value(2)) {
      case "NM", "ST" -> {
        return MessageFacts.number(obx.value(5));
      }
      case "SN" -> {
        String comparator = obx.value(5);
        boolean plain =
            (comparator.isEmpty() || comparator.equals("=")) && obx.value(5, 3).isEmpty();
        return plain ? MessageFacts.number(obx.value(5, 2)) : null;
      }
      default -> {
        return null;
      }
    }
  }

  private static void report(
      String key, Segment obx, String text, OrderGroup group, MessageFacts open)
      throws QuarantinedException {
    FactRow row = open.row("note", key);
    if (TAKEN_BACK.contains(obx.value(11))) {
      row.retracted();
      return;
    }
    row.moment("note_date", "note_datetime", when(obx, group, open))
        .text("note_title", MessageFacts.orNull(ClinicalSegments.text(obx, 3, 3)))
        .text("note_source_value", MessageFacts.orNull(obx.value(3)))
        .text("note_source_vocabulary", MessageFacts.orNull(obx.value(3, 3)))
        .text("note_source_text", MessageFacts.orNull(ClinicalSegments.text(obx, 3, 3)))
        .text("note_status_source_value", MessageFacts.orNull(obx.value(11)))
        .text("note_text", MessageFacts.orNull(text));
  }

  private static void document(Segment txa, OrderGroup group, MessageFacts open)
      throws QuarantinedException {
    boolean cancelled = open.message().trigger().equals("T11");
    String parent = txa.value(13);
    StringBuilder text = new StringBuilder();
    for (Segment obx : group.results()) {
      if (!ENCAPSULATED.contains(obx.value(2))) {
        appendLines(text, obx);
      }
    }
    String own = txa.value(12);
    if (text.isEmpty() && !cancelled) {
      // A notification: the document itself comes, or came, by another message.
      return;
    }
    WrittenMoment written = open.dated(txa, 4, Timestamp.read(txa, 6));
    String key = own.isEmpty() ? open.scope() + "/" + txa.value(2) + "/" + written.text() : own;
    FactRow row = open.row("note", "document/" + key);
    if (cancelled) {
      row.retracted();
      return;
    }
    row.moment("note_date", "note_datetime", written)
        .text("note_title", MessageFacts.orNull(ClinicalSegments.text(txa, 2, 2)))
        .text("note_source_value", MessageFacts.orNull(txa.value(2)))
        .text("note_source_text", MessageFacts.orNull(ClinicalSegments.text(txa, 2, 2)))
        .text("note_status_source_value", MessageFacts.orNull(txa.value(17)))
        .text("note_text", text.toString());
    if (open.message().trigger().equals("T10") && !parent.isEmpty() && !parent.equals(own)) {
      open.row("note", "document/" + parent).retracted();
    }
  }

  private static void given(Segment rxa, OrderGroup group, MessageFacts open)
      throws QuarantinedException {
    String code = rxa.value(5);
    String number = group.number();
    String key = number.isEmpty() ? open.patientKey() + "/" + rxa.value(3) : number;
    FactRow row = open.row("drug_exposure", "RXA/" + key + "/" + code);
    boolean notGiven = Set.of("RE", "NA").contains(rxa.value(20));
    if (notGiven || rxa.value(21).equals("D")) {
      row.retracted();
      return;
    }
    WrittenMoment start = open.dated(rxa, 3);
    WrittenMoment end = Timestamp.read(rxa, 4);
    row.moment("drug_exposure_start_date", "drug_exposure_start_datetime", start)
        .moment("drug_exposure_end_date", "drug_exposure_end_datetime", end == null ? start : end)
        .text("drug_source_value", MessageFacts.orNull(code))
        .text("drug_source_text", MessageFacts.orNull(ClinicalSegments.text(rxa, 5, 5)))
        .text("drug_source_vocabulary", MessageFacts.orNull(rxa.value(5, 3)))
        .number("quantity", MessageFacts.number(rxa.value(6)))
        .text("dose_unit_source_value", MessageFacts.orNull(rxa.value(7)))
        .text("drug_type_source_value", "immunization")
        .text("drug_status_source_value", MessageFacts.orNull(rxa.value(20)))
        .text("lot_number", MessageFacts.orNull(rxa.value(15)))
        .text(
            "route_source_value",
            group.route() == null ? null : MessageFacts.orNull(group.route().value(1)));
  }

  private static void ordered(Segment obr, OrderGroup group, MessageFacts open)
      throws QuarantinedException {
    String code = obr.value(4);
    String text = ClinicalSegments.text(obr, 4, 4);
    if (code.isEmpty() && text.isEmpty()) {
      return;
    }
    Segment orc = group.order();
    String number = group.number();
    String scope = number.isEmpty() ? open.scope() + "/" + obr.value(7) : number;
    FactRow row =
        open.row("procedure_occurrence", "order/" + scope + "/" + (code.isEmpty() ? text : code));
    if (orc != null && CANCELLED.contains(orc.value(1))) {
      row.retracted();
      return;
    }
    WrittenMoment placed = orc == null ? null : Timestamp.read(orc, 9);
    WrittenMoment planned = Timestamp.read(obr, 36);
    row.moment("procedure_date", "procedure_datetime", open.dated(obr, 7, planned, placed))
        .text("procedure_source_value", MessageFacts.orNull(code.isEmpty() ? text : code))
        .text("procedure_source_text", MessageFacts.orNull(text))
        .text("procedure_source_vocabulary", MessageFacts.orNull(obr.value(4, 3)))
        .text("procedure_status_source_value", orc == null ? "ordered" : "ordered " + orc.value(1));
  }

  private static WrittenMoment when(Segment obx, OrderGroup group, MessageFacts open)
      throws QuarantinedException {
    Segment asked = group.detail("OBR");
    Segment dose = group.detail("RXA");
    return open.dated(
        obx,
        14,
        asked == null ? null : Timestamp.read(asked, 7),
        asked == null ? null : Timestamp.read(asked, 22),
        dose == null ? null : Timestamp.read(dose, 3));
  }

  /** What an observation is known by, so that a correction finds it. */
  private static String key(Segment obx, OrderGroup group, MessageFacts open) {
    String what = obx.value(3).isEmpty() ? obx.value(3, 2) : obx.value(3);
    String number = group.number();
    Segment asked = group.detail("OBR");
    String panel = asked == null ? "" : asked.value(4);
    String where =
        number.isEmpty()
            ? open.scope() + "/" + panel + "/" + (asked == null ? obx.value(14) : asked.value(7))
            : number + "/" + panel;
    return where + "/" + what + "/" + obx.value(4);
  }

  private static void appendLines(StringBuilder text, Segment obx) {
    for (Field line : obx.repetitions(5)) {
      text.append(text.isEmpty() ? "" : "\n").append(line.text());
    }
  }
}
