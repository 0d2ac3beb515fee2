/**
 * The one policy file that drives every kind of data. Holds what the kinds share; each room reads
 * its own section, to the last word.
 */
@NullMarked
package health.lode.deidentify.policy;

import org.jspecify.annotations.NullMarked;
