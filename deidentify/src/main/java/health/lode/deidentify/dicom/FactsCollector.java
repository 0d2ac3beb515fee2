package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.part10.CharacterSet;
import health.lode.deidentify.dicom.part10.DataSetVisitor;
import health.lode.deidentify.dicom.part10.DicomFile;
import health.lode.deidentify.dicom.part10.DicomInput;
import health.lode.deidentify.dicom.part10.Element;
import health.lode.deidentify.dicom.part10.Tags;
import health.lode.deidentify.dicom.part10.Vr;
import health.lode.deidentify.dicom.pixel.ImageShape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first walk through a file: who it is about, and what its image is. */
final class FactsCollector implements DataSetVisitor {
  private static final int LONGEST_TEXT = 1024;
  private static final int MOST_TEXTS = 4000;
  private static final int MOST_IDENTIFIERS = 200;
  private static final int PATIENT_BIRTH_DATE = 0x00100030;

  /** Attributes whose values name this patient, wherever they stand. */
  private static final Set<Integer> NUMBERS =
      Set.of(
          0x00080050, // Accession Number
          0x00080092, // Referring Physician's Address
          0x00080094, // Referring Physician's Telephone Numbers
          0x00100020, // Patient ID
          0x00101000, // Other Patient IDs
          0x00101040, // Patient's Address
          0x00101050, // Insurance Plan Identification
          0x00101090, // Medical Record Locator
          0x00102154, // Patient's Telephone Numbers
          0x00102155, // Patient's Telecom Information
          0x00200010, // Study ID
          0x00380010, // Admission ID
          0x00380060, // Service Episode ID
          0x00401102, // Person's Address
          0x00401103, // Person's Telephone Numbers
          0x00402010, // Order Callback Phone Number
          0x00402016, // Placer Order Number
          0x00402017); // Filler Order Number

  private static final Set<Integer> INSTITUTIONS = Set.of(0x00080080, 0x00080081);

  private final DicomInput in;
  private final boolean withInstitutions;
  private final Map<Integer, String> texts = new HashMap<>(256);
  private final List<String> patientNames = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> numbers = new ArrayList<>();
  private final List<String> birthDates = new ArrayList<>();
  private final List<Element> overlays = new ArrayList<>();
  private final Deque<CharacterSet> charsets = new ArrayDeque<>();
  private int depth;
  private @Nullable Element pixelData;
  private boolean holdsDocument;

  private FactsCollector(DicomInput in, boolean withInstitutions) {
    this.in = in;
    this.withInstitutions = withInstitutions;
    charsets.push(CharacterSet.DEFAULT);
  }

  /**
   * @param withInstitutions whether an institution's name identifies; not where the policy keeps it
   * @param last what identifies the patient of the file before
   */
  static FileFacts of(DicomFile file, boolean withInstitutions, Identifiers.Last last)
      throws IOException {
    FactsCollector collector = new FactsCollector(file.in(), withInstitutions);
    file.read(collector);
    return collector.facts(last);
  }

  @Override
  public void element(Element element) throws IOException {
    int tag = element.tag();
    if (depth == 0 && tag == Tags.PIXEL_DATA) {
      pixelData = element;
      return;
    }
    holdsDocument |= tag == FileFacts.ENCAPSULATED_DOCUMENT && element.length() > 0;
    if (depth == 0 && (tag & 0xFF00FFFF) == 0x60003000) {
      overlays.add(element);
      return;
    }
    if (element.length() == 0 || element.length() > LONGEST_TEXT || Tags.isPrivate(tag)) {
      return;
    }
    if (element.vr().isText()) {
      text(element);
    } else if (depth == 0 && element.vr() == Vr.US && texts.size() < MOST_TEXTS) {
      byte[] bytes = in.bytes(element.offset(), (int) element.length());
      ByteOrder order =
          element.encoding().bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      if (bytes.length >= 2) {
        int number = Short.toUnsignedInt(ByteBuffer.wrap(bytes).order(order).getShort());
        texts.put(tag, Integer.toString(number));
      }
    }
  }

  private void text(Element element) throws IOException {
    int tag = element.tag();
    boolean person = element.vr() == Vr.PN;
    boolean number = NUMBERS.contains(tag) || (withInstitutions && INSTITUTIONS.contains(tag));
    boolean wanted = person || number || tag == PATIENT_BIRTH_DATE;
    if (depth > 0 && !wanted && tag != Tags.SPECIFIC_CHARACTER_SET) {
      return;
    }
    byte[] bytes = in.bytes(element.offset(), (int) element.length());
    if (tag == Tags.SPECIFIC_CHARACTER_SET) {
      charsets.pop();
      charsets.push(CharacterSet.of(new String(bytes, StandardCharsets.US_ASCII)));
    }
    Optional<String> decoded =
        element.vr().kind() == Vr.Kind.TEXT && !charsets.isEmpty()
            ? charsets.element().decode(bytes)
            : Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    if (decoded.isEmpty()) {
      return;
    }
    String text = Values.trimmed(decoded.get());
    if (depth == 0 && texts.size() < MOST_TEXTS) {
      texts.put(tag, text);
    }
    if (!wanted || text.isEmpty()) {
      return;
    }
    List<String> into =
        tag == PATIENT_BIRTH_DATE
            ? birthDates
            : tag == FileFacts.PATIENT_NAME ? patientNames : person ? names : numbers;
    for (String value : element.vr().isMultiValued() ? text.split("\\\\") : new String[] {text}) {
      if (into.size() < MOST_IDENTIFIERS && !value.isBlank()) {
        into.add(value.strip());
      }
    }
  }

  @Override
  public boolean sequence(Element element) {
    return !Tags.isPrivate(element.tag());
  }

  @Override
  public void item(int number) {
    depth++;
    charsets.push(charsets.element());
  }

  @Override
  public void endItem() {
    depth--;
    charsets.pop();
  }

  @Override
  public boolean fragments(Element element) {
    if (depth == 0 && element.tag() == Tags.PIXEL_DATA) {
      pixelData = element;
    }
    return false;
  }

  private FileFacts facts(Identifiers.Last last) {
    List<String> all = new ArrayList<>(patientNames);
    all.addAll(names);
    List<String> identifiers = new ArrayList<>(numbers);
    identifiers.addAll(names);
    DicomPatient patient =
        new DicomPatient(
            patientKey(),
            List.copyOf(patientNames),
            List.copyOf(identifiers),
            birthDates.isEmpty() ? "" : birthDates.get(0));
    return new FileFacts(
        Collections.unmodifiableMap(texts),
        patient,
        last.of(all, numbers, birthDates),
        pixelData,
        pixelData == null ? null : ImageShape.of(texts).orElse(null),
        List.copyOf(overlays),
        holdsDocument);
  }

  /** The patient ID; without one, a file is a patient of its own, or its study is. */
  private String patientKey() {
    String id = texts.getOrDefault(FileFacts.PATIENT_ID, "").strip();
    if (!id.isEmpty()) {
      return id;
    }
    String study = texts.getOrDefault(FileFacts.STUDY_INSTANCE_UID, "");
    return study.isEmpty()
        ? "dicom-instance " + texts.getOrDefault(FileFacts.SOP_INSTANCE_UID, "")
        : "dicom-study " + study;
  }
}
