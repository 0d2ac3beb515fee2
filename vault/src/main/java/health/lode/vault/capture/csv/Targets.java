package health.lode.vault.capture.csv;

import health.lode.vault.record.ColumnRole;
import health.lode.vault.record.ColumnType;
import health.lode.vault.record.OmopColumn;
import health.lode.vault.record.OmopSchema;
import health.lode.vault.record.OmopTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a mapping may fill: tables that are captured, and their columns that a source can know. */
final class Targets {
  /** Filled by the vault itself, never by a mapping. */
  private static final Set<String> RESOLVED =
      Set.of("visit_occurrence_id", "journal_ref", "consent_class");

  /** The date without which a row of a table says nothing. */
  private static final Map<String, String> REQUIRED_DATES =
      Map.of(
          "visit_occurrence", "visit_start_date",
          "condition_occurrence", "condition_start_date",
          "drug_exposure", "drug_exposure_start_date",
          "procedure_occurrence", "procedure_date",
          "device_exposure", "device_exposure_start_date",
          "measurement", "measurement_date",
          "observation", "observation_date",
          "specimen", "specimen_date",
          "death", "death_date",
          "note", "note_date");

  private Targets() {}

  static List<String> tables() {
    return OmopSchema.standard().captured().stream().map(OmopTable::name).toList();
  }

  static boolean hasTable(String table) {
    return OmopSchema.standard().table(table).filter(OmopTable::captured).isPresent();
  }

  /** How a column is written; null where a mapping cannot fill it. */
  static @Nullable ColumnType type(String table, String column) {
    OmopTable omop = OmopSchema.standard().require(table);
    Optional<OmopColumn> found = omop.column(column);
    if (found.isEmpty()
        || !found.get().stored()
        || found.get().role() == ColumnRole.PERSON
        || RESOLVED.contains(column)
        || column.equals(omop.primaryKey().orElse(""))) {
      return null;
    }
    return found.get().type();
  }

  static @Nullable String requiredDate(String table) {
    return REQUIRED_DATES.get(table);
  }

  /** Tables of which a source patient has one row, whatever the row's own key. */
  static boolean onePerPatient(String table) {
    return table.equals("person") || table.equals("death");
  }

  /** The time column that goes with a date column; null where the table has none. */
  static @Nullable String timeBeside(String table, String dateColumn) {
    String time = dateColumn + "time";
    return type(table, time) == ColumnType.TIMESTAMP ? time : null;
  }
}
