package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.Confidentiality.Verdict;
import health.lode.deidentify.dicom.part10.Dictionary;
import health.lode.deidentify.dicom.part10.Tags;
import health.lode.deidentify.dicom.part10.Vr;
import health.lode.deidentify.policy.Dates;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What becomes of each attribute under one policy. What no table lists falls under a rule by its
 * VR; what the standard does not know at all is left out.
 */
final class Decisions {
  /** UIDs that name kinds of things, never a thing: they stay, and must look like UIDs. */
  private static final Set<Integer> KINDS =
      Set.of(
          0x00041510, // Referenced SOP Class UID in File
          0x00041512, // Referenced Transfer Syntax UID in File
          0x0004151A, // Referenced Related General SOP Class UID in File
          0x00080016, // SOP Class UID
          0x0008001A, // Related General SOP Class UID
          0x0008001B, // Original Specialized SOP Class UID
          0x00080062, // SOP Classes in Study
          0x0008010C, // Coding Scheme UID
          0x0008010D, // Context Group Extension Creator UID
          0x00080117, // Context UID
          0x00080118, // Mapping Resource UID
          0x0008040E, // Stored Instance Transfer Syntax UID
          0x00081150, // Referenced SOP Class UID
          0x0008115A, // SOP Classes Supported
          0x00083002, // Available Transfer Syntax UID
          0x00340003, // Flow Transfer Syntax UID
          0x04000010, // MAC Calculation Transfer Syntax UID
          0x04000510, // Encrypted Content Transfer Syntax UID
          0x30100052, // Pertinent SOP Classes in Study
          0x30100053); // Pertinent SOP Classes in Series

  private final DicomPolicy policy;
  private final Set<Option> options;

  private record Asked(int tag, Vr vr) {}

  private final Map<Asked, Verdict> known = new ConcurrentHashMap<>();

  Decisions(DicomPolicy policy, Dates dates) {
    this.policy = policy;
    Set<Option> all = EnumSet.noneOf(Option.class);
    all.addAll(policy.options());
    if (dates instanceof Dates.Keep keep) {
      switch (keep.precision()) {
        case DAY -> all.add(Option.FULL_DATES);
        case MONTH, YEAR -> all.add(Option.MODIFIED_DATES);
        case NONE -> {}
      }
    } else {
      all.add(Option.MODIFIED_DATES);
    }
    this.options = Set.copyOf(all);
  }

  Set<Option> options() {
    return options;
  }

  boolean has(Option option) {
    return options.contains(option);
  }

  /** The verdict on an attribute of a standard group. */
  Verdict on(int tag, Vr vr) {
    return known.computeIfAbsent(new Asked(tag, vr), key -> decide(tag, vr));
  }

  private Verdict decide(int tag, Vr vr) {
    Action own = policy.attributes().get(tag);
    if (own != null) {
      return new Verdict(own, "policy");
    }
    if (tag == FileFacts.PATIENT_ID || tag == FileFacts.PATIENT_NAME) {
      return new Verdict(Action.DUMMY, "pseudonym"); // Z may be a dummy too
    }
    int group = Tags.group(tag);
    boolean overlay = (group & 0xFF00) == 0x6000;
    if (overlay && !has(Option.GRAPHICS)) {
      // Without its data the rest of an overlay's group describes nothing.
      return new Verdict(Action.REMOVE, "basic");
    }
    Confidentiality.Row row = Confidentiality.row(tag);
    if (row != null) {
      return row.under(options);
    }
    if (Dictionary.vr(tag) == null) {
      return new Verdict(Action.REMOVE, "unknown");
    }
    return switch (vr) {
      case PN -> new Verdict(Action.DUMMY, "unlisted-person");
      case DA, DT, TM -> new Verdict(date(), "unlisted-date");
      case UI ->
          KINDS.contains(tag)
              ? new Verdict(Action.KEEP, "kind-uid")
              : new Verdict(has(Option.UIDS) ? Action.KEEP : Action.UID, "unlisted-uid");
      case LT, ST, UC, UT -> new Verdict(freeText(), "unlisted-text");
      case LO, SH, AE, UR ->
          new Verdict(
              policy.unlisted() == DicomPolicy.Unlisted.CLEAN ? Action.KEEP : Action.EMPTY,
              "unlisted-text");
      default -> new Verdict(Action.KEEP, "unlisted");
    };
  }

  private Action date() {
    return has(Option.FULL_DATES)
        ? Action.KEEP
        : has(Option.MODIFIED_DATES) ? Action.CLEAN : Action.EMPTY;
  }

  private Action freeText() {
    return policy.unlisted() == DicomPolicy.Unlisted.CLEAN ? Action.CLEAN : Action.EMPTY;
  }
}
