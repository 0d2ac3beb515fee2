package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.PixelPlan.Decoded;
import health.lode.deidentify.dicom.PixelPlan.Looked;
import health.lode.deidentify.dicom.part10.BrokenDicom;
import health.lode.deidentify.dicom.part10.DicomFile;
import health.lode.deidentify.dicom.part10.DicomOutput;
import health.lode.deidentify.dicom.part10.DicomReason;
import health.lode.deidentify.dicom.part10.Tags;
import health.lode.deidentify.dicom.part10.TransferSyntax;
import health.lode.deidentify.dicom.part10.Vr;
import health.lode.deidentify.dicom.pixel.ImageShape;
import health.lode.deidentify.dicom.pixel.Ocr;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * De-identifies DICOM files under one policy and one set of pseudonyms. Safe for several threads;
 * remembers which series it met, so that the sample takes the first file of each.
 */
public final class DicomDeidentifier {
  private static final String DIRECTORY = "1.2.840.10008.1.3.10";
  private static final String DOCUMENTS = "1.2.840.10008.5.1.4.1.1.104.";
  private final DicomPolicy policy;
  private final Dates dates;
  private final Pseudonyms pseudonyms;
  private final TextCleaners cleaners;
  private final Decisions decisions;
  private final Set<String> seriesSeen = ConcurrentHashMap.newKeySet();
  private final Set<String> seriesTelling = ConcurrentHashMap.newKeySet();
  private final UnaryOperator<String> named;
  private final Identifiers.Last last = new Identifiers.Last();
  private @Nullable Ocr ocr;

  private DicomDeidentifier(
      DicomPolicy policy,
      Dates dates,
      Pseudonyms pseudonyms,
      TextCleaners cleaners,
      UnaryOperator<String> named) {
    this.named = named;
    this.policy = policy;
    this.dates = dates;
    this.pseudonyms = pseudonyms;
    this.cleaners = cleaners;
    this.decisions = new Decisions(policy, dates);
  }

  public static DicomDeidentifier of(
      DicomPolicy policy, Dates dates, Pseudonyms pseudonyms, TextCleaners cleaners) {
    return of(policy, dates, pseudonyms, cleaners, UnaryOperator.identity());
  }

  /**
   * As above, for a caller that has names of its own for patients.
   *
   * @param named the caller's name for the patient of a patient ID; what {@link DicomPatient#key},
   *     pseudonyms and date shifts are made of
   */
  public static DicomDeidentifier of(
      DicomPolicy policy,
      Dates dates,
      Pseudonyms pseudonyms,
      TextCleaners cleaners,
      UnaryOperator<String> named) {
    return new DicomDeidentifier(policy, dates, pseudonyms, cleaners, named);
  }

  /**
   * The patient ID in a file, as it is written: identified data.
   *
   * @return empty where the file has none
   * @throws health.lode.refusal.RefusedException with a {@link DicomReason}, where it is no DICOM
   */
  public static Optional<String> patientId(Path in, Path scratch) throws IOException {
    try (Scratch own = new Scratch(scratch);
        DicomFile file = DicomFile.open(in, () -> own.folder().resolve("inflated"))) {
      String id =
          FactsCollector.of(file, false, new Identifiers.Last()).text(FileFacts.PATIENT_ID).strip();
      return id.isEmpty() ? Optional.empty() : Optional.of(id);
    } catch (EOFException e) {
      throw BrokenDicom.at(DicomReason.DICOM_TRUNCATED, Files.size(in), 0);
    }
  }

  /** Whether burned-in text was found in a file of this series, by its name in outputs. */
  boolean isTelling(String series) {
    return seriesTelling.contains(series);
  }

  /** Whether burned-in text was found in any file so far. */
  boolean foundText() {
    return !seriesTelling.isEmpty();
  }

  /** How closely one file is treated, and what is told of it. */
  enum Detail {
    /** Counts alone. */
    COUNTS,
    /** Each attribute's action. */
    ATTRIBUTES
  }

  /**
   * De-identifies one file.
   *
   * @param out must not be there yet; written beside nothing: what fails leaves no file
   * @param sheet where the pixels before and after are drawn when a person must release the file
   * @param scratch a folder for what is made on the way; left empty
   * @throws health.lode.refusal.RefusedException with a {@link DicomReason}, where the file cannot
   *     be passed
   */
  public DicomResult deidentify(Path in, Path out, Path sheet, Path scratch) throws IOException {
    return deidentify(in, out, Optional.of(sheet), scratch, Detail.ATTRIBUTES, false);
  }

