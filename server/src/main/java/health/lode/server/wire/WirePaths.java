package health.lode.server.wire;

/** Where on a hub the wire protocol is spoken. Every request but the statement is a POST. */
public final class WirePaths {
  /** GET: the hub's {@link HubStatement}. */
  public static final String HUB = "/wire/v1/hub";

  /** {@link Join}, answered by {@link Joined}. */
  public static final String JOIN = "/wire/v1/join";

  /** {@link Poll}, answered by {@link Deliveries}. */
  public static final String POLL = "/wire/v1/poll";

  /** Any report of a node, answered by {@link Noted}. */
  public static final String REPORT = "/wire/v1/report";

  /** A {@link Question} in its asker's envelope, answered by JSON: see docs/spec/wire.md. */
  public static final String QUESTION = "/api/v1/questions";

  /** Longest wait of a {@link Poll}. */
  public static final long LONGEST_WAIT_SECONDS = 25;

  /** Largest request in bytes: a part with its 10,000 groups fits. */
  public static final int LARGEST_REQUEST = 16 << 20;

  private WirePaths() {}
}
