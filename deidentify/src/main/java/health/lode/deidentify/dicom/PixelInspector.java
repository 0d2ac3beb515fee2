package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.PixelPlan.Decoded;
import health.lode.deidentify.dicom.PixelPlan.Looked;
import health.lode.deidentify.dicom.part10.BrokenDicom;
import health.lode.deidentify.dicom.part10.DicomFile;
import health.lode.deidentify.dicom.part10.DicomInput;
import health.lode.deidentify.dicom.part10.DicomReason;
import health.lode.deidentify.dicom.part10.Element;
import health.lode.deidentify.dicom.part10.TransferSyntax;
import health.lode.deidentify.dicom.pixel.Box;
import health.lode.deidentify.dicom.pixel.ContactSheet;
import health.lode.deidentify.dicom.pixel.ImageShape;
import health.lode.deidentify.dicom.pixel.NativePixels;
import health.lode.deidentify.dicom.pixel.Ocr;
import health.lode.deidentify.dicom.pixel.TextLine;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Looks at the pixels of one file and plans what is blanked. Holds one batch of frames. */
final class PixelInspector {
  private final DicomPolicy.Pixels policy;
  private final OcrSource ocr;

  /** The recogniser, started when first asked for. */
  interface OcrSource {
    Ocr ocr() throws IOException;
  }

  PixelInspector(DicomPolicy.Pixels policy, OcrSource ocr) {
    this.policy = policy;
    this.ocr = ocr;
  }

  /**
   * @param sampled whether the sample takes this file
   * @param every whether every frame must be read whatever the file says of itself
   * @param scratch a folder for decoded pixels; what is put there is removed with it
   */
  PixelPlan inspect(
      Path path, DicomFile file, FileFacts facts, boolean sampled, boolean every, Scratch scratch)
      throws IOException {
    Element pixelData = facts.pixelData();
    if (pixelData == null) {
      return PixelPlan.untouched(Looked.NO_PIXELS, false);
    }
    boolean risky = every || PixelRisk.isHigh(facts, policy.every());
    boolean reads = policy.ocr() != DicomPolicy.Ocr.NONE && (risky || sampled);
    List<Box> regions = policy.regions().map(s -> s.regions(facts::text)).orElse(List.of());
    if (!reads && regions.isEmpty()) {
      return PixelPlan.untouched(Looked.NOT, risky);
    }
    ImageShape shape = facts.shape();
    if (shape == null) {
      throw undecodable();
    }
    // Asked before anything is decoded: without it the file waits for another day.
    Ocr reader = reads ? ocr.ocr() : null;
    Decoded decoded =
        pixelData.undefinedLength()
            ? PixelDecoding.decoded(path, file, pixelData, shape, scratch.folder())
            : null;
    if (decoded == null && pixelData.length() < shape.bytes()) {
      throw undecodable();
    }
    if ((decoded == null ? shape : decoded.shape()).bytes() / shape.frames()
        > NativePixels.LARGEST_FRAME) {
      throw undecodable();
    }
    if (decoded == null) {
      NativePixels pixels =
          new NativePixels(
              file.in(), pixelData.offset(), file.syntax().encoding().bigEndian(), shape);
      return plan(pixels, reader, facts, risky, regions, null, scratch);
    }
    try (DicomInput in = DicomInput.open(decoded.file())) {
      NativePixels pixels = new NativePixels(in, decoded.offset(), false, decoded.shape());
      return plan(pixels, reader, facts, risky, regions, decoded, scratch);
    }
  }

  static health.lode.refusal.RefusedException undecodable() {
    return BrokenDicom.refused(
        DicomReason.DICOM_PIXELS_UNDECODABLE,
        "The pixels must be looked at, and nothing here decodes them.",
        "需要检查像素，但此处无法解码。",
        "Install dcmtk and gdcm, or have the archive send the file uncompressed.",
        "请安装 dcmtk 和 gdcm，或让影像系统以未压缩方式发送。");
  }

