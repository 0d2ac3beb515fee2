/**
 * Codes made comparable: the ICD-10 editions that Chinese systems write, brought to the WHO form by
 * stated rules, and the small dictionary that ships with the product. Specified in {@code
 * docs/spec/codes.md}. Nothing here reads a record, guesses a code or replaces what was sent.
 */
@NullMarked
package health.lode.vault.codes;

import org.jspecify.annotations.NullMarked;
