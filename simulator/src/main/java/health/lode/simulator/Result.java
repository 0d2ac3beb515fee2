package health.lode.simulator;

import java.math.BigDecimal;

/**
 * One laboratory result.
 *
 * @param firstSent what was sent at first: differs from {@code value} where it was corrected
 * @param implausible whether the value, though sent in earnest, cannot be true
 * @param repeated whether the very same record is sent twice (FHIR, CSV)
 */
record Result(
    String id,
    LaboratoryItem item,
    BigDecimal value,
    Fate fate,
    BigDecimal firstSent,
    boolean implausible,
    boolean repeated) {}
