package health.lode.governance.permit;

import health.lode.refusal.Refusal;

/** Whether a permit holds at this moment. */
public sealed interface Admission {
  record Admitted(Grant grant) implements Admission {}

  record Refused(Refusal refusal) implements Admission {}

  /** The grant; throws the refusal where there is none. */
  default Grant orThrow() {
    if (this instanceof Admitted a) {
      return a.grant();
    }
    throw ((Refused) this).refusal().asException();
  }
}
