package health.lode.deidentify.table;

/** A promise that every released class keeps. */
sealed interface PrivacyModel {

  /** k-anonymity: at least so many distinct persons (rows, where no person column is named). */
  record K(int k) implements PrivacyModel {}

  /** l-diversity of a sensitive column. */
  record LDiversity(String column, Kind kind, double l) implements PrivacyModel {
    enum Kind {
      DISTINCT,
      ENTROPY
    }
  }

  /** t-closeness of a sensitive column. */
  record TCloseness(String column, double t, Distance distance) implements PrivacyModel {
    enum Distance {
      /** All values are equally far from each other. */
      EQUAL,
      /** Values lie in order: as numbers where all are, else as text. */
      ORDERED
    }
  }
}
