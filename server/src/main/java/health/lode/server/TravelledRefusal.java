package health.lode.server;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;
import health.lode.refusal.Refusal;
import health.lode.server.wire.RefusalReport;
import java.io.IOException;
import java.util.Arrays;

/** A refusal that another program made, as one's own to hand on. */
public final class TravelledRefusal {
  private static final JsonMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private record Code(String text, Category category) implements ReasonCode {
    @Override
    public String name() {
      return text;
    }
  }

  private TravelledRefusal() {}

  /** The refusal of a hospital whose answer was waited for. */
  public static Refusal of(RefusalReport report) {
    return of(report, Category.DENIED.httpStatus());
  }

  static Refusal of(RefusalReport report, int status) {
    Category category =
        Arrays.stream(Category.values())
            .filter(c -> c.httpStatus() == status)
            .findFirst()
            .orElse(status == 401 ? Category.DENIED : Category.INVALID);
    return Refusal.of(new Code(report.code(), category), report.reason(), report.remedy());
  }

  /** JSON with figures as they are written: an answer's averages are decimals. */
  static JsonNode tree(byte[] body) {
    try {
      return EXACT.readTree(body);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }
}
