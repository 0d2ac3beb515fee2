package health.lode.refusal;

import java.util.Objects;

/** Carries a {@link Refusal} up to the one place that turns it into an exit code or HTTP status. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.code().name() + ": " + refusal.reason().en());
    this.refusal = Objects.requireNonNull(refusal);
  }

  public RefusedException(Refusal refusal, Throwable cause) {
    super(refusal.code().name() + ": " + refusal.reason().en(), cause);
    this.refusal = Objects.requireNonNull(refusal);
  }

  public Refusal refusal() {
    return refusal;
  }
}
