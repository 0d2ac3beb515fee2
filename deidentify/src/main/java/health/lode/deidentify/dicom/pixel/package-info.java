/**
 * Pixels: decoded, read for text, blanked, shown before and after. Knows images and regions, and
 * nothing of whose they are. Public for the room above it, not beyond the module.
 */
@NullMarked
package health.lode.deidentify.dicom.pixel;

import org.jspecify.annotations.NullMarked;
