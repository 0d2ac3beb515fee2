/**
 * De-identification of CDA R2 and C-CDA documents: rules by path on attributes and text, over a
 * list of the elements that may stay at all. Shares its actions, terms and text cleaning with FHIR.
 */
@NullMarked
package health.lode.deidentify.cda;

import org.jspecify.annotations.NullMarked;
