/**
 * Re-identification risk, measured and judged: classes of persons, the GB/T 42460 de-identification
 * grade with its evidence, and the report for people. Changes no data and decides no release. What
 * it says never holds a value of a small class. Definitions: docs/spec/deidentify-risk.md.
 */
@NullMarked
package health.lode.deidentify.risk;

import org.jspecify.annotations.NullMarked;
