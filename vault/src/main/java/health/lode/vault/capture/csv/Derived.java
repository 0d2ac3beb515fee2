package health.lode.vault.capture.csv;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.WrittenMoment;
import health.lode.vault.capture.WrittenMoment.Precision;
import health.lode.vault.codes.Dictionary;
import health.lode.vault.codes.Icd10;
import health.lode.vault.codes.NumberRange;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns that follow from others, where the mapping does not fill them itself. */
final class Derived {
  private Derived() {}

  static void fill(
      FactMapping fact,
      Map<String, String> texts,
      DateText dates,
      Dictionary dictionary,
      FactRow to) {
    switch (fact.table()) {
      case "person" -> {
        concept(
            "gender_concept_id", dictionary.gender(texts.get("gender_source_value")), texts, to);
        birth(texts, dates, to);
      }
      case "visit_occurrence" -> {
        concept("visit_concept_id", dictionary.visit(texts.get("visit_source_value")), texts, to);
        int outcome = dictionary.outcome(texts.get("discharge_outcome_source_value"));
        concept("discharge_outcome_concept_id", outcome, texts, to);
      }
      case "condition_occurrence" -> {
        if (!texts.containsKey("condition_icd10")) {
          to.text(
              "condition_icd10",
              Icd10.who(
                  orNull(texts, "condition_source_value"),
                  orNull(texts, "condition_source_vocabulary")));
        }
      }
      case "measurement" -> {
        concept(
            "measurement_concept_id",
            dictionary.laboratory(
                orNull(texts, "measurement_source_vocabulary"),
                orNull(texts, "measurement_source_value"),
                orNull(texts, "measurement_source_text")),
            texts,
            to);
        if (!texts.containsKey("range_low") && !texts.containsKey("range_high")) {
          NumberRange.fill(to, texts.getOrDefault("range_source_value", ""));
        }
      }
      default -> {
        // Nothing follows from the columns of the other tables.
      }
    }
  }

  private static void concept(String column, int concept, Map<String, String> texts, FactRow to) {
    if (!texts.containsKey(column)) {
      to.integer(column, (long) concept);
    }
  }

  private static void birth(Map<String, String> texts, DateText dates, FactRow to) {
    String text = texts.getOrDefault("birth_datetime", "");
    WrittenMoment birth = text.isEmpty() ? null : dates.read(text);
    if (birth == null || texts.containsKey("year_of_birth")) {
      return;
    }
    to.integer("year_of_birth", (long) birth.date().getYear());
    if (birth.precision() != Precision.YEAR) {
      to.integer("month_of_birth", (long) birth.date().getMonthValue());
      if (birth.precision() != Precision.MONTH) {
        to.integer("day_of_birth", (long) birth.date().getDayOfMonth());
      }
    }
  }

  private static @Nullable String orNull(Map<String, String> texts, String column) {
    String text = texts.getOrDefault(column, "");
    return text.isEmpty() ? null : text;
  }
}
