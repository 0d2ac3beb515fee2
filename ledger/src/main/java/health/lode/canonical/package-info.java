/** Canonical JSON (RFC 8785), the only form in which Lode hashes or signs structured data. */
@NullMarked
package health.lode.canonical;

import org.jspecify.annotations.NullMarked;
