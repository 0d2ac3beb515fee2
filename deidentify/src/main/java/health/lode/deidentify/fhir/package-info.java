/**
 * De-identification of FHIR R4 JSON: resources, NDJSON and bundles of any size. Rules by path
 * decide each leaf; what no rule names is redacted. What a type may hold comes from HL7's
 * definitions of R4 (4.0.1), kept as tables beside this package. Knows nothing of how text is
 * cleaned: the caller hands a {@link health.lode.deidentify.fhir.TextCleaner} in.
 */
@NullMarked
package health.lode.deidentify.fhir;

import org.jspecify.annotations.NullMarked;
