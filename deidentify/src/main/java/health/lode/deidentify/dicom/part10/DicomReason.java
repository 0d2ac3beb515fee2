package health.lode.deidentify.dicom.part10;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a DICOM file is not passed on. */
public enum DicomReason implements ReasonCode {
  /** The file is no DICOM file. */
  DICOM_NOT(Category.INVALID),
  /** The structure cannot be followed; offset and tag are named. */
  DICOM_BROKEN(Category.INVALID),
  /** The file ends within an element. */
  DICOM_TRUNCATED(Category.INVALID),
  /** A transfer syntax whose data set cannot be read. */
  DICOM_SYNTAX_UNKNOWN(Category.INVALID),
  /** Sequences within sequences beyond {@link DataSetReader#DEEPEST}. */
  DICOM_NESTED_TOO_DEEP(Category.LIMIT),
  /** A deflated data set that grows beyond what is read. */
  DICOM_INFLATES_TOO_FAR(Category.LIMIT),
  /** A DICOMDIR: it names patients and files that are renamed; make a new one. */
  DICOM_DIRECTORY(Category.INVALID),
  /** A whole document (PDF, CDA, mesh) inside, which is not de-identified here. */
  DICOM_DOCUMENT_INSIDE(Category.INVALID),
  /** Pixels must be looked at, and nothing here decodes them. */
  DICOM_PIXELS_UNDECODABLE(Category.INVALID),
  /** Pixels must be looked at, and the text recogniser or a language of it is missing. */
  DICOM_OCR_ABSENT(Category.UNAVAILABLE),
  /** The text recogniser failed on a frame. */
  DICOM_OCR_FAILED(Category.UNAVAILABLE),
  /** A region script cannot be read to its last word. */
  DICOM_SCRIPT_UNREADABLE(Category.INVALID),
  /** A waiting file is not the one that a person was shown. */
  DICOM_REVIEW_ALTERED(Category.TAMPERED),
  /** No file waits at the place named. */
  DICOM_NOTHING_WAITS(Category.MISSING);

  private final Category category;

  DicomReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
