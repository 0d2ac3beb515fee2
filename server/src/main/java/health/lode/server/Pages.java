package health.lode.server;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.file.Path;
import java.util.Map;

/** Renders templates: a site's own ones, and the shell and the few pages that every server has. */
final class Pages {
  private final TemplateEngine shared;
  private final TemplateEngine own;
  private final Assets assets;

  Pages(Site site, Assets assets) {
    this.shared = engine("health.lode.server.page");
    this.own = engine(site.templates());
    this.assets = assets;
  }

  private static TemplateEngine engine(String templates) {
    return TemplateEngine.createPrecompiled(
        Path.of("unused"), ContentType.Html, Pages.class.getClassLoader(), templates);
  }

  /** A template of the site (or a shared one of that name) inside the shell. */
  String whole(String template, String title, Object model, Page page) {
    Content content = out -> of(template).render(template + ".jte", values(model, page), out);
    StringOutput out = new StringOutput(16_384);
    Shell shell =
        new Shell(
            page,
            title,
            content,
            assets.link("lode.css"),
            assets.link("lode.js"),
            assets.link("htmx.js"),
            assets.link("lode.svg"));
    shared.render("shell.jte", Map.of("shell", shell, "page", page), out);
    return out.toString();
  }

  /** A template alone. */
  String part(String template, Object model, Page page) {
    StringOutput out = new StringOutput(8_192);
    of(template).render(template + ".jte", values(model, page), out);
    return out.toString();
  }

  private TemplateEngine of(String template) {
    return own.hasTemplate(template + ".jte") ? own : shared;
  }

  private Map<String, Object> values(Object model, Page page) {
    return Map.of("model", model, "page", page);
  }
}
