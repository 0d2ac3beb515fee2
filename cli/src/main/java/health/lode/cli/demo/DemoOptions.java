package health.lode.cli.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to demonstrate.
 *
 * @param dir where everything lies; a temporary folder, removed at the end, where it is empty
 * @param port of the hub's pages, the hospitals' follow; empty for the usual ones or any free
 */
public record DemoOptions(int patients, long seed, Optional<Path> dir, Optional<Integer> port) {}
