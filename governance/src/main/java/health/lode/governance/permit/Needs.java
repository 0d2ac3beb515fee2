package health.lode.governance.permit;

import health.lode.refusal.Refusal;
import java.util.List;

/** What a hospital's rulebook asks of a permit. */
public sealed interface Needs {
  /** Allowed once these offices have signed, sorted by name. */
  record Needed(List<Need> needs) implements Needs {}

  /** Forbidden; every reason is given, not only the first. */
  record Refused(List<Refusal> refusals) implements Needs {}
}
