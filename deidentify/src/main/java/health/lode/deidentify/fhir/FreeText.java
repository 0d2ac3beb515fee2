package health.lode.deidentify.fhir;

import health.lode.deidentify.fhir.Subject.KnownIdentity;
import health.lode.deidentify.markup.Markup;
import health.lode.deidentify.markup.MarkupReader;
import health.lode.deidentify.markup.NarrativeText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Free text: the caller's cleaner, then a search for the patient's own names, numbers and
 * addresses, which must not stand in the result whatever the cleaner did.
 */
public final class FreeText {
  /** What stands where a known word was. */
  public static final String MARK = "[removed]";

  private static final Set<String> INLINE =
      Set.of(
          "a", "abbr", "acronym", "b", "big", "cite", "code", "em", "i", "q", "samp", "small",
          "span", "strong", "sub", "sup", "tt", "var", "dfn", "font", "u");
  private static final Set<String> TAGS =
      Set.of(
          "a",
          "abbr",
          "acronym",
          "b",
          "big",
          "blockquote",
          "br",
          "caption",
          "cite",
          "code",
          "col",
          "colgroup",
          "dd",
          "dfn",
          "div",
          "dl",
          "dt",
          "em",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "hr",
          "i",
          "li",
          "ol",
          "p",
          "pre",
          "q",
          "samp",
          "small",
          "span",
          "strong",
          "sub",
          "sup",
          "table",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "tr",
          "tt",
          "ul",
          "var");
  private static final Set<String> SPOKEN = Set.of("title", "alt", "summary", "abbr");
  private static final String XHTML = "http://www.w3.org/1999/xhtml";
  private final TextCleaner cleaner;

  public FreeText(TextCleaner cleaner) {
    this.cleaner = cleaner;
  }

  /** The cleaned text; empty where nothing may stay. */
  public Optional<String> plain(Subject about, String text) {
    return text.isBlank() ? Optional.empty() : checked(about, cleaner.clean(about, text));
  }

  /** The words beside a published code, cleaned; empty where nothing may stay. */
  public Optional<String> term(Subject about, String words) {
    return words.isBlank() ? Optional.empty() : checked(about, cleaner.cleanTerm(about, words));
  }

  private static Optional<String> checked(Subject about, String cleaned) {
    return cleaned.isBlank() ? Optional.empty() : Optional.of(without(about.known(), cleaned));
  }

  /** A narrative's {@code div}; empty where nothing of it may stay or it is no XHTML. */
  Optional<String> xhtml(Subject about, String div) {
    if (cleaner == TextCleaner.WITHHOLD) {
      return Optional.empty();
    }
    try {
      Markup.Element root = MarkupReader.read(div);
      if (!root.local().equals("div")) {
        return Optional.empty();
      }
      NarrativeText narrative = new NarrativeText(INLINE, TAGS, a -> attribute(about, a));
      narrative.clean(root, text -> plain(about, text).orElse(""));
      if (root.text().isBlank()) {
        return Optional.empty();
      }
      Markup.Element clean = Markup.Element.of("div", XHTML);
      clean.attributes().add(new Markup.Attribute("xmlns", XHTML));
      clean.attributes().addAll(root.attributes());
      clean.inside().addAll(plainNames(root).inside());
      StringBuilder out = new StringBuilder();
      Markup.write(clean, out);
      return Optional.of(out.toString());
    } catch (MarkupReader.RefusedMarkup e) {
      return Optional.empty();
    }
  }

  /** Without prefixes: what stays is all of one namespace. */
  private static Markup.Element plainNames(Markup.Element element) {
    Markup.Element plain = Markup.Element.of(element.local(), XHTML);
    plain.attributes().addAll(element.attributes());
    for (Markup each : element.inside()) {
      plain.inside().add(each instanceof Markup.Element e ? plainNames(e) : each);
    }
    return plain;
  }

  private String attribute(Subject about, Markup.Attribute attribute) {
    if (SPOKEN.contains(attribute.name())) {
      return plain(about, attribute.value()).orElse("");
    }
    boolean span = attribute.name().equals("colspan") || attribute.name().equals("rowspan");
    return span && attribute.value().matches("[0-9]{1,3}") ? attribute.value() : "";
  }

  static String without(List<KnownIdentity> known, String text) {
    if (known.isEmpty()) {
      return text;
    }
    String left = text;
    String lower = lower(left);
    for (KnownIdentity each :
        known.stream().sorted(Comparator.comparingInt(k -> -k.text().length())).toList()) {
      String word = lower(each.text());
      int at = lower.indexOf(word);
      while (at >= 0) {
        int end = at + word.length();
        if (apart(lower, at - 1, at) && apart(lower, end - 1, end)) {
          left = left.substring(0, at) + MARK + left.substring(end);
          lower = lower(left);
          end = at + MARK.length();
        }
        at = lower.indexOf(word, end);
      }
    }
    return left;
  }

  /** Lower case, character by character, so that places stay the same. */
  private static String lower(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() == text.length()) {
      return lower;
    }
    StringBuilder each = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      each.append(Character.toLowerCase(text.charAt(i)));
    }
    return each.toString();
  }

  /**
   * Whether a word may end between these two places: not within letters or digits of Latin script.
   */
  private static boolean apart(String text, int before, int after) {
    return before < 0
        || after >= text.length()
        || !isLatin(text.charAt(before))
        || !isLatin(text.charAt(after));
  }

  private static boolean isLatin(char c) {
    return c < 0x250 && Character.isLetterOrDigit(c);
  }
}
