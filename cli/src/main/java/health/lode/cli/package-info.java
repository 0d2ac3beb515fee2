/**
 * The {@code lode} command. Every command prints one JSON document with {@code --json}, returns 0
 * for done, 1 for refused or failed with a reason code, 2 for wrong usage. No rule of the product
 * is decided here.
 */
@NullMarked
package health.lode.cli;

import org.jspecify.annotations.NullMarked;
