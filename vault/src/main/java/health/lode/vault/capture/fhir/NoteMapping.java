package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * DiagnosticReport and DocumentReference to note: one row each, with the text of what they carry
 * where it is text. Results that a report refers to are resources of their own.
 */
final class NoteMapping implements Mapping {
  private static final String REPORT = "DiagnosticReport";
  private final String type;
  private final Set<String> fields;

  private NoteMapping(String type, Set<String> fields) {
    this.type = type;
    this.fields = fields;
  }

  static NoteMapping diagnosticReport() {
    return new NoteMapping(
        REPORT,
        Set.of(
            "code",
            "effectiveDateTime",
            "effectivePeriod",
            "issued",
            "conclusion",
            "presentedForm"));
  }

  static NoteMapping documentReference() {
    return new NoteMapping(
        "DocumentReference", Set.of("type", "date", "description", "content", "context"));
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public String table() {
    return "note";
  }

  @Override
  public Set<String> fields() {
    return fields;
  }

  @Override
  public void map(Resource r, String key, FactSink facts) throws QuarantinedException {
    String patient = Mapping.patient(r, key);
    if (patient == null) {
      return;
    }
    FactRow row = Mapping.row(facts, table(), key, patient, r);
    StringBuilder text = new StringBuilder();
    if (type.equals(REPORT)) {
      row.visit(References.key(r.field("encounter"), "Encounter", key));
      coded(r.field("code"), row);
      row.moment(
          "note_date",
          "note_datetime",
          FhirMoment.of(
              r.field("effectiveDateTime").isMissingNode()
                  ? periodOr(r, "issued")
                  : r.field("effectiveDateTime")));
      append(text, r.text("conclusion"));
      for (JsonNode attachment : r.field("presentedForm")) {
        append(text, text(attachment));
      }
    } else {
      JsonNode context = r.field("context");
      row.visit(References.key(context.path("encounter").path(0), "Encounter", key));
      coded(r.field("type"), row);
      row.moment(
          "note_date",
          "note_datetime",
          FhirMoment.of(
              r.field("date").isMissingNode()
                  ? context.path("period").path("start")
                  : r.field("date")));
      append(text, r.text("description"));
      for (JsonNode content : r.field("content")) {
        append(text, text(content.path("attachment")));
      }
    }
    row.text("note_text", text.isEmpty() ? null : text.toString());
    String status = r.text("status");
    row.text("note_status_source_value", status);
    if ("entered-in-error".equals(status) || "cancelled".equals(status)) {
      row.retracted();
    }
  }

  private static JsonNode periodOr(Resource r, String field) {
    JsonNode start = r.field("effectivePeriod").path("start");
    return start.isMissingNode() ? r.field(field) : start;
  }

  private static void coded(JsonNode node, FactRow row) {
    Coded.of(node).into(row, "note_source_value", "note_source_vocabulary", "note_source_text");
  }

  private static void append(StringBuilder text, @Nullable String more) {
    if (more != null && !more.isEmpty()) {
      text.append(text.isEmpty() ? "" : "\n\n").append(more);
    }
  }

  /** The words of a text attachment; what is not text stays in the journal. */
  private static @Nullable String text(JsonNode attachment) {
    String kind = attachment.path("contentType").asText("").toLowerCase(Locale.ROOT);
    String data = Resource.textOf(attachment.path("data"));
    if (data == null || !kind.startsWith("text/")) {
      return null;
    }
    try {
      return new String(Base64.getMimeDecoder().decode(data), charset(kind));
    } catch (IllegalArgumentException e) {
      return null; // not base64: the journal has it as sent
    }
  }

  private static Charset charset(String contentType) {
    int at = contentType.indexOf("charset=");
    if (at < 0) {
      return StandardCharsets.UTF_8;
    }
    return Charset.forName(contentType.substring(at + 8).replaceAll("[\";\\s].*", "").strip());
  }
}
