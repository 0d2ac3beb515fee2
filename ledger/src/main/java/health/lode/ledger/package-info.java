/**
 * The tamper-evident log: append, prove, verify, in the C2SP tlog-tiles form on disk.
 *
 * <p>Entries are canonical JSON of any kind; what they mean is decided elsewhere. Nothing here
 * reads a clock, and no entry may hold personal data.
 */
@NullMarked
package health.lode.ledger;

import org.jspecify.annotations.NullMarked;
