/**
 * The hub: enrols hospitals, shows what they hold, carries permits and signatures to them, and
 * routes questions and merges the parts. It holds no patient data and decides nothing for a
 * hospital: every node checks everything again.
 */
@NullMarked
package health.lode.hub;

import org.jspecify.annotations.NullMarked;
