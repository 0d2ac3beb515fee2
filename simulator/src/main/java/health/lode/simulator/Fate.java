package health.lode.simulator;

/** What becomes of a fact after it was first sent. */
enum Fate {
  AS_SENT,
  /** Sent wrong at first; a later record with the same key says the truth. */
  CORRECTED,
  /** Sent by mistake; a later record takes it back, so that it is no fact at all. */
  RETRACTED
}
