package health.lode.simulator;

import java.io.IOException;

/** Writes registrations as one vendor's system does. */
interface Export extends AutoCloseable {
  void write(Registration registration) throws IOException;

  @Override
  void close() throws IOException;
}
