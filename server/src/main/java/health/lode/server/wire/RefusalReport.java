package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.util.regex.Pattern;

/**
 * A refusal that has travelled: its code is another program's word, so it is a text here and no
 * {@code ReasonCode}.
 */
public record RefusalReport(String code, Words reason, Words remedy) {
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{2,63}");

  public RefusalReport {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("not a reason code");
    }
  }

  public static RefusalReport of(Refusal refusal) {
    return new RefusalReport(refusal.code().name(), refusal.reason(), refusal.remedy());
  }

  /** {@code {code, reason {en, zh}, remedy {en, zh}}}. */
  public ObjectNode toJson() {
    ObjectNode json = Message.body().put("code", code);
    json.putObject("reason").put("en", reason.en()).put("zh", reason.zh());
    json.putObject("remedy").put("en", remedy.en()).put("zh", remedy.zh());
    return json;
  }

  /** Reads {@link #toJson}; throws IllegalArgumentException for anything else. */
  public static RefusalReport fromJson(JsonNode json) {
    Fields fields = new Fields(json);
    RefusalReport report =
        new RefusalReport(
            fields.text("code"), words(fields.any("reason")), words(fields.any("remedy")));
    fields.done();
    return report;
  }

  static Words words(JsonNode json) {
    Fields fields = new Fields(json);
    Words words = Words.of(fields.text("en"), fields.text("zh"));
    fields.done();
    return words;
  }
}
