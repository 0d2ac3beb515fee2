package health.lode.refusal;

/**
 * A stable name for one way of being refused. Implemented by one enum per module, named {@code
 * XxxReason}; names are unique across all modules and never change meaning, because scripts and
 * people rely on them.
 */
public interface ReasonCode {
  /** The code as it is printed, for example {@code PERMIT_EXPIRED}. */
  String name();

  Category category();
}