  DicomResult deidentify(
      Path in, Path out, Optional<Path> sheet, Path scratch, Detail detail, boolean every)
      throws IOException {
    boolean whole = false;
    try (Scratch own = new Scratch(scratch);
        DicomFile file = DicomFile.open(in, () -> own.folder().resolve("inflated"))) {
      DicomResult result = work(in, file, out, sheet, own, detail, every);
      whole = true;
      return result;
    } catch (EOFException e) {
      throw BrokenDicom.at(DicomReason.DICOM_TRUNCATED, Files.size(in), 0);
    } finally {
      if (!whole) {
        Files.deleteIfExists(out);
        if (sheet.isPresent()) {
          Files.deleteIfExists(sheet.get());
        }
      }
    }
  }

  private DicomResult work(
      Path in,
      DicomFile file,
      Path out,
      Optional<Path> sheet,
      Scratch scratch,
      Detail detail,
      boolean every)
      throws IOException {
    FileFacts read = FactsCollector.of(file, !decisions.has(Option.INSTITUTION), last);
    FileFacts facts = read.with(read.patient().named(named.apply(read.patient().key())));
    refuseWhatIsNoImage(file, facts);
    String series = seriesName(facts);
    boolean sampled = isSampled(facts, series);
    PixelInspector inspector = new PixelInspector(policy.pixels(), this::ocr);
    PixelPlan plan =
        inspector.inspect(in, file, facts, sampled, every || isTelling(series), scratch);
    if (plan.linesTelling() > 0) {
      seriesTelling.add(series);
    }
    boolean face = HeadVolume.likely(facts);
    ActionLog log = new ActionLog(detail == Detail.ATTRIBUTES);
    String instance = write(file, facts, plan, face, out, log, scratch);
    DicomResult.Status status =
        mustWait(plan) ? DicomResult.Status.WAITING : DicomResult.Status.WRITTEN;
    if (status == DicomResult.Status.WAITING && sheet.isPresent()) {
      PixelInspector.contactSheet(file, facts, plan, sheet.get());
    }
    return new DicomResult(
        status, log, plan, face, file.size(), instance, series, place(facts, series));
  }

  private static void refuseWhatIsNoImage(DicomFile file, FileFacts facts) {
    String sopClass = facts.text(FileFacts.SOP_CLASS_UID);
    if (file.meta(Tags.MEDIA_STORAGE_SOP_CLASS_UID).equals(DIRECTORY)
        || facts.texts().containsKey(0x00041130)) {
      throw BrokenDicom.refused(
          DicomReason.DICOM_DIRECTORY,
          "The file is a directory of other files, under their old names.",
          "该文件是其他文件的目录（DICOMDIR），仍使用旧文件名。",
          "Leave it out, and make a new one from the output, for example with dcmmkdir.",
          "请不要处理它；可用 dcmmkdir 等工具对输出重新生成。");
    }
    if (facts.holdsDocument() || sopClass.startsWith(DOCUMENTS)) {
      throw BrokenDicom.refused(
          DicomReason.DICOM_DOCUMENT_INSIDE,
          "A whole document (PDF, CDA, mesh) stands in the file; it is not cleaned here.",
          "文件内含完整文档（PDF、CDA、网格），此处无法清洗。",
          "Take the document out and de-identify it by its own kind.",
          "请取出该文档并按其类型去标识化。");
    }
  }

  /** The series' name in outputs: never its own UID. */
  private String seriesName(FileFacts facts) {
    return pseudonyms.code("dicom-series", facts.text(FileFacts.SERIES_INSTANCE_UID));
  }

  /** The sample: the first file of each series that comes, and one in so many by the key. */
  private boolean isSampled(FileFacts facts, String series) {
    if (facts.pixelData() == null || policy.pixels().ocr() == DicomPolicy.Ocr.NONE) {
      return false;
    }
    boolean first = seriesSeen.add(series);
    String instance = facts.text(FileFacts.SOP_INSTANCE_UID);
    return first || pseudonyms.draws("dicom-sample", instance).below(policy.pixels().sample()) == 0;
  }

  private synchronized Ocr ocr() throws IOException {
    Ocr ready = ocr;
    if (ready == null) {
      Path scratch = Files.createTempDirectory("lode-ocr");
      try {
        ready = Ocr.of(policy.pixels().languages(), scratch);
      } finally {
        Files.deleteIfExists(scratch);
      }
      ocr = ready;
    }
    return ready;
  }

  private boolean mustWait(PixelPlan plan) {
    return plan.changes()
        || (plan.risky()
            && plan.looked() == Looked.EVERY
            && policy.pixels().review() == DicomPolicy.Review.RISKY);
  }

