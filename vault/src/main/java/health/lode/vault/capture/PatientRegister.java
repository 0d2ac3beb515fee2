package health.lode.vault.capture;

import java.sql.SQLException;
import java.util.List;

/**
 * Numbers the patients of the sources and keeps who they are. Called from the appending thread
 * alone, in journal order, within the capture's transaction; what it writes is committed or rolled
 * back with the facts.
 */
public interface PatientRegister extends AutoCloseable {
  /** The number of a source patient; a first mention makes a placeholder. */
  long number(int sourceId, PatientKey key) throws SQLException;

  /** Keeps what a record says about who a patient is; later records win field by field. */
  void identify(int sourceId, Identified patient, long entry, long offset) throws SQLException;

  /** The source says that both are one patient; undone by a replay that no longer says so. */
  void merge(int sourceId, PatientKey surviving, PatientKey retired, long entry, long offset)
      throws SQLException;

  /** Forgets what the records of this source said, before they are decoded again; numbers stay. */
  void forgetStatements(int sourceId) throws SQLException;

  /** Writes what it holds back to the database, before a commit. */
  void flush() throws SQLException;

  /** Frees what it holds; everything to be kept was committed before. */
  @Override
  void close() throws SQLException;

  /** Keyed hash of a source's patient key: 128 bits, of no use without the vault's key. */
  record PatientKey(long hi, long lo) {}

  /**
   * What a record says about who a patient is.
   *
   * @param otherKeys by which other records may mean the same patient
   */
  record Identified(PatientKey key, List<PatientKey> otherKeys, PatientFact fact) {}
}
