package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.Confidentiality.Verdict;
import health.lode.deidentify.dicom.part10.CharacterSet;
import health.lode.deidentify.dicom.part10.DicomInput;
import health.lode.deidentify.dicom.part10.DicomOutput;
import health.lode.deidentify.dicom.part10.Element;
import health.lode.deidentify.dicom.part10.Vr;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes one value under its verdict. What stays is looked at first: a value that has not its VR's
 * form is left out, and text that holds an identifier of this patient is masked.
 */
final class ValueWriter {
  private static final byte[] NOTHING = {};
  private static final String OWN = "own-identifier";
  private static final String MALFORMED = "malformed";
  private static final int PATIENT_AGE = 0x00101010;
  private static final int TIMEZONE = 0x00080201;
  private final DicomInput in;
  private final DicomOutput out;
  private final FileFacts facts;
  private final Pseudonyms pseudonyms;
  private final DateChange dates;
  private final Optional<UnaryOperator<String>> cleaner;
  private final OverlayCleaner overlays;
  private final ActionLog log;

  ValueWriter(
      DicomInput in,
      DicomOutput out,
      FileFacts facts,
      Pseudonyms pseudonyms,
      DateChange dates,
      Optional<UnaryOperator<String>> cleaner,
      OverlayCleaner overlays,
      ActionLog log) {
    this.in = in;
    this.out = out;
    this.facts = facts;
    this.pseudonyms = pseudonyms;
    this.dates = dates;
    this.cleaner = cleaner;
    this.overlays = overlays;
    this.log = log;
  }

  void write(Element element, Verdict verdict, CharacterSet charset, String path)
      throws IOException {
    switch (verdict.action()) {
      case REMOVE -> done(element, path, Action.REMOVE, verdict.rule());
      case EMPTY -> put(element, NOTHING, path, Action.EMPTY, verdict.rule());
      case DUMMY -> dummy(element, charset, path, verdict.rule());
      case UID -> uids(element, path, verdict.rule());
      case KEEP -> {
        if (verdict.rule().equals("policy")) {
          out.copy(element, in); // the hospital's own word, for this attribute and by name
          done(element, path, Action.KEEP, verdict.rule());
        } else {
          keep(element, charset, path, verdict.rule());
        }
      }
      case CLEAN -> clean(element, charset, path, verdict.rule());
    }
  }

  private void done(Element element, String path, Action action, String rule) {
    log.add(path, element.tag(), element.vr(), action, rule);
  }

  private void put(Element element, byte[] value, String path, Action action, String rule)
      throws IOException {
    out.element(element.tag(), element.vr(), value);
    done(element, path, action, rule);
  }

  private boolean isSmall(Element element) {
    return element.length() <= DicomInput.SMALL;
  }

  private byte[] bytes(Element element) throws IOException {
    return in.bytes(element.offset(), (int) element.length());
  }

