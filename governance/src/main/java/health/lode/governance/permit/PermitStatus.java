package health.lode.governance.permit;

import java.util.Locale;

/** Where a permit stands. */
public enum PermitStatus {
  /** Written, not yet entered in a ledger. */
  DRAFT,
  /** Entered; offices still have to sign. */
  REQUESTED,
  /** An office sent it back; it can be requested again. */
  RETURNED,
  /** Every needed office has signed; its first day has not come. */
  APPROVED,
  ACTIVE,
  SUSPENDED,
  REVOKED,
  EXPIRED,
  CLOSED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
