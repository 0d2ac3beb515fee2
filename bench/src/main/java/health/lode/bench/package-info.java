/**
 * Benchmarks: whole pieces of work through the product's own interfaces, with a peer in the same
 * run where one runs here. Nothing of the product depends on this module, and no test is timed
 * here.
 */
@NullMarked
package health.lode.bench;

import org.jspecify.annotations.NullMarked;
