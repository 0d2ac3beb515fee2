package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.vault.capture.FactRow;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** {@code value[x]} of an observation or a component, of every kind, into a row's value columns. */
final class Measured {
  /** The names that {@code value[x]} takes. */
  static final String[] KINDS = {
    "valueQuantity",
    "valueCodeableConcept",
    "valueString",
    "valueBoolean",
    "valueInteger",
    "valueRange",
    "valueRatio",
    "valueSampledData",
    "valueTime",
    "valueDateTime",
    "valuePeriod"
  };

  private Measured() {}

  /**
   * @param kind the field's name, of {@link #KINDS}
   */
  static void into(FactRow row, String kind, JsonNode value) {
    switch (kind) {
      case "valueQuantity" -> quantity(row, value);
      case "valueCodeableConcept" ->
          Coded.of(value)
              .into(row, "value_source_value", "value_source_vocabulary", "value_source_text");
      case "valueInteger" ->
          row.number("value_as_number", number(value))
              .text("value_source_value", Resource.textOf(value));
      case "valueRange" ->
          row.text(
              "value_source_value",
              quantityText(value.path("low")) + " - " + quantityText(value.path("high")));
      case "valueRatio" ->
          row.text(
              "value_source_value",
              quantityText(value.path("numerator"))
                  + " / "
                  + quantityText(value.path("denominator")));
      case "valuePeriod" ->
          row.text(
              "value_source_value",
              value.path("start").asText("") + " - " + value.path("end").asText(""));
      case "valueSampledData" -> row.text("value_source_value", value.toString());
      default -> row.text("value_source_value", Resource.textOf(value));
    }
  }

  /** No value, but a reason why. */
  static void absent(FactRow row, JsonNode reason) {
    Coded why = Coded.of(reason);
    if (why.code() != null) {
      row.text("value_source_vocabulary", why.system());
      row.text("value_source_text", why.text() != null ? why.text() : why.code());
    }
  }

  private static void quantity(FactRow row, JsonNode value) {
    row.number("value_as_number", number(value.path("value")));
    row.text("value_source_value", Resource.textOf(value.path("value")));
    row.text("operator_source_value", Resource.textOf(value.path("comparator")));
    row.text("unit_source_value", unit(value));
  }

  static @Nullable String unit(JsonNode quantity) {
    String unit = Resource.textOf(quantity.path("unit"));
    return unit != null ? unit : Resource.textOf(quantity.path("code"));
  }

  static @Nullable BigDecimal number(JsonNode node) {
    return node.isNumber() ? node.decimalValue() : null;
  }

  private static String quantityText(JsonNode quantity) {
    String unit = unit(quantity);
    String comparator = quantity.path("comparator").asText("");
    String value = quantity.path("value").asText("");
    return comparator + value + (unit == null ? "" : " " + unit);
  }
}
