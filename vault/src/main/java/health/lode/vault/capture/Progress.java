package health.lode.vault.capture;

/** Told now and then, from one thread, how far a capture is. */
@FunctionalInterface
public interface Progress {
  Progress NONE = (file, bytes, totalBytes, records) -> {};

  /**
   * @param file what is being read
   * @param bytes bytes of the input files read so far, as they lie on disk
   * @param totalBytes of all input files
   * @param records received so far
   */
  void at(String file, long bytes, long totalBytes, long records);
}
