/**
 * FHIR R4: NDJSON and bundles cut into resources, resources turned into OMOP facts. Parsing
 * streams; only the fields that a mapping reads are ever built as objects. Other versions of FHIR
 * do not belong here.
 */
@NullMarked
package health.lode.vault.capture.fhir;

import org.jspecify.annotations.NullMarked;
