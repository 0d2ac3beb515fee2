/**
 * Each patient's choice, applied to every question at no measurable cost: persons with the same
 * standing decisions share a class, cuts are sorted by class, and a question reads ranges of
 * classes. Specified in {@code docs/spec/consent.md}.
 */
@NullMarked
package health.lode.vault.consent;

import org.jspecify.annotations.NullMarked;
