/**
 * Pure decisions: the events a home's ledger may hold, and the state that is their fold. No input
 * or output, no clock of its own, no randomness; what it is not told, it refuses.
 */
@NullMarked
package health.lode.governance;

import org.jspecify.annotations.NullMarked;
