package health.lode.refusal;

import java.util.Objects;

/**
 * An expected "no": why, and what would make it pass. Never holds a patient's identity, a secret or
 * a database engine's own error text.
 *
 * @param reason what is wrong, one sentence
 * @param remedy what would make it pass, one sentence
 */
public record Refusal(ReasonCode code, Words reason, Words remedy) {
  public Refusal {
    Objects.requireNonNull(code);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(remedy);
  }

  public static Refusal of(ReasonCode code, Words reason, Words remedy) {
    return new Refusal(code, reason, remedy);
  }

  /** This refusal as an exception, for crossing code that has no use for it. */
  public RefusedException asException() {
    return new RefusedException(this);
  }
}
