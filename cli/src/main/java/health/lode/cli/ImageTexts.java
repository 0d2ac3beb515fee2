package health.lode.cli;

import health.lode.deidentify.dicom.DicomPatient;
import health.lode.deidentify.dicom.TextCleaners;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.text.Known;
import health.lode.deidentify.text.TextDeidentifier;
import health.lode.deidentify.text.TextPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The free text of images through the text engine, with what a file says of its patient. */
final class ImageTexts implements TextCleaners {
  private final TextDeidentifier engine;

  private ImageTexts(TextDeidentifier engine) {
    this.engine = engine;
  }

  /** By the policy's section {@code text}; where it has none, texts lose their value. */
  static TextCleaners of(Policy policy, Pseudonyms pseudonyms) {
    if (!policy.speaksOf(Policy.Section.TEXT)) {
      return NONE;
    }
    TextPolicy text = policy.section(Policy.Section.TEXT, TextPolicy::read);
    return new ImageTexts(TextDeidentifier.of(text, policy.dates(), pseudonyms));
  }

  @Override
  public Optional<UnaryOperator<String>> of(DicomPatient patient) {
    List<String> names = new ArrayList<>();
    for (String name : patient.names()) {
      // PS3.5 6.2.1: family^given, and other scripts behind =.
      for (String script : name.split("=", -1)) {
        boolean latin = script.codePoints().allMatch(c -> c < 0x250);
        names.add(script.replaceAll("\\^+", latin ? " " : "").strip());
      }
    }
    names.removeIf(String::isBlank);
    Known known = new Known(patient.key(), names, patient.identifiers(), List.of(), List.of());
    return Optional.of(text -> engine.deidentify(text, known).text());
  }
}
