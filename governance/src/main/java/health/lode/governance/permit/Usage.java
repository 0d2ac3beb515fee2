package health.lode.governance.permit;

/** How often a permit was used: the meter that anyone can recompute from the ledger. */
public record Usage(long accepted, long answered, long refused) {
  public static final Usage NONE = new Usage(0, 0, 0);

  Usage plusAccepted() {
    return new Usage(accepted + 1, answered, refused);
  }

  Usage plusAnswered() {
    return new Usage(accepted, answered + 1, refused);
  }

  Usage plusRefused() {
    return new Usage(accepted, answered, refused + 1);
  }
}
