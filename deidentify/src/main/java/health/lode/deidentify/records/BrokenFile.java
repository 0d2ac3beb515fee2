package health.lode.deidentify.records;

import health.lode.refusal.ReasonCode;
import java.io.IOException;

/** A file of which nothing may leave, because it is broken as a whole. */
final class BrokenFile extends IOException {
  private static final long serialVersionUID = 1L;
  private final transient ReasonCode reason;

  BrokenFile(ReasonCode reason) {
    super(reason.name());
    this.reason = reason;
  }

  ReasonCode reason() {
    return reason;
  }
}
