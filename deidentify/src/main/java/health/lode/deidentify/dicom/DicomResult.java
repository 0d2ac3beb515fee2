package health.lode.deidentify.dicom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.dicom.pixel.Box;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What became of one file. Holds no value of it. */
public final class DicomResult {
  /** Whether the output may go out. */
  public enum Status {
    /** De-identified as the policy asks. */
    WRITTEN,
    /** De-identified; a person must look at its pixels and release it. */
    WAITING
  }

  private final Status status;
  private final ActionLog log;
  private final PixelPlan plan;
  private final boolean face;
  private final long bytes;
  private final String sopInstance;
  private final String series;
  private final String place;

  DicomResult(
      Status status,
      ActionLog log,
      PixelPlan plan,
      boolean face,
      long bytes,
      String sopInstance,
      String series,
      String place) {
    this.status = status;
    this.log = log;
    this.plan = plan;
    this.face = face;
    this.bytes = bytes;
    this.sopInstance = sopInstance;
    this.series = series;
    this.place = place;
  }

  public Status status() {
    return status;
  }

  /** How many attributes met each action, by the letters of PS3.15 Table E.1-1. */
  public Map<String, Long> actions() {
    return new LinkedHashMap<>(log.counts());
  }

  /** Whether a face may be drawn from the volume that this file belongs to. */
  public boolean faceLikely() {
    return face;
  }

  /** Frames that were read for text. */
  public int framesRead() {
    return plan.framesRead();
  }

  /** Boxes that were blanked in every frame. */
  public int boxes() {
    return plan.boxes().size();
  }

  /** The input's size. */
  public long bytes() {
    return bytes;
  }

  /** The output's place within a folder of outputs; names that tell nothing. */
  public String place() {
    return place;
  }

  String series() {
    return series;
  }

  PixelPlan plan() {
    return plan;
  }

  /** The report: status, pixels and each attribute's action. Safe to hand out with the file. */
  public ObjectNode report() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("status", status.name().toLowerCase(Locale.ROOT));
    node.put("sopInstance", sopInstance);
    node.put("recognizableFace", face ? "likely" : "not flagged");
    ObjectNode pixels = node.putObject("pixels");
    pixels.put("looked", plan.looked().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    pixels.put("framesRead", plan.framesRead());
    pixels.put("linesFound", plan.linesFound());
    pixels.put("linesTelling", plan.linesTelling());
    pixels.put("regionsOfDevice", plan.byRegions());
    ArrayNode boxes = pixels.putArray("blanked");
    for (Box box : plan.boxes()) {
      boxes.addArray().add(box.x()).add(box.y()).add(box.width()).add(box.height());
    }
    node.set("actions", log.lines());
    if (log.more() > 0) {
      node.put("moreActions", log.more());
    }
    return node;
  }
}
