/** Signature keys and signatures that name their algorithm: Ed25519 today, SM2 beside it later. */
@NullMarked
package health.lode.signing;

import org.jspecify.annotations.NullMarked;