  private String write(
      DicomFile file,
      FileFacts facts,
      PixelPlan plan,
      boolean face,
      Path out,
      ActionLog log,
      Scratch scratch)
      throws IOException {
    DateChange change = new DateChange(dates, pseudonyms, facts.patient().key());
    Optional<UnaryOperator<String>> cleaner = cleaners.of(facts.patient());
    Statement statement = statement(plan, face, cleaner.isPresent());
    String instance = facts.text(FileFacts.SOP_INSTANCE_UID);
    String written =
        decisions.has(Option.UIDS) && Values.wellFormed(Vr.UI, instance)
            ? instance
            : ValueWriter.uid(instance, pseudonyms);
    String sopClass = facts.text(FileFacts.SOP_CLASS_UID);
    TransferSyntax syntax =
        plan.written() != null || (plan.changes() && file.syntax().deflated())
            ? TransferSyntax.EXPLICIT_LITTLE
            : file.syntax();
    try (DicomOutput output =
        new DicomOutput(out, syntax, Values.wellFormed(Vr.UI, sopClass) ? sopClass : "", written)) {
      OverlayCleaner overlays = new OverlayCleaner(file.in(), facts, this::ocr, scratch);
      ValueWriter values =
          new ValueWriter(file.in(), output, facts, pseudonyms, change, cleaner, overlays, log);
      HeaderWriter header =
          new HeaderWriter(
              decisions,
              policy,
              values,
              file.in(),
              output,
              statement,
              new PixelWriter(plan, facts, file.in(), file.syntax()),
              log);
      file.read(header);
      header.finish();
      output.finish();
    }
    return written;
  }

  private Statement statement(PixelPlan plan, boolean face, boolean cleansText) {
    Statement statement = new Statement();
    List<Statement.Code> codes = new ArrayList<>();
    boolean weaker =
        policy.attributes().entrySet().stream()
            .anyMatch(e -> e.getValue() == Action.KEEP && Confidentiality.row(e.getKey()) != null);
    if (!weaker) {
      codes.add(Statement.Code.BASIC);
    }
    boolean pixelsCleaned = plan.looked() == Looked.EVERY;
    if (pixelsCleaned) {
      codes.add(Statement.Code.PIXELS);
    }
    for (Option option : Option.values()) {
      // Without a cleaner, descriptors were emptied: that is the basic profile, not the option.
      boolean done = option != Option.DESCRIPTORS || cleansText;
      if (decisions.has(option) && done) {
        codes.add(new Statement.Code(option.code(), option.meaning()));
      }
    }
    statement.identityRemoved("Lode\\PS3.15 " + Confidentiality.EDITION + " Table E.1-1", codes);
    statement.put(0x00280303, Vr.CS, temporal(), "statement");
    if (pixelsCleaned) {
      statement.put(FileFacts.BURNED_IN_ANNOTATION, Vr.CS, "NO", "statement");
    }
    if (face) {
      statement.put(0x00280302, Vr.CS, "YES", "statement");
    }
    Decoded decoded = plan.written();
    if (decoded != null) {
      describe(decoded, statement);
    }
    return statement;
  }

  private String temporal() {
    return decisions.has(Option.FULL_DATES)
        ? "UNMODIFIED"
        : decisions.has(Option.MODIFIED_DATES) ? "MODIFIED" : "REMOVED";
  }

  /** The image as it is written after decoding; what was lossy stays so by its own account. */
  private static void describe(Decoded decoded, Statement statement) {
    ImageShape shape = decoded.shape();
    String rule = "decoded";
    statement.put(0x00280002, Vr.US, number(shape.samples()), rule);
    statement.put(0x00280004, Vr.CS, shape.photometric(), rule);
    if (shape.samples() > 1) {
      statement.put(0x00280006, Vr.US, number(shape.planar() ? 1 : 0), rule);
    }
    statement.put(0x00280100, Vr.US, number(shape.bitsAllocated()), rule);
    statement.put(0x00280101, Vr.US, number(shape.bitsStored()), rule);
    statement.put(0x00280102, Vr.US, number(shape.highBit()), rule);
    statement.put(0x00280103, Vr.US, number(shape.signed() ? 1 : 0), rule);
    if (decoded.lossy()) {
      statement.put(0x00282110, Vr.CS, "01", rule);
    }
    for (int tag : new int[] {0x7FE00001, 0x7FE00002, 0x7FE00003}) {
      statement.drop(tag, Vr.OV, rule);
    }
  }

  private static byte[] number(int value) {
    return new byte[] {(byte) value, (byte) (value >>> 8)};
  }

  /** Where a file goes in a folder of outputs: names from which nothing can be read. */
  private String place(FileFacts facts, String series) {
    return pseudonyms.code(Pseudonyms.PATIENT, facts.patient().key())
        + "/"
        + series
        + "/"
        + pseudonyms.code("dicom-file", facts.text(FileFacts.SOP_INSTANCE_UID))
        + ".dcm";
  }
}
