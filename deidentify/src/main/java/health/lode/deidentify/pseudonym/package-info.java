/**
 * Keyed pseudonyms, date shifts and surrogate draws, the same across every kind of data under one
 * key and unrelated under another. Keeps no table of who is who: undoing one means trying the
 * persons one knows.
 */
@NullMarked
package health.lode.deidentify.pseudonym;

import org.jspecify.annotations.NullMarked;
