package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.Confidentiality.Verdict;
import health.lode.deidentify.dicom.part10.CharacterSet;
import health.lode.deidentify.dicom.part10.DataSetVisitor;
import health.lode.deidentify.dicom.part10.DicomInput;
import health.lode.deidentify.dicom.part10.DicomOutput;
import health.lode.deidentify.dicom.part10.Dictionary;
import health.lode.deidentify.dicom.part10.Element;
import health.lode.deidentify.dicom.part10.Tags;
import health.lode.deidentify.dicom.part10.Vr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The second walk through a file: decides each attribute and writes what stays, in one stream. What
 * is stated anew stands in {@code statement}, by tag, and is written at its place.
 */
final class HeaderWriter implements DataSetVisitor {
  /** Concept names within content that otherwise gets dummies: they say what, never who. */
  private static final int CONCEPT_NAME_CODE_SEQUENCE = 0x0040A043;

  private static final int DATA_SET_END = 0xFFFFFFFF;
  private final Decisions decisions;
  private final DicomPolicy policy;
  private final ValueWriter values;
  private final DicomInput in;
  private final DicomOutput out;
  private final Statement statement;
  private final PixelWriter pixels;
  private final ActionLog log;
  private final Deque<Level> levels = new ArrayDeque<>();

  /** One data set or item at hand. */
  private static final class Level {
    final String path;
    final boolean dummies;
    CharacterSet charset;
    final Map<Integer, String> creators = new HashMap<>();

    Level(String path, boolean dummies, CharacterSet charset) {
      this.path = path;
      this.dummies = dummies;
      this.charset = charset;
    }
  }

  HeaderWriter(
      Decisions decisions,
      DicomPolicy policy,
      ValueWriter values,
      DicomInput in,
      DicomOutput out,
      Statement statement,
      PixelWriter pixels,
      ActionLog log) {
    this.decisions = decisions;
    this.policy = policy;
    this.values = values;
    this.in = in;
    this.out = out;
    this.statement = statement;
    this.pixels = pixels;
    this.log = log;
    levels.push(new Level("", false, CharacterSet.DEFAULT));
  }

  /** Writes what must follow the last element. */
  void finish() throws IOException {
    statement.writeUpTo(DATA_SET_END, out, log);
  }

  private boolean outermost() {
    return levels.size() == 1;
  }

  @Override
  public void element(Element element) throws IOException {
    Level level = levels.element();
    int tag = element.tag();
    if (isStale(tag) || stated(tag)) {
      return;
    }
    if (tag == Tags.PIXEL_DATA && outermost()) {
      pixels.write(element, out);
      log.add("", tag, element.vr(), pixels.action(), pixels.rule());
      return;
    }
    if (Tags.isPrivate(tag)) {
      privateElement(element, level);
      return;
    }
    if (tag == Tags.SPECIFIC_CHARACTER_SET && element.length() <= DicomInput.SMALL) {
      byte[] bytes = in.bytes(element.offset(), (int) element.length());
      level.charset = CharacterSet.of(new String(bytes, StandardCharsets.US_ASCII));
    }
    Verdict verdict = decisions.on(tag, element.vr());
    if (level.dummies && verdict.action() == Action.KEEP && holdsWords(element.vr())) {
      verdict = new Verdict(Action.DUMMY, verdict.rule());
    }
    values.write(element, verdict, level.charset, level.path);
  }

  private static boolean holdsWords(Vr vr) {
    return vr.kind() == Vr.Kind.TEXT || vr == Vr.AE || vr == Vr.UR;
  }

  /** Group lengths and groups that belong to messages, files and directories, not to data sets. */
  private static boolean isStale(int tag) {
    int group = Tags.group(tag);
    return Tags.element(tag) == 0 || group == 0 || group == 2 || group == 4;
  }

  /** Writes what is stated anew up to here; whether the attribute at hand is among it. */
  private boolean stated(int tag) throws IOException {
    if (!outermost()) {
      return false;
    }
    statement.writeUpTo(tag, out, log);
    return statement.replaces(tag);
  }

