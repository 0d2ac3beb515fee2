package health.lode.deidentify.cda;

import health.lode.deidentify.fhir.Action;
import health.lode.deidentify.fhir.Applied;
import health.lode.deidentify.fhir.FhirDeidentifier;
import health.lode.deidentify.fhir.FreeText;
import health.lode.deidentify.fhir.Subject;
import health.lode.deidentify.markup.Markup;
import health.lode.deidentify.markup.Markup.Attribute;
import health.lode.deidentify.markup.Markup.Element;
import health.lode.deidentify.markup.NarrativeText;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** One document's way through the rules; builds a new tree of what may stay. For one thread. */
final class CdaWalk {
  private static final Set<String> INLINE =
      Set.of("content", "sub", "sup", "linkHtml", "footnote", "footnoteRef");
  private static final Set<String> TAGS =
      Set.of(
          "content",
          "sub",
          "sup",
          "linkHtml",
          "footnote",
          "footnoteRef",
          "renderMultiMedia",
          "br",
          "caption",
          "paragraph",
          "list",
          "item",
          "table",
          "thead",
          "tbody",
          "tfoot",
          "tr",
          "td",
          "th",
          "col",
          "colgroup");
  private static final Map<String, Set<String>> LAYOUT =
      Map.of(
          "listType", Set.of("ordered", "unordered"),
          "styleCode", Set.of("Bold", "Underline", "Italics", "Emphasis"),
          "align", Set.of("left", "center", "right", "justify", "char"));
  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

  private final CdaPolicy policy;
  private final FreeText text;
  private final CdaLeaves leaves;
  private final Optional<Subject> about;
  private final Pseudonyms pseudonyms;
  private final List<Applied> applied = new ArrayList<>();
  private int kept;

  CdaWalk(CdaPolicy policy, FhirDeidentifier fhir, Optional<Subject> about, LocalDate today) {
    this.policy = policy;
    this.text = fhir.text();
    this.about = about;
    this.pseudonyms = fhir.pseudonyms();
    Dates dates = fhir.dates();
    OptionalInt shift = about.map(fhir::shift).orElse(OptionalInt.empty());
    this.leaves = new CdaLeaves(fhir, dates, shift, about, today);
  }

  List<Applied> applied() {
    return List.copyOf(applied);
  }

  int kept() {
    return kept;
  }

  Element document(Element in, CdaPlace root) {
    Element out = Element.of("ClinicalDocument", CdaDeidentifier.V3);
    out.attributes().add(new Attribute("xmlns", CdaDeidentifier.V3));
    out.attributes().add(new Attribute("xmlns:xsi", XSI));
    out.attributes().add(new Attribute("xmlns:sdtc", CdaDeidentifier.SDTC));
    fill(in, out, root, root.decide(CdaPlace.NO_RULE, in), "");
    return out;
  }

  private Element element(Element in, CdaPlace place, int covering, String around) {
    boolean extension = in.uri().equals(CdaDeidentifier.SDTC);
    Element out = Element.of((extension ? "sdtc:" : "") + in.local(), in.uri());
    int rule = place.decide(covering, in);
    if (isNarrative(in, rule)) {
      narrative(in, out, place, rule);
      return out;
    }
    boolean held = !in.attributes().isEmpty() || !in.inside().isEmpty();
    fill(in, out, place, rule, CdaTypes.of(in, around));
    boolean bare = out.attributes().isEmpty() && out.inside().stream().allMatch(CdaWalk::isMasked);
    if (bare && held) {
      out.inside().clear();
      out.attributes().add(new Attribute("nullFlavor", "MSK"));
    }
    return out;
  }

  private static boolean isMasked(Markup inside) {
    return inside instanceof Element e
        ? e.inside().isEmpty()
            && e.attributes().size() == 1
            && e.attribute("nullFlavor").orElse("").equals("MSK")
        : inside instanceof Markup.Text t && t.characters().isBlank();
  }

  private void fill(Element in, Element out, CdaPlace place, int covering, String type) {
    for (Attribute each : in.attributes()) {
      if (!each.name().startsWith("xmlns")) {
        attribute(in, each, place, covering, type).ifPresent(out.attributes()::add);
      }
    }
    for (Markup each : in.inside()) {
      if (each instanceof Markup.Text t) {
        characters(in, t, place, covering).ifPresent(out.inside()::add);
      } else if (each instanceof Element e) {
        boolean ours = e.uri().equals(CdaDeidentifier.V3) || e.uri().equals(CdaDeidentifier.SDTC);
        if (ours && policy.elements().contains(e.local())) {
          out.inside().add(element(e, place.child(e.local()), covering, type));
        } else {
          note(place.path() + ".?", CdaPlace.NO_RULE, new Action.Redact());
        }
      }
    }
  }

