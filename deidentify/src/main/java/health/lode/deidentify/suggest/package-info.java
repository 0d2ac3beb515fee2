/**
 * Proposes a table policy: a role and a hierarchy for each column, with the reason. Proposes only;
 * a person decides, and the risk is measured on what comes out.
 */
@NullMarked
package health.lode.deidentify.suggest;

import org.jspecify.annotations.NullMarked;
