package health.lode.vault.capture.csv;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a mapping file is refused. */
public enum CsvReason implements ReasonCode {
  /** The mapping file cannot be read; the reason names line and key. */
  MAPPING_INVALID,
  /** No mapping file of this name ships with the product. */
  MAPPING_UNKNOWN;

  @Override
  public Category category() {
    return this == MAPPING_UNKNOWN ? Category.MISSING : Category.INVALID;
  }
}
