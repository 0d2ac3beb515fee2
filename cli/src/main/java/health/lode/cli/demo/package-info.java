/**
 * The demonstration: a hub and three simulated hospitals on this machine, with real files, homes,
 * signatures and network between them. The expected answer is computed from the simulator's own
 * facts and never through the product.
 */
@NullMarked
package health.lode.cli.demo;

import org.jspecify.annotations.NullMarked;
