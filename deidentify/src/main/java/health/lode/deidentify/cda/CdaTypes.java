package health.lode.deidentify.cda;

import health.lode.deidentify.markup.Markup.Element;
import java.util.Set;

/** Which HL7 v3 data type an element is of, as far as the document says. */
final class CdaTypes {
  private static final Set<String> TIMES =
      Set.of("TS", "IVL_TS", "PIVL_TS", "SXCM_TS", "EIVL_TS", "IVXB_TS", "SXPR_TS");
  private static final Set<String> TIME_ELEMENTS =
      Set.of(
          "effectiveTime",
          "time",
          "birthTime",
          "availabilityTime",
          "copyTime",
          "deceasedTime",
          "expectedUseTime",
          "useablePeriod");
  private static final Set<String> PARTS = Set.of("low", "high", "center", "phase", "comp");

  private CdaTypes() {}

  /** The element's type; a part of an interval has that of the interval. */
  static String of(Element element, String around) {
    String said = element.attribute("xsi:type").orElse("");
    if (!said.isEmpty()) {
      return said.substring(said.indexOf(':') + 1);
    }
    if (TIME_ELEMENTS.contains(element.local())) {
      return "TS";
    }
    return PARTS.contains(element.local()) ? around : "";
  }

  static boolean isTime(String type) {
    return TIMES.contains(type);
  }
}
