package health.lode.deidentify.dicom;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Who cleans free text: the text room, handed in by the caller. May be asked by many threads. */
@FunctionalInterface
public interface TextCleaners {
  /** Nobody: text that must be cleaned loses its value. */
  TextCleaners NONE = patient -> Optional.empty();

  /** The cleaner for one patient's texts; empty where nobody cleans. */
  Optional<UnaryOperator<String>> of(DicomPatient patient);
}
