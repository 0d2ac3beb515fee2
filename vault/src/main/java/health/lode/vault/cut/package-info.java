/**
 * Cuts: immutable, numbered, dated publications of what the intake holds, in which persons and
 * visits are resolved and superseded facts are gone. Specified in {@code docs/spec/cut.md}.
 */
@NullMarked
package health.lode.vault.cut;

import org.jspecify.annotations.NullMarked;