  private Optional<Attribute> attribute(
      Element owner, Attribute attribute, CdaPlace place, int covering, String type) {
    String name = attribute.name();
    if (name.equals("ID")) {
      return Optional.of(new Attribute("ID", anchor(attribute.value())));
    }
    if (!CdaLeaves.ATTRIBUTES.contains(name)) {
      note(place.path() + ".@?", CdaPlace.NO_RULE, new Action.Redact());
      return Optional.empty();
    }
    if (name.equals("value")
        && owner.local().equals("reference")
        && attribute.value().startsWith("#")) {
      return Optional.of(new Attribute("value", "#" + anchor(attribute.value().substring(1))));
    }
    CdaPlace at = place.child("@" + name);
    int rule = at.decide(covering, owner);
    Action action = action(rule);
    Optional<String> left = leaves.attribute(action, owner, type, attribute);
    record(at.path(), rule, action, left.isPresent());
    return left.map(v -> new Attribute(name, v));
  }

  /** A document's own anchor: renamed, because people write names into them. */
  private String anchor(String id) {
    return "a" + pseudonyms.code("cda/anchor", id);
  }

  private Optional<Markup> characters(Element owner, Markup.Text in, CdaPlace place, int covering) {
    String characters = in.characters();
    if (characters.isBlank()) {
      return Optional.of(in);
    }
    Action action = action(covering);
    Optional<String> left = leaves.text(action, owner, characters);
    record(place.path(), covering, action, left.isPresent());
    return left.map(Markup.Text::new);
  }

  private boolean isNarrative(Element in, int rule) {
    boolean base64 = in.attribute("representation").orElse("").equals("B64");
    boolean kept = action(rule) instanceof Action.Keep;
    return in.local().equals("text") && !kept && (base64 || in.child("reference").isEmpty());
  }

  /** A section's text, or the body of a document without structure. */
  private void narrative(Element in, Element out, CdaPlace place, int rule) {
    in.attribute("ID").ifPresent(id -> out.attributes().add(new Attribute("ID", anchor(id))));
    boolean words = !in.attribute("representation").orElse("").equals("B64");
    String media = in.attribute("mediaType").orElse("text/x-hl7-text+xml");
    boolean cleaned =
        words
            && (media.equals("text/x-hl7-text+xml") || media.equals("text/plain"))
            && action(rule) instanceof Action.Text
            && about.isPresent();
    if (cleaned) {
      Element copy = Element.of(in.local(), in.uri());
      copy.inside().addAll(in.inside());
      NarrativeText narrative = new NarrativeText(INLINE, TAGS, this::layout);
      narrative.clean(copy, t -> text.plain(about.get(), t).orElse(""));
      copy.inside().forEach(m -> out.inside().add(plainNames(m)));
    }
    boolean stays = !out.text().isBlank();
    if (!stays) {
      out.inside().clear();
      out.inside().add(new Markup.Text(FreeText.MARK));
    }
    record(place.path(), rule, action(rule), stays);
  }

  private static Markup plainNames(Markup in) {
    if (!(in instanceof Element e)) {
      return in;
    }
    Element out = Element.of(e.local(), CdaDeidentifier.V3);
    out.attributes().addAll(e.attributes());
    e.inside().forEach(m -> out.inside().add(plainNames(m)));
    return out;
  }

  private String layout(Attribute attribute) {
    return switch (attribute.name()) {
      case "ID" -> anchor(attribute.value());
      case "IDREF" -> anchor(attribute.value());
      case "href" ->
          attribute.value().startsWith("#") ? "#" + anchor(attribute.value().substring(1)) : "";
      case "colspan", "rowspan", "border" ->
          attribute.value().matches("[0-9]{1,3}") ? attribute.value() : "";
      case "width" -> attribute.value().matches("[0-9]{1,4}%?") ? attribute.value() : "";
      default ->
          LAYOUT.getOrDefault(attribute.name(), Set.of()).contains(attribute.value())
              ? attribute.value()
              : "";
    };
  }

  private Action action(int rule) {
    return rule == CdaPlace.NO_RULE ? new Action.Redact() : policy.rules().get(rule).action();
  }

  private void record(String path, int rule, Action action, boolean stays) {
    if (!stays) {
      note(path, rule, new Action.Redact());
    } else if (action instanceof Action.Keep || action instanceof Action.Known) {
      kept++;
    } else {
      note(path, rule, action);
    }
  }

  private void note(String path, int rule, Action action) {
    String label = rule == CdaPlace.NO_RULE ? "default" : policy.rules().get(rule).label();
    applied.add(new Applied(path, label, action.word()));
  }
}
