/**
 * Who is who: numbers for the sources' patients, their direct identifiers under encryption, and
 * which of them are one person. Names and numbers of patients stay in this package; no question
 * reads it. Specified in {@code docs/spec/record.md}.
 */
@NullMarked
package health.lode.vault.identity;

import org.jspecify.annotations.NullMarked;
