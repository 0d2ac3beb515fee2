/**
 * Sealing a release to its recipient's key: who carries the file cannot read it, and what was
 * shortened, reordered or altered on the way does not open. Knows files and keys; what is inside,
 * and who may have it, is decided elsewhere. Format and reasons: docs/spec/sealing.md.
 */
@NullMarked
package health.lode.deidentify.seal;

import org.jspecify.annotations.NullMarked;