  private void privateElement(Element element, Level level) throws IOException {
    int tag = element.tag();
    if (Tags.isPrivateCreator(tag)) {
      if (element.length() > 64) {
        log.add(level.path, tag, element.vr(), Action.REMOVE, "private");
        return;
      }
      byte[] bytes = in.bytes(element.offset(), (int) element.length());
      String creator = new String(bytes, StandardCharsets.ISO_8859_1).strip();
      level.creators.put(tag, creator);
      if (policy.safePrivate().containsKey(creator)) {
        out.element(tag, Vr.LO, bytes);
        log.add(level.path, tag, Vr.LO, Action.KEEP, Option.SAFE_PRIVATE.rule());
      } else {
        log.add(level.path, tag, Vr.LO, Action.REMOVE, "private");
      }
      return;
    }
    if (isSafe(tag, level)) {
      Verdict verdict = new Verdict(Action.KEEP, Option.SAFE_PRIVATE.rule());
      values.write(element, verdict, level.charset, level.path);
    } else {
      log.add(level.path, tag, element.vr(), Action.REMOVE, "private");
    }
  }

  private boolean isSafe(int tag, Level level) {
    int creatorTag = (tag & 0xFFFF0000) | (tag >>> 8 & 0xFF);
    String creator = level.creators.get(creatorTag);
    return creator != null && policy.isSafe(creator, tag);
  }

  @Override
  public boolean sequence(Element element) throws IOException {
    Level level = levels.element();
    int tag = element.tag();
    if (isStale(tag) || stated(tag)) {
      return false;
    }
    Verdict verdict =
        !Tags.isPrivate(tag)
            ? decisions.on(tag, Vr.SQ)
            : isSafe(tag, level)
                ? new Verdict(Action.KEEP, Option.SAFE_PRIVATE.rule())
                : new Verdict(Action.REMOVE, "private");
    // A sequence that hides under UN must be one: nothing else is written where none is known.
    if (!Tags.isPrivate(tag) && Dictionary.vr(tag) == null) {
      verdict = new Verdict(Action.REMOVE, "unknown");
    }
    log.add(level.path, tag, Vr.SQ, verdict.action(), verdict.rule());
    if (verdict.action() == Action.REMOVE) {
      return false;
    }
    out.beginSequence(tag);
    if (verdict.action() == Action.EMPTY) {
      out.endSequence();
      return false;
    }
    boolean dummies =
        tag != CONCEPT_NAME_CODE_SEQUENCE && (level.dummies || verdict.action() == Action.DUMMY);
    levels.push(new Level(level.path + Tags.text(tag) + "[].", dummies, level.charset));
    return true;
  }

  @Override
  public void item(int number) throws IOException {
    Level sequence = levels.element();
    levels.push(new Level(sequence.path, sequence.dummies, sequence.charset));
    out.beginItem();
  }

  @Override
  public void endItem() throws IOException {
    levels.pop();
    out.endItem();
  }

  @Override
  public void endSequence() throws IOException {
    levels.pop();
    out.endSequence();
  }

  @Override
  public boolean fragments(Element element) throws IOException {
    if (isStale(element.tag()) || stated(element.tag())) {
      return false;
    }
    if (element.tag() == Tags.PIXEL_DATA && outermost()) {
      log.add("", element.tag(), element.vr(), pixels.action(), pixels.rule());
      return pixels.beginFragments(element, out);
    }
    // Encapsulated data elsewhere is an icon or a vendor's: neither has a place in the output.
    log.add(levels.element().path, element.tag(), element.vr(), Action.REMOVE, "encapsulated");
    return false;
  }

  @Override
  public void fragment(int number, long offset, long length) throws IOException {
    pixels.fragment(number, offset, length, out);
  }

  @Override
  public void endFragments() throws IOException {
    out.endSequence();
  }
}
