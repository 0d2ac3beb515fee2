/**
 * Files and folders of FHIR and CDA: what each holds is streamed through its room, in parallel and
 * in order, into output that appears whole or not at all.
 */
@NullMarked
package health.lode.deidentify.records;

import org.jspecify.annotations.NullMarked;
