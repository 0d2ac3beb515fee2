package health.lode.refusal;

/** What kind of refusal a {@link ReasonCode} is; decides the HTTP status and nothing else. */
public enum Category {
  /** The request is malformed: unknown option, unreadable SQL, bad file. HTTP 400. */
  INVALID(400),
  /** The rulebook, a permit or a consent does not allow it. HTTP 403. */
  DENIED(403),
  /** What was named does not exist. HTTP 404. */
  MISSING(404),
  /** The present state does not admit it: busy, already done, moved on. HTTP 409. */
  CONFLICT(409),
  /** A limit was reached. HTTP 429. */
  LIMIT(429),
  /** Stored or received bytes are not what was signed or written. HTTP 422. */
  TAMPERED(422),
  /** A part is out of reach just now; trying again may help. HTTP 503. */
  UNAVAILABLE(503);

  private final int httpStatus;

  Category(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  public int httpStatus() {
    return httpStatus;
  }
}
