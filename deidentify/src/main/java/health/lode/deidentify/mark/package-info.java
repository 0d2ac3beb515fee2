/**
 * Marks that tell whose copy a released table is. Each recipient's copy differs from another's in
 * cells that the policy frees; a copy found elsewhere, shortened, sorted or altered, is read back
 * and scored against every recipient, with a bound on naming an innocent one. Scheme, attack model
 * and what does not hold: docs/spec/fingerprint.md.
 *
 * <p>Nothing here decides who may have a release, and nothing here needs the original table.
 */
@NullMarked
package health.lode.deidentify.mark;

import org.jspecify.annotations.NullMarked;
