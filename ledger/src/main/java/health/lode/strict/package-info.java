/**
 * Reading that fails closed: a document is an error as soon as it holds a word nobody asked for.
 * Knows lines and keys, and nothing of what the documents mean.
 */
@NullMarked
package health.lode.strict;

import org.jspecify.annotations.NullMarked;
