package health.lode.deidentify.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A piece of markup: an element or text, in the order in which they stood. */
public sealed interface Markup {

  /** Characters between tags. */
  record Text(String characters) implements Markup {}

  /** An attribute by its written name ({@code xsi:type}). */
  record Attribute(String name, String value) {}

  /**
   * An element; what is inside may be replaced.
   *
   * @param name as it was written, with its prefix
   * @param uri its namespace; empty for none
   * @param attributes namespace declarations included, in order
   */
  record Element(String name, String uri, List<Attribute> attributes, List<Markup> inside)
      implements Markup {

    public static Element of(String name, String uri) {
      return new Element(name, uri, new ArrayList<>(), new ArrayList<>());
    }

    /** The name without its prefix. */
    public String local() {
      return name.substring(name.indexOf(':') + 1);
    }

    public Optional<String> attribute(String wanted) {
      return attributes.stream()
          .filter(a -> a.name().equals(wanted))
          .map(Attribute::value)
          .findFirst();
    }

    public List<Element> elements() {
      return inside.stream().filter(Element.class::isInstance).map(Element.class::cast).toList();
    }

    /** The first child of this local name. */
    public Optional<Element> child(String wanted) {
      return elements().stream().filter(e -> e.local().equals(wanted)).findFirst();
    }

    /** All characters inside, tags left out. */
    public String text() {
      StringBuilder text = new StringBuilder();
      collect(this, text);
      return text.toString();
    }

    private static void collect(Element element, StringBuilder text) {
      for (Markup each : element.inside()) {
        if (each instanceof Text t) {
          text.append(t.characters());
        } else if (each instanceof Element e) {
          collect(e, text);
        }
      }
    }
  }

  /** Writes an element as XML, without a declaration. */
  static void write(Element element, StringBuilder out) {
    out.append('<').append(element.name());
    for (Attribute each : element.attributes()) {
      out.append(' ').append(each.name()).append("=\"");
      escape(each.value(), true, out);
      out.append('"');
    }
    if (element.inside().isEmpty()) {
      out.append("/>");
      return;
    }
    out.append('>');
    for (Markup each : element.inside()) {
      if (each instanceof Text t) {
        escape(t.characters(), false, out);
      } else if (each instanceof Element e) {
        write(e, out);
      }
    }
    out.append("</").append(element.name()).append('>');
  }

  private static void escape(String text, boolean attribute, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '\r' -> out.append("&#13;");
        case '"' -> out.append(attribute ? "&quot;" : "\"");
        case '\n' -> out.append(attribute ? "&#10;" : "\n");
        case '\t' -> out.append(attribute ? "&#9;" : "\t");
        default -> out.append(c);
      }
    }
  }
}
