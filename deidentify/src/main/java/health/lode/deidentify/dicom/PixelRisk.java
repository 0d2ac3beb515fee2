package health.lode.deidentify.dicom;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which images are likely to carry text in their pixels, by what their header says. */
final class PixelRisk {
  private static final int CONVERSION_TYPE = 0x00080064;
  private static final int IMAGE_TYPE = 0x00080008;
  private static final int SERIES_DESCRIPTION = 0x0008103E;

  /** SOP classes of captures, ultrasound, angiography, fluoroscopy and photographs. */
  private static final List<String> CLASSES =
      List.of(
          "1.2.840.10008.5.1.4.1.1.7",
          "1.2.840.10008.5.1.4.1.1.3",
          "1.2.840.10008.5.1.4.1.1.6",
          "1.2.840.10008.5.1.4.1.1.12",
          "1.2.840.10008.5.1.4.1.1.77.1");

  private static final List<String> CAPTURES =
      List.of("SCREEN", "SAVE", "SECONDARY", "DOSE", "REPORT", "CAPTURE");

  private PixelRisk() {}

  /** Whether every frame must be read. */
  static boolean isHigh(FileFacts facts, Set<String> modalities) {
    String modality = facts.text(FileFacts.MODALITY).strip().toUpperCase(Locale.ROOT);
    String sopClass = facts.text(FileFacts.SOP_CLASS_UID);
    boolean burned = facts.text(FileFacts.BURNED_IN_ANNOTATION).strip().equalsIgnoreCase("YES");
    boolean kind =
        CLASSES.stream().anyMatch(c -> sopClass.equals(c) || sopClass.startsWith(c + "."));
    String described =
        (facts.text(IMAGE_TYPE) + "\\" + facts.text(SERIES_DESCRIPTION)).toUpperCase(Locale.ROOT);
    return burned
        || kind
        || modality.isEmpty()
        || modalities.contains(modality)
        || !facts.text(CONVERSION_TYPE).isBlank()
        || CAPTURES.stream().anyMatch(described::contains);
  }
}
