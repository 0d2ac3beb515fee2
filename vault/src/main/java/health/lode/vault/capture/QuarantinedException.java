package health.lode.vault.capture;

/** Carries a {@link Quarantine} out of a decoder; has no stack trace, because it is expected. */
public final class QuarantinedException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Quarantine quarantine;

  public QuarantinedException(Quarantine quarantine) {
    super(quarantine.code() + " at " + quarantine.place(), null, false, false);
    this.quarantine = quarantine;
  }

  public Quarantine quarantine() {
    return quarantine;
  }
}
