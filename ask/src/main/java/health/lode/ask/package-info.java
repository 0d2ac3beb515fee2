/**
 * Questions: one SQL SELECT with aggregates over the OMOP tables, checked against a permit's grant,
 * traced to patients, split into a part for every hospital and a part for the merge, and gated
 * against disclosure.
 *
 * <p>What leaves a hospital is a {@link health.lode.ask.NodePart} and nothing else; it is made by
 * {@link health.lode.ask.DisclosureGate} alone. No storage, no network and no signatures enter this
 * room.
 */
@NullMarked
package health.lode.ask;

import org.jspecify.annotations.NullMarked;
