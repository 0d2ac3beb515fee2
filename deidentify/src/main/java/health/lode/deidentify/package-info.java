/**
 * De-identification that works alone, from a command line, on files: text, tables, DICOM, FHIR and
 * CDA, with the risk measured and each copy marked for its recipient. One room a kind of data; what
 * they share lies in {@code policy} and {@code pseudonym}. Knows no vault, no permit and no
 * network.
 */
@NullMarked
package health.lode.deidentify;

import org.jspecify.annotations.NullMarked;
