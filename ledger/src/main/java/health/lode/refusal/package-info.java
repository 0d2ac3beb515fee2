/**
 * Refusals: stable reason codes with their way out, in English and Chinese. Every module refuses
 * through these types; nothing here knows what is refused.
 */
@NullMarked
package health.lode.refusal;

import org.jspecify.annotations.NullMarked;
