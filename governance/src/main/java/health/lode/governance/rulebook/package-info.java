/**
 * The rulebook: which data is a red line, which use needs whose authorisation. People and the
 * machine read the same text; whatever it does not name is forbidden.
 */
@NullMarked
package health.lode.governance.rulebook;

import org.jspecify.annotations.NullMarked;
