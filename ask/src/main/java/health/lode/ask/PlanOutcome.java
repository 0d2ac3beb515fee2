package health.lode.ask;

import health.lode.refusal.Refusal;

/** What planning a question comes to. */
public sealed interface PlanOutcome {
  /** The plan, or the refusal as an exception. */
  Plan orThrow();

  /** The question may be asked. */
  record Planned(Plan plan) implements PlanOutcome {
    @Override
    public Plan orThrow() {
      return plan;
    }
  }

  /** The question may not be asked, and what would make it pass. */
  record Refused(Refusal refusal) implements PlanOutcome {
    @Override
    public Plan orThrow() {
      throw refusal.asException();
    }
  }
}
