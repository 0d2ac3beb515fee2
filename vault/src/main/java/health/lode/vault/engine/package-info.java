/**
 * Runs the planner's statements on a cut. An engine decides nothing about who may ask what; it
 * bounds time, rows and memory, and it says no word of the database's own when it fails.
 */
@NullMarked
package health.lode.vault.engine;

import org.jspecify.annotations.NullMarked;