  private void dummy(Element element, CharacterSet charset, String path, String rule)
      throws IOException {
    byte[] value;
    if (element.tag() == FileFacts.PATIENT_ID || element.tag() == FileFacts.PATIENT_NAME) {
      value = ascii(pseudonyms.code(Pseudonyms.PATIENT, facts.patient().key()));
    } else if (element.vr() == Vr.PN && element.length() > 0 && isSmall(element)) {
      // One person keeps one pseudonym across files, patient or staff.
      String name = charset.decode(bytes(element)).map(Values::trimmed).orElse("");
      value = ascii(pseudonyms.code("name", name));
    } else if (element.vr() == Vr.UI) {
      uids(element, path, rule);
      return;
    } else {
      byte[] dummy = Values.dummy(element.vr());
      value = dummy == null ? NOTHING : dummy;
    }
    put(element, value, path, Action.DUMMY, rule);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void uids(Element element, String path, String rule) throws IOException {
    if (element.vr() != Vr.UI || !isSmall(element)) {
      done(element, path, Action.REMOVE, rule);
      return;
    }
    String text = new String(bytes(element), StandardCharsets.ISO_8859_1);
    String[] values = text.split("\\\\", -1);
    for (int i = 0; i < values.length; i++) {
      values[i] = uid(values[i], pseudonyms);
    }
    put(element, ascii(String.join("\\", values)), path, Action.UID, rule);
  }

  /** The UID that stands for another; those of the standard itself name kinds and stay. */
  static String uid(String uid, Pseudonyms pseudonyms) {
    String plain = Values.trimmed(uid).strip();
    boolean standard = plain.startsWith("1.2.840.10008.") && Values.wellFormed(Vr.UI, plain);
    return plain.isEmpty() || standard ? plain : pseudonyms.uid(plain);
  }

  private void keep(Element element, CharacterSet charset, String path, String rule)
      throws IOException {
    if (element.length() == 0 || element.vr().kind() == Vr.Kind.NUMBER) {
      out.copy(element, in);
      done(element, path, Action.KEEP, rule);
    } else if (!isSmall(element)) {
      keepLarge(element, path, rule);
    } else if (element.vr().isText()) {
      keepText(element, charset, path, rule);
    } else if (facts.identifiers().isIn(bytes(element))) {
      done(element, path, Action.REMOVE, OWN);
    } else {
      out.copy(element, in);
      done(element, path, Action.KEEP, rule);
    }
  }

  private void keepLarge(Element element, String path, String rule) throws IOException {
    boolean numeric = element.vr() == Vr.DS || element.vr() == Vr.IS;
    if (element.vr().isText() && !(numeric && isNumeric(element))) {
      // Too long to be looked at as a whole: what cannot be looked at does not stay.
      put(element, NOTHING, path, Action.EMPTY, "too-long");
      return;
    }
    out.copy(element, in);
    done(element, path, Action.KEEP, rule);
  }

  private boolean isNumeric(Element element) throws IOException {
    for (long at = 0; at < element.length(); at += DicomInput.SMALL) {
      int length = (int) Math.min(DicomInput.SMALL, element.length() - at);
      for (byte b : in.bytes(element.offset() + at, length)) {
        if (!Values.isNumeric(b)) {
          return false;
        }
      }
    }
    return true;
  }

  private void keepText(Element element, CharacterSet charset, String path, String rule)
      throws IOException {
    byte[] bytes = bytes(element);
    Optional<String> text = text(element, charset, bytes);
    if (text.isEmpty() || !Values.wellFormed(element.vr(), text.get())) {
      put(element, NOTHING, path, Action.EMPTY, MALFORMED);
      return;
    }
    if (element.tag() == PATIENT_AGE) {
      put(element, Values.cappedAge(bytes), path, Action.KEEP, rule);
      return;
    }
    if (hasOwnForm(element.vr())) {
      out.copy(element, in);
      done(element, path, Action.KEEP, rule);
      return;
    }
    String masked = facts.identifiers().masked(text.get());
    if (masked.equals(text.get())) {
      out.copy(element, in);
      done(element, path, Action.KEEP, rule);
    } else {
      put(element, charset.encode(masked, bytes), path, Action.CLEAN, OWN);
    }
  }

  /** Whether the VR's form leaves no room for words. */
  private static boolean hasOwnForm(Vr vr) {
    return switch (vr) {
      case DA, TM, DT, AS, UI, IS, DS -> true;
      default -> false;
    };
  }

  private static Optional<String> text(Element element, CharacterSet charset, byte[] bytes) {
    return element.vr().kind() == Vr.Kind.TEXT
        ? charset.decode(bytes)
        : Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private void clean(Element element, CharacterSet charset, String path, String rule)
      throws IOException {
    if (element.length() == 0) {
      out.copy(element, in);
      done(element, path, Action.KEEP, rule);
      return;
    }
    switch (element.vr()) {
      case DA, TM, DT -> {
        Optional<String> changed =
            isSmall(element)
                ? dates.changed(
                    element.vr(), new String(bytes(element), StandardCharsets.ISO_8859_1))
                : Optional.empty();
        if (changed.isPresent()) {
          put(element, ascii(changed.get()), path, Action.CLEAN, rule);
        } else {
          put(element, NOTHING, path, Action.EMPTY, MALFORMED);
        }
      }
      case PN -> dummy(element, charset, path, rule);
      case UI -> uids(element, path, rule);
      case CS, IS, DS, AS, US, SS, UL, SL, UV, SV, FL, FD, AT -> keep(element, charset, path, rule);
      case LO, LT, SH, ST, UC, UT, AE, UR -> cleanText(element, charset, path, rule);
      default -> cleanBulk(element, path, rule);
    }
  }

  private void cleanText(Element element, CharacterSet charset, String path, String rule)
      throws IOException {
    byte[] bytes = isSmall(element) ? bytes(element) : NOTHING;
    Optional<String> text = text(element, charset, bytes);
    if (element.tag() == TIMEZONE && text.orElse("").strip().matches("[+-][0-9]{4}")) {
      out.copy(element, in); // a shift by whole days leaves times of day, and what they count from
      done(element, path, Action.KEEP, rule);
      return;
    }
    if (cleaner.isEmpty() || text.isEmpty() || !isSmall(element)) {
      put(element, NOTHING, path, Action.EMPTY, rule);
      return;
    }
    String masked = facts.identifiers().masked(Values.trimmed(text.get()));
    String cleaned = cleaner.get().apply(masked);
    byte[] encoded = charset.encode(cleaned, bytes);
    int longest = longest(element.vr());
    put(
        element,
        encoded.length > longest ? Arrays.copyOf(encoded, longest) : encoded,
        path,
        Action.CLEAN,
        rule);
  }

  /** Most bytes that any header can announce for the VR. */
  private static int longest(Vr vr) {
    return vr == Vr.UT || vr == Vr.UC || vr == Vr.UR ? Integer.MAX_VALUE : 0xFFFC;
  }

  private void cleanBulk(Element element, String path, String rule) throws IOException {
    boolean overlay = (element.tag() & 0xFF00FFFF) == 0x60003000;
    Optional<byte[]> cleaned = overlay ? overlays.cleaned(element) : Optional.empty();
    if (cleaned.isPresent()) {
      put(element, cleaned.get(), path, Action.CLEAN, rule);
    } else {
      done(element, path, Action.REMOVE, rule);
    }
  }
}
