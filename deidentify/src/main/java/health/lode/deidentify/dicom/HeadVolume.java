package health.lode.deidentify.dicom;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a file may be part of a volume from which a face can be drawn (PS3.15 E.3.2, Clean
 * Recognizable Visual Features). It is a flag for a person, from the header alone: a volume that is
 * not flagged is not thereby free of faces.
 */
final class HeadVolume {
  private static final Set<String> MODALITIES = Set.of("CT", "MR", "PT");
  private static final List<Integer> DESCRIBING =
      List.of(0x00180015, 0x0008103E, 0x00081030, 0x00181030, 0x00400254, 0x00321060);
  private static final List<String> HEADS =
      List.of(
          "HEAD",
          "BRAIN",
          "SKULL",
          "FACE",
          "FACIAL",
          "NECK",
          "ORBIT",
          "SINUS",
          "CRANI",
          "JAW",
          "MAXILL",
          "MANDIB",
          "NASAL",
          "TMJ",
          "DENTAL",
          "EAR",
          "EYE",
          "CEREBR",
          "NEURO",
          "WHOLEBODY",
          "WHOLE BODY",
          "头",
          "颅",
          "脑",
          "面",
          "颈",
          "鼻",
          "眼",
          "耳",
          "颌",
          "全身");
  private static final double NARROWEST_MM = 120;

  private HeadVolume() {}

  static boolean likely(FileFacts facts) {
    if (!MODALITIES.contains(facts.text(FileFacts.MODALITY).strip().toUpperCase(Locale.ROOT))) {
      return false;
    }
    if (facts.shape() == null) {
      return false;
    }
    boolean described =
        DESCRIBING.stream()
            .map(tag -> facts.text(tag).toUpperCase(Locale.ROOT))
            .anyMatch(text -> HEADS.stream().anyMatch(text::contains));
    return described && wideEnough(facts);
  }

  /** Whether the slice is as wide as a face; unknown counts as wide enough. */
  private static boolean wideEnough(FileFacts facts) {
    String[] spacing = facts.text(0x00280030).split("\\\\");
    var shape = facts.shape();
    if (spacing.length != 2 || shape == null) {
      return true;
    }
    try {
      double height = Double.parseDouble(spacing[0].strip()) * shape.rows();
      double width = Double.parseDouble(spacing[1].strip()) * shape.columns();
      return Math.max(height, width) >= NARROWEST_MM;
    } catch (NumberFormatException e) {
      return true;
    }
  }
}
