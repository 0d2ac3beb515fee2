package health.lode.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What a route answers. */
public sealed interface Reply {
  /**
   * A whole page: a template inside the shell.
   *
   * @param template its file name without {@code .jte}
   * @param title what the browser shows, in the visitor's language
   * @param model handed to the template as {@code model}
   */
  record Shown(String template, String title, Object model) implements Reply {}

  /** A template without the shell, to be put into a page by htmx. */
  record Part(String template, Object model) implements Reply {}

  /** Go there instead. */
  record Elsewhere(String path) implements Reply {}

  /** Data for a program. */
  record Data(JsonNode json) implements Reply {}

  /** A file, shown or saved under {@code fileName}. */
  record Download(byte[] bytes, String mediaType, Optional<String> fileName) implements Reply {}

  static Reply page(String template, String title, Object model) {
    return new Shown(template, title, model);
  }

  static Reply part(String template, Object model) {
    return new Part(template, model);
  }

  static Reply redirect(String path) {
    return new Elsewhere(path);
  }

  static Reply json(JsonNode json) {
    return new Data(json);
  }
}
