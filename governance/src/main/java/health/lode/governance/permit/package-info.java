/** Permits: a project's request and the signatures that make it hold. Knows nothing of ledgers. */
@NullMarked
package health.lode.governance.permit;

import org.jspecify.annotations.NullMarked;
