/**
 * Identifiers in Chinese and English clinical notes: found, then kept, masked, replaced or dropped
 * as the policy says. Knows files and folders of notes, gold sets and their scores; no vault and no
 * network. See docs/spec/deidentify-text.md.
 */
@NullMarked
package health.lode.deidentify.text;

import org.jspecify.annotations.NullMarked;
