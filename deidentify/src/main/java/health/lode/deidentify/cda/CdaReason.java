package health.lode.deidentify.cda;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a document was refused or quarantined; never with its text. */
public enum CdaReason implements ReasonCode {
  /** Not XML to its last byte. */
  CDA_NOT_XML(Category.INVALID),
  /** A document type declaration or an entity of its own: refused unread. */
  CDA_HAS_DTD(Category.INVALID),
  /** Nested deeper than any document is. */
  CDA_TOO_DEEP(Category.LIMIT),
  /** Larger than the policy's bound. */
  CDA_TOO_LARGE(Category.LIMIT),
  /** XML, but no ClinicalDocument of HL7 v3. */
  CDA_NOT_CDA(Category.INVALID);

  private final Category category;

  CdaReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
