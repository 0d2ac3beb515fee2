/**
 * DICOM files as bytes (PS3.5, PS3.10): a streaming reader and writer that hold no pixel data in
 * memory. Knows nothing of identities. Public for the room above it, not beyond the module.
 */
@NullMarked
package health.lode.deidentify.dicom.part10;

import org.jspecify.annotations.NullMarked;
