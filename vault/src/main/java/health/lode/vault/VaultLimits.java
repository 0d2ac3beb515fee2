package health.lode.vault;

/**
 * What a vault may take of its machine and how large input may be.
 *
 * @param databaseMemoryBytes DuckDB's memory limit
 * @param threads decoding threads, and DuckDB's
 * @param recordBytes a longer record is quarantined as {@code RECORD_TOO_LARGE}
 * @param segmentBytes a journal segment is closed when it has reached this
 * @param rowsPerCommit facts appended between two commits, about
 * @param unpackedBytes an archive that unpacks to more is refused as {@code ARCHIVE_BOMB}
 * @param unpackRatio an archive member that unpacks to more than this many times its packed size is
 *     refused as {@code ARCHIVE_BOMB}, once it is past 64 MiB
 * @param archiveDepth archives within archives
 */
public record VaultLimits(
    long databaseMemoryBytes,
    int threads,
    int recordBytes,
    long segmentBytes,
    int rowsPerCommit,
    long unpackedBytes,
    int unpackRatio,
    int archiveDepth) {

  /** 2 GiB for DuckDB, all cores, records to 64 MiB, segments of 256 MiB, archives to 1 TiB. */
  public static VaultLimits standard() {
    return new VaultLimits(
        2L << 30,
        Runtime.getRuntime().availableProcessors(),
        64 << 20,
        256L << 20,
        100_000,
        1L << 40,
        200,
        4);
  }
}
