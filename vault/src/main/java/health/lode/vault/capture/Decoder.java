package health.lode.vault.capture;

/**
 * Turns one record into facts. Used by one thread at a time; records arrive in no particular order,
 * so nothing may be remembered from one record to the next, except caches.
 */
public interface Decoder {
  /**
   * Decodes {@code record} into {@code facts}. A well-formed record of a type without mapping adds
   * nothing and returns: it counts as captured. On an exception everything this record added is
   * dropped and the record waits in quarantine.
   */
  void decode(RecordBytes record, FactSink facts) throws QuarantinedException;
}
