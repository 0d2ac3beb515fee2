/**
 * The journal: every captured byte, verbatim, in append-only encrypted segments that are durable
 * before anything is acknowledged. It knows records and files, but neither formats nor tables. The
 * format is specified in {@code docs/spec/journal.md}.
 */
@NullMarked
package health.lode.vault.journal;

import org.jspecify.annotations.NullMarked;
