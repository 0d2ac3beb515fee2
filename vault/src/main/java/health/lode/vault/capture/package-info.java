/**
 * The one path by which records come into the vault, used by capture, by catching up after a crash
 * and by replay: read, hash, journal, decode, append, commit. Formats plug in through {@link
 * health.lode.vault.capture.CaptureFormat}; only code that turns source bytes into facts belongs
 * here, and nothing that asks questions.
 */
@NullMarked
package health.lode.vault.capture;

import org.jspecify.annotations.NullMarked;
