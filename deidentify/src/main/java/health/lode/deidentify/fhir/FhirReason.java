package health.lode.deidentify.fhir;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why FHIR was refused or quarantined; never with its text. */
public enum FhirReason implements ReasonCode {
  /** Not JSON to its last byte: broken, repeated keys, something after the end. */
  FHIR_NOT_JSON(Category.INVALID),
  /** Bytes that are no UTF-8. */
  FHIR_NOT_UTF8(Category.INVALID),
  /** One resource is larger than the policy's bound. */
  FHIR_TOO_LARGE(Category.LIMIT),
  /** Nested deeper than any resource is. */
  FHIR_TOO_DEEP(Category.LIMIT),
  /** No resource, or of a type that R4 does not have. */
  FHIR_TYPE_UNKNOWN(Category.INVALID),
  /**
   * A modifierExtension of the resource itself is not named by the policy: its meaning would
   * change.
   */
  FHIR_MODIFIER_UNKNOWN(Category.DENIED),
  /** No file that could be FHIR or CDA. */
  FHIR_NOTHING_TO_DO(Category.MISSING);

  private final Category category;

  FhirReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
