package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.PixelPlan.Decoded;
import health.lode.deidentify.dicom.part10.DicomInput;
import health.lode.deidentify.dicom.part10.DicomOutput;
import health.lode.deidentify.dicom.part10.Element;
import health.lode.deidentify.dicom.part10.TransferSyntax;
import health.lode.deidentify.dicom.part10.Vr;
import health.lode.deidentify.dicom.pixel.Blanker;
import health.lode.deidentify.dicom.pixel.ImageShape;
import java.io.IOException;
import java.util.Objects;

/** Writes pixel data as planned: from channel to channel, black over the boxes afterwards. */
final class PixelWriter {
  private final PixelPlan plan;
  private final FileFacts facts;
  private final DicomInput in;
  private final TransferSyntax source;

  PixelWriter(PixelPlan plan, FileFacts facts, DicomInput in, TransferSyntax source) {
    this.plan = plan;
    this.facts = facts;
    this.in = in;
    this.source = source;
  }

  Action action() {
    return plan.changes() ? Action.CLEAN : Action.KEEP;
  }

  String rule() {
    return plan.changes() ? "burned-in" : "pixels";
  }

  /** Native pixel data. */
  void write(Element element, DicomOutput out) throws IOException {
    long value = out.position() + headerLength(element);
    out.copy(element, in);
    blank(out, value, source.encoding().bigEndian(), facts.shape());
  }

  private long headerLength(Element element) {
    return !source.encoding().explicit() ? 8 : element.written() == Vr.US ? 8 : 12;
  }

  private void blank(
      DicomOutput out,
      long value,
      boolean bigEndian,
      @org.jspecify.annotations.Nullable ImageShape shape)
      throws IOException {
    if (plan.changes()) {
      new Blanker(out, value, bigEndian, Objects.requireNonNull(shape)).blank(plan.boxes());
    }
  }

  /** Encapsulated pixel data; false where it is written decoded instead, in one piece. */
  boolean beginFragments(Element element, DicomOutput out) throws IOException {
    Decoded decoded = plan.written();
    if (decoded == null) {
      out.beginFragments(element.tag(), element.written() == Vr.UN ? Vr.OB : element.written());
      return true;
    }
    try (DicomInput from = DicomInput.open(decoded.file())) {
      long even = decoded.length() + (decoded.length() & 1);
      out.begin(element.tag(), decoded.shape().bitsAllocated() > 8 ? Vr.OW : Vr.OB, even);
      long value = out.position();
      out.transfer(from, decoded.offset(), decoded.length());
      if (even > decoded.length()) {
        out.put((byte) 0);
      }
      blank(out, value, false, decoded.shape());
    }
    return false;
  }

  void fragment(int number, long offset, long length, DicomOutput out) throws IOException {
    long even = length + (length & 1);
    out.beginFragment(even);
    long value = out.position();
    out.transfer(in, offset, length);
    if (even > length) {
      out.put((byte) 0);
    }
    if (number > 0) {
      new FragmentRemarks(in, offset, length).erase(out, value);
    }
  }
}
