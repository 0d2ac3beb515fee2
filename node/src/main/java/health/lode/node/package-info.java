/**
 * A hospital's node: one home directory with one writer, every use case of a hospital, and the one
 * exit through which an answer leaves. Raw data, names and keys never enter a message to the hub.
 */
@NullMarked
package health.lode.node;

import org.jspecify.annotations.NullMarked;
