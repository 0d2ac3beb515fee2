package health.lode.vault;

import health.lode.vault.capture.Quarantine;

/**
 * One record that waits. Its bytes are not part of this: looking at them is a logged act.
 *
 * @param journalRef entry and offset of the record in the journal
 */
public record QuarantineItem(
    String journalRef, String source, String file, String type, long bytes, Quarantine reason) {}
