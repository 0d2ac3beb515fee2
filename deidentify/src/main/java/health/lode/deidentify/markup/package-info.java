/**
 * Markup that FHIR narratives and CDA documents share: a small tree read with StAX, without DTDs,
 * entities, comments or processing instructions, and the cleaning of the text in it.
 */
@NullMarked
package health.lode.deidentify.markup;

import org.jspecify.annotations.NullMarked;
