/**
 * HL7 v2 (2.1 to 2.8): cuts files into messages, takes messages apart without loss, and maps ADT,
 * ORU, ORM, OML, OMG, VXU, SIU and MDM to facts. Specified in {@code docs/spec/hl7v2.md}. A
 * well-formed message of any other type is captured whole; only what cannot be read is quarantined,
 * and then by segment and field.
 */
@NullMarked
package health.lode.vault.capture.hl7v2;

import org.jspecify.annotations.NullMarked;
