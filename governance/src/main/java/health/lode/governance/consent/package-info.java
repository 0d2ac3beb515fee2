/**
 * Each patient's own choice: openings, salted commitments, and how choices are folded. No patient
 * is named here; a key stands for each.
 */
@NullMarked
package health.lode.governance.consent;

import org.jspecify.annotations.NullMarked;
