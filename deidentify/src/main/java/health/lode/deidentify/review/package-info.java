/**
 * A person's check of what the text engine does to real notes: the page on which a sample is read,
 * and what the reader's verdicts say of the whole. Draws no notes and writes no file; the page
 * holds identities, and where it lies is its caller's to guard. See docs/spec/deidentify-text.md.
 */
@NullMarked
package health.lode.deidentify.review;

import org.jspecify.annotations.NullMarked;
