package health.lode.governance.permit;

import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.util.regex.Pattern;

/** A permit's short name: {@code P-} and the first 12 hexadecimal digits of its hash. */
public record PermitId(String value) implements Comparable<PermitId> {
  private static final Pattern FORM = Pattern.compile("P-[0-9a-f]{12}");

  public PermitId {
    if (!FORM.matcher(value).matches()) {
      throw Refusal.of(
              PermitReason.PERMIT_UNKNOWN,
              Words.of("this is not a permit's id", "这不是许可编号"),
              Words.of(
                  "give the id that 'lode permit request' printed: P- and 12 hexadecimal digits",
                  "请给出 lode permit request 打印的编号：P- 加 12 位十六进制数"))
          .asException();
    }
  }

  public static PermitId of(String value) {
    return new PermitId(value);
  }

  static PermitId ofHash(String hash) {
    return new PermitId("P-" + hash.substring(0, 12));
  }

  @Override
  public int compareTo(PermitId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
