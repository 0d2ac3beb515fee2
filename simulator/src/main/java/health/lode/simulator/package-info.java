/**
 * Synthetic hospitals with an answer key: invented patients, exported as three vendors would, with
 * planted errors that are all listed. Depends on no other module, so that it cannot share a mistake
 * with what it tests. No clock, no network, nothing read; {@code docs/spec/simulator.md}.
 *
 * <p>{@link health.lode.simulator.GoldSet} alone reads files: the sources of the gold set for
 * de-identification, {@code docs/spec/gold-set.md}.
 */
@NullMarked
package health.lode.simulator;

import org.jspecify.annotations.NullMarked;
