/**
 * What node and hub say to each other: signed envelopes and the messages inside them, as
 * docs/spec/wire.md writes them down. Whoever reads a message here has checked who wrote it, to
 * whom, and that it is neither old nor heard before. No network code may enter.
 */
@NullMarked
package health.lode.server.wire;

import org.jspecify.annotations.NullMarked;
