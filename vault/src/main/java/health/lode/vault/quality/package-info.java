/**
 * What is missing, implausible or contradictory in the latest cut, each case traced to the bytes it
 * came from. Reports and never changes anything; looking at a case is the caller's to log.
 */
@NullMarked
package health.lode.vault.quality;

import org.jspecify.annotations.NullMarked;
