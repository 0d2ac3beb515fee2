package health.lode.server;

import java.util.List;

/**
 * What makes one server's pages its own.
 *
 * @param name the hospital's or hub's name, shown at the top
 * @param kindKey key of the word for what this is ("hub", "hospital node")
 * @param texts its words
 * @param templates package into which its jte templates were generated
 * @param sections what stands in the navigation
 */
public record Site(
    String name, String kindKey, Texts texts, String templates, List<Section> sections) {

  /** A line of the navigation: a path, and the key of its words. */
  public record Section(String path, String key) {}

  public Site {
    sections = List.copyOf(sections);
  }
}
