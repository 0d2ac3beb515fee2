/**
 * Delimited text with a header row, and the mapping files that say what its columns mean. Specified
 * in {@code docs/spec/mapping.md}. The bytes of each row are kept as they are; a file that no
 * mapping fits is captured whole. Only what concerns tables of text belongs here.
 */
@NullMarked
package health.lode.vault.capture.csv;

import org.jspecify.annotations.NullMarked;
