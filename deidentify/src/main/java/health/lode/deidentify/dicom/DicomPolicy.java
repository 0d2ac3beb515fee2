package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.part10.Dictionary;
import health.lode.deidentify.dicom.part10.TagTable;
import health.lode.deidentify.dicom.part10.Tags;
import health.lode.deidentify.dicom.pixel.RegionScript;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The policy's section {@code dicom}; docs/spec/deidentify-dicom.md describes each key.
 *
 * @param options the profile's options, without those on dates, which the whole policy decides
 * @param unlisted what becomes of text in attributes that the standard's table does not list
 * @param attributes the hospital's own action for single attributes, before any table
 * @param safePrivate private attributes that stay
 */
public record DicomPolicy(
    Set<Option> options,
    Unlisted unlisted,
    Map<Integer, Action> attributes,
    Map<String, TagTable<Boolean>> safePrivate,
    Pixels pixels) {

  /** What becomes of text that the table does not list. */
  enum Unlisted {
    /** The patient's own identifiers are taken out; free text goes through the cleaner. */
    CLEAN,
    /** It loses its value. */
    EMPTY
  }

  /** Which text in pixels is blanked. */
  enum Ocr {
    /** What matches the patient's identifiers, or looks like a date or a number of a person. */
    MATCHING,
    /** All text that is found. */
    ALL,
    /** Pixels are not looked at. */
    NONE
  }

  /** Which files a person must release. */
  enum Review {
    /** Files of a modality that is read frame by frame, and files that were blanked. */
    RISKY,
    /** Files that were blanked. */
    CHANGED
  }

  /**
   * @param every modalities whose every frame is read
   * @param sample of the others one file in so many is read, and the first of each series
   * @param languages as tesseract names them, joined by +
   * @param regions the known regions of devices
   */
  record Pixels(
      Ocr ocr,
      Set<String> every,
      int sample,
      String languages,
      Review review,
      Optional<RegionScript> regions) {}

  private static final Map<String, Option> RETAIN =
      Map.of(
          "uids", Option.UIDS,
          "device", Option.DEVICE,
          "institution", Option.INSTITUTION,
          "patient-characteristics", Option.PATIENT);

  private static final Map<String, Option> CLEAN =
      Map.of(
          "descriptors", Option.DESCRIPTORS,
          "structured-content", Option.STRUCTURED,
          "graphics", Option.GRAPHICS);

  private static final Map<String, Action> ACTIONS =
      Map.of(
          "keep", Action.KEEP,
          "clean", Action.CLEAN,
          "empty", Action.EMPTY,
          "dummy", Action.DUMMY,
          "remove", Action.REMOVE);

  /** Reads the section to its last key. */
  public static DicomPolicy read(StrictNode node) {
    StrictMapping mapping = node.mapping();
    Set<Option> options = EnumSet.noneOf(Option.class);
    read(mapping, "retain", RETAIN, options);
    read(mapping, "clean", CLEAN, options);
    Unlisted unlisted =
        mapping.optional("unlisted").map(n -> word(n, Unlisted.values())).orElse(Unlisted.CLEAN);
    Map<String, TagTable<Boolean>> safe = new HashMap<>();
    mapping.optional("safePrivate").ifPresent(n -> n.items().forEach(i -> readSafe(i, safe)));
    if (!safe.isEmpty()) {
      options.add(Option.SAFE_PRIVATE);
    }
    Map<Integer, Action> attributes = new HashMap<>();
    mapping.optional("attributes").ifPresent(n -> readAttributes(n, attributes));
    Pixels pixels = readPixels(mapping.required("pixels"));
    mapping.done();
    return new DicomPolicy(
        Set.copyOf(options), unlisted, Map.copyOf(attributes), Map.copyOf(safe), pixels);
  }

  private static void read(
      StrictMapping mapping, String key, Map<String, Option> known, Set<Option> into) {
    mapping
        .optional(key)
        .ifPresent(
            list -> {
              for (StrictNode item : list.items()) {
                Option option = known.get(item.text());
                if (option == null) {
                  String words = String.join(", ", known.keySet().stream().sorted().toList());
                  throw item.wrong("must be one of " + words, "应为以下之一：" + words);
                }
                into.add(option);
              }
            });
  }

  private static void readSafe(StrictNode node, Map<String, TagTable<Boolean>> into) {
    StrictMapping mapping = node.mapping();
    String creator = mapping.text("creator").strip();
    StrictNode elements = mapping.required("elements");
    mapping.done();
    TagTable<Boolean> tags = into.computeIfAbsent(creator, c -> new TagTable<>());
    for (StrictNode element : elements.items()) {
      String tag = element.text().toUpperCase(Locale.ROOT).replace("XX", "xx");
      boolean odd = tag.matches("[0-9A-F]{3}[13579BDF]xx[0-9A-F]{2}");
      if (!odd) {
        throw element.wrong("must be a private tag like 0029xx10", "应为私有标签，例如 0029xx10");
      }
      // The block is wherever the creator reserved it: kept as block 00 and asked for so.
      tags.put(tag.replace("xx", "00"), Boolean.TRUE);
    }
  }

  /** Whether the policy lists a private element as safe, whatever block its creator reserved. */
  boolean isSafe(String creator, int tag) {
    TagTable<Boolean> tags = safePrivate.get(creator);
    return tags != null && tags.at(tag & 0xFFFF00FF) != null;
  }

  private static void readAttributes(StrictNode node, Map<Integer, Action> into) {
    for (Map.Entry<String, StrictNode> entry : node.mapping().rest().entrySet()) {
      String name = entry.getKey();
      Optional<Integer> tag =
          name.matches("[0-9A-Fa-f]{8}")
              ? Optional.of(Integer.parseUnsignedInt(name, 16))
              : Dictionary.tag(name);
      if (tag.isEmpty() || Tags.isPrivate(tag.get()) || Dictionary.vr(tag.get()) == null) {
        throw entry
            .getValue()
            .wrong(
                "is no attribute of the standard; write its keyword or 8 digits",
                "不是标准属性；请写关键字或 8 位十六进制标签");
      }
      Action action = ACTIONS.get(entry.getValue().text());
      if (action == null) {
        throw entry
            .getValue()
            .wrong(
                "must be keep, clean, empty, dummy or remove",
                "应为 keep、clean、empty、dummy 或 remove");
      }
      into.put(tag.get(), action);
    }
  }

  private static Pixels readPixels(StrictNode node) {
    StrictMapping mapping = node.mapping();
    Ocr ocr = word(mapping.required("ocr"), Ocr.values());
    Set<String> every =
        new LinkedHashSet<>(
            mapping
                .optional("every")
                .map(StrictNode::texts)
                .orElse(List.of("US", "IVUS", "SC", "XA", "RF", "XC", "OT", "ES", "GM", "DOC")));
    StrictNode sample = mapping.required("sample");
    if (sample.whole() < 1 || sample.whole() > 1_000_000) {
      throw sample.wrong("must be 1 to 1000000", "应为 1 到 1000000");
    }
    StrictNode languages = mapping.required("languages");
    if (!languages.text().matches("[A-Za-z0-9_]+(\\+[A-Za-z0-9_]+)*")) {
      throw languages.wrong("must be like chi_sim+eng", "应形如 chi_sim+eng");
    }
    Review review =
        mapping.optional("review").map(n -> word(n, Review.values())).orElse(Review.RISKY);
    Optional<RegionScript> regions =
        mapping
            .optional("regions")
            .map(
                n -> {
                  try {
                    return RegionScript.parse(n.text());
                  } catch (health.lode.refusal.RefusedException e) {
                    throw n.wrong(e.refusal().reason().en(), e.refusal().reason().zh());
                  }
                });
    mapping.done();
    return new Pixels(
        ocr, Set.copyOf(every), (int) sample.whole(), languages.text(), review, regions);
  }

  private static <E extends Enum<E>> E word(StrictNode node, E[] words) {
    for (E each : words) {
      if (each.name().toLowerCase(Locale.ROOT).equals(node.text())) {
        return each;
      }
    }
    String known =
        String.join(
            ", ",
            java.util.Arrays.stream(words).map(w -> w.name().toLowerCase(Locale.ROOT)).toList());
    throw node.wrong("must be one of " + known, "应为以下之一：" + known);
  }

  /**
   * This policy without the patient's sex, age, size and weight: where a table says in generalised
   * form what the images would say exactly.
   */
  public DicomPolicy withoutCharacteristics() {
    Set<Option> fewer = EnumSet.noneOf(Option.class);
    fewer.addAll(options);
    fewer.remove(Option.PATIENT);
    return new DicomPolicy(Set.copyOf(fewer), unlisted, attributes, safePrivate, pixels);
  }

  /** This policy with a region script in place of its own. */
  public DicomPolicy withRegions(RegionScript script) {
    Pixels with =
        new Pixels(
            pixels.ocr(),
            pixels.every(),
            pixels.sample(),
            pixels.languages(),
            pixels.review(),
            Optional.of(script));
    return new DicomPolicy(options, unlisted, attributes, safePrivate, with);
  }
}
