/**
 * DICOM PS3.15 Annex E: images, reports and waveforms without the patient's identity, in the header
 * and burned into pixels, with a report of each action. See docs/spec/deidentify-dicom.md. Knows
 * nothing of other kinds of data; text is cleaned by whom the caller names.
 */
@NullMarked
package health.lode.deidentify.dicom;

import org.jspecify.annotations.NullMarked;