  private PixelPlan plan(
      NativePixels pixels,
      @Nullable Ocr reader,
      FileFacts facts,
      boolean risky,
      List<Box> regions,
      @Nullable Decoded decoded,
      Scratch scratch)
      throws IOException {
    ImageShape shape = pixels.shape();
    Set<Box> boxes = new LinkedHashSet<>();
    for (Box region : regions) {
      Box inside = region.within(shape.columns(), shape.rows());
      if (inside.width() > 0 && inside.height() > 0) {
        boxes.add(inside);
      }
    }
    int byRegions = boxes.size();
    if (reader == null) {
      return new PixelPlan(Looked.NOT, risky, 0, 0, 0, List.copyOf(boxes), byRegions, decoded);
    }
    Reading reading =
        new Reading(pixels, reader, new BurnedInText(facts.identifiers()), scratch.folder());
    List<Integer> all = IntStream.range(0, shape.frames()).boxed().toList();
    List<Integer> some =
        IntStream.of(0, shape.frames() / 2, shape.frames() - 1).distinct().boxed().toList();
    reading.read(risky ? all : some);
    if (!risky && reading.telling > 0) {
      reading.read(all.stream().filter(f -> !some.contains(f)).toList());
    }
    boxes.addAll(reading.boxes);
    Looked looked = reading.frames == shape.frames() ? Looked.EVERY : Looked.SAMPLE;
    return new PixelPlan(
        looked,
        risky,
        reading.frames,
        reading.lines,
        reading.telling,
        List.copyOf(boxes),
        byRegions,
        decoded);
  }

  /** Reads frames in batches and gathers what must go. */
  private final class Reading {
    private final NativePixels pixels;
    private final Ocr reader;
    private final BurnedInText text;
    private final Path scratch;
    private final Set<Box> boxes = new LinkedHashSet<>();
    private int frames;
    private int lines;
    private int telling;

    Reading(NativePixels pixels, Ocr reader, BurnedInText text, Path scratch) {
      this.pixels = pixels;
      this.reader = reader;
      this.text = text;
      this.scratch = scratch;
    }

    void read(List<Integer> wanted) throws IOException {
      List<BufferedImage> batch = new ArrayList<>();
      for (int frame : wanted) {
        batch.addAll(pixels.views(frame));
        frames++;
        if (batch.size() >= Ocr.BATCH - 1) {
          take(batch);
          batch.clear();
        }
      }
      if (!batch.isEmpty()) {
        take(batch);
      }
    }

    private void take(List<BufferedImage> batch) throws IOException {
      for (List<TextLine> page : reader.read(batch, scratch)) {
        for (TextLine line : page) {
          boolean identifies = text.identifies(line);
          if (!identifies && !BurnedInText.isText(line)) {
            continue;
          }
          lines++;
          if (identifies) {
            telling++;
          }
          if (identifies || policy.ocr() == DicomPolicy.Ocr.ALL) {
            add(line.box());
          }
        }
      }
    }

    /** Letters reach beyond the box that a recogniser gives, by a part of their height. */
    private void add(Box line) {
      Box grown =
          line.grown(Math.max(2, line.height() / 3))
              .within(pixels.shape().columns(), pixels.shape().rows());
      if (boxes.stream().noneMatch(box -> box.holds(grown))) {
        boxes.removeIf(grown::holds);
        boxes.add(grown);
      }
    }
  }

  /** Draws what a person must see before the file goes out. */
  static void contactSheet(DicomFile file, FileFacts facts, PixelPlan plan, Path sheet)
      throws IOException {
    ImageShape shape = facts.shape();
    Element pixelData = facts.pixelData();
    Decoded decoded = plan.decoded();
    if (shape == null || pixelData == null) {
      return;
    }
    int step = Math.max(1, shape.frames() / ContactSheet.MOST_FRAMES);
    List<Integer> frames =
        IntStream.iterate(0, f -> f < shape.frames(), f -> f + step).boxed().toList();
    if (decoded == null) {
      boolean big = file.syntax().encoding().bigEndian();
      ContactSheet.write(
          new NativePixels(file.in(), pixelData.offset(), big, shape), frames, plan.boxes(), sheet);
      return;
    }
    try (DicomInput in = DicomInput.open(decoded.file())) {
      ContactSheet.write(
          new NativePixels(in, decoded.offset(), false, decoded.shape()),
          frames,
          plan.boxes(),
          sheet);
    }
  }

  /** Whether some syntax is lossy, so that its pixels stay so when they are written plainly. */
  static boolean wasLossy(TransferSyntax syntax, FileFacts facts) {
    return syntax.lossy() || facts.text(0x00282110).strip().equals("01");
  }
}
