package health.lode.deidentify.markup;

import health.lode.deidentify.markup.Markup.Attribute;
import health.lode.deidentify.markup.Markup.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Cleans the text of a narrative and keeps its tags. What reads as one line of text is cleaned as
 * one, even where it is broken by tags in the line ({@code 张<b>三</b>}); when that changes it, the
 * tags in the line go, because they no longer have a place. Attributes stay only where they are
 * listed.
 *
 * @param inline tags within a line
 * @param tags all tags that may stay; of others only the text does
 * @param attribute what becomes of an attribute; blank removes it
 */
public record NarrativeText(
    Set<String> inline, Set<String> tags, Function<Attribute, String> attribute) {

  /** Replaces what is inside {@code element} by its cleaned form. */
  public void clean(Element element, UnaryOperator<String> cleaner) {
    attributes(element);
    List<Markup> out = new ArrayList<>();
    List<Markup> run = new ArrayList<>();
    for (Markup each : element.inside()) {
      if (each instanceof Element child && !isInline(child)) {
        flush(run, out, cleaner);
        clean(child, cleaner);
        if (tags.contains(child.local())) {
          out.add(child);
        } else {
          out.addAll(child.inside());
        }
      } else {
        run.add(each);
      }
    }
    flush(run, out, cleaner);
    element.inside().clear();
    element.inside().addAll(out);
  }

  /** An inline tag that holds only text and inline tags. */
  private boolean isInline(Element element) {
    return inline.contains(element.local()) && element.elements().stream().allMatch(this::isInline);
  }

  private void flush(List<Markup> run, List<Markup> out, UnaryOperator<String> cleaner) {
    if (run.isEmpty()) {
      return;
    }
    Element line = new Element("line", "", new ArrayList<>(), new ArrayList<>(run));
    String text = line.text();
    run.clear();
    if (text.isBlank()) {
      keepTags(line, out);
      return;
    }
    String cleaned = cleaner.apply(text);
    if (cleaned.equals(text)) {
      keepTags(line, out);
    } else if (line.inside().size() == 1 && line.inside().get(0) instanceof Element only) {
      attributes(only); // one tag around the whole line keeps its place
      only.inside().clear();
      only.inside().add(new Markup.Text(cleaned));
      if (tags.contains(only.local())) {
        out.add(only);
      } else {
        out.addAll(only.inside());
      }
    } else {
      out.add(new Markup.Text(cleaned));
    }
  }

  private void keepTags(Element line, List<Markup> out) {
    for (Markup each : line.inside()) {
      if (each instanceof Element child) {
        attributes(child);
        List<Markup> inside = new ArrayList<>();
        keepTags(child, inside);
        child.inside().clear();
        child.inside().addAll(inside);
        if (tags.contains(child.local())) {
          out.add(child);
        } else {
          out.addAll(inside);
        }
      } else {
        out.add(each);
      }
    }
  }

  private void attributes(Element element) {
    List<Attribute> staying = new ArrayList<>();
    for (Attribute each : element.attributes()) {
      String value = each.name().startsWith("xmlns") ? "" : attribute.apply(each);
      if (!value.isBlank()) {
        staying.add(new Attribute(each.name(), value));
      }
    }
    element.attributes().clear();
    element.attributes().addAll(staying);
  }
}
