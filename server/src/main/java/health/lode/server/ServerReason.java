package health.lode.server;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a server, or the way to it, refuses. */
public enum ServerReason implements ReasonCode {
  /** No account, or not this password: never says which. */
  LOGIN_FAILED(Category.DENIED),
  /** Too many failed tries. */
  LOGIN_THROTTLED(Category.LIMIT),
  /** The page or call needs a login. */
  LOGIN_REQUIRED(Category.DENIED),
  /** The account may not act as this office. */
  ROLE_MISSING(Category.DENIED),
  /** A form without the session's own token, or from another site. */
  REQUEST_FOREIGN(Category.DENIED),
  REQUEST_TOO_LARGE(Category.LIMIT),
  REQUEST_UNREADABLE(Category.INVALID),
  PAGE_MISSING(Category.MISSING),
  ACCOUNT_INVALID(Category.INVALID),
  ACCOUNT_EXISTS(Category.CONFLICT),
  ACCOUNT_UNKNOWN(Category.MISSING),
  ACCOUNTS_UNREADABLE(Category.TAMPERED),
  /** The port is taken, or the address is none of this machine's. */
  PORT_UNAVAILABLE(Category.CONFLICT),
  /** The server's key or certificate cannot be read or written. */
  TLS_UNREADABLE(Category.TAMPERED),
  /** Plain HTTP was asked for on an address that others can reach. */
  TLS_REQUIRED(Category.INVALID),
  HUB_UNREACHABLE(Category.UNAVAILABLE),
  /** What answers is not the hub whose key is pinned. */
  HUB_NOT_TRUSTED(Category.TAMPERED),
  /** A fault of this program; its number stands in the server's log. */
  INTERNAL_FAULT(Category.UNAVAILABLE);

  private final Category category;

  ServerReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
