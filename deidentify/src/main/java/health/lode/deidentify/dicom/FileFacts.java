package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.part10.Element;
import health.lode.deidentify.dicom.pixel.ImageShape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a file before its first element is written.
 *
 * @param texts values of the outermost data set by tag, text and small numbers as text
 * @param pixelData where the pixels stand; null where the file has none
 * @param shape of the image; null where it is none
 * @param overlays elements (60xx,3000) of the outermost data set
 * @param holdsDocument whether a whole document (PDF, CDA, mesh) stands in the file
 */
record FileFacts(
    Map<Integer, String> texts,
    DicomPatient patient,
    Identifiers identifiers,
    @Nullable Element pixelData,
    @Nullable ImageShape shape,
    List<Element> overlays,
    boolean holdsDocument) {

  static final int MODALITY = 0x00080060;
  static final int SOP_CLASS_UID = 0x00080016;
  static final int SOP_INSTANCE_UID = 0x00080018;
  static final int SERIES_INSTANCE_UID = 0x0020000E;
  static final int STUDY_INSTANCE_UID = 0x0020000D;
  static final int BURNED_IN_ANNOTATION = 0x00280301;
  static final int PATIENT_NAME = 0x00100010;
  static final int PATIENT_ID = 0x00100020;
  static final int ENCAPSULATED_DOCUMENT = 0x00420011;

  /** A value of the outermost data set; empty where it is missing. */
  String text(int tag) {
    return texts.getOrDefault(tag, "");
  }

  /** The same, with the patient called otherwise. */
  FileFacts with(DicomPatient other) {
    return new FileFacts(texts, other, identifiers, pixelData, shape, overlays, holdsDocument);
  }
}
