package health.lode.server;

import health.lode.canonical.CanonicalJson;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The few files that pages load, from the class path; nothing is ever fetched from elsewhere. Their
 * links carry a part of their hash, so that browsers may keep them for good.
 */
final class Assets {
  private static final Map<String, String> PLACES =
      Map.of(
          "lode.css", "/health/lode/server/lode.css",
          "lode.js", "/health/lode/server/lode.js",
          "htmx.js", "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js",
          "echarts.js", "/META-INF/resources/webjars/echarts/5.5.0/echarts.simple.min.js",
          "lode.svg", "/health/lode/server/lode.svg");
  private final Map<String, byte[]> files;
  private final Map<String, String> links;

  Assets() {
    Map<String, byte[]> read = new java.util.TreeMap<>();
    Map<String, String> linked = new java.util.TreeMap<>();
    PLACES.forEach(
        (name, place) -> {
          byte[] bytes = bytes(place);
          read.put(name, bytes);
          linked.put(name, "/assets/" + name + "?" + CanonicalJson.sha256(bytes).substring(0, 12));
        });
    this.files = Map.copyOf(read);
    this.links = Map.copyOf(linked);
  }

  String link(String name) {
    return links.getOrDefault(name, "/assets/" + name);
  }

  void serve(Context context) {
    String name = context.pathParam("name");
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new io.javalin.http.NotFoundResponse();
    }
    String type =
        name.endsWith(".css")
            ? "text/css; charset=utf-8"
            : name.endsWith(".svg") ? "image/svg+xml" : "text/javascript; charset=utf-8";
    context
        .contentType(type)
        .header(
            "Cache-Control",
            context.queryString() == null
                ? "public, max-age=3600"
                : "public, max-age=31536000, immutable")
        .result(bytes);
  }

  private static byte[] bytes(String place) {
    try (InputStream in = Assets.class.getResourceAsStream(place)) {
      if (in == null) {
        throw new IllegalStateException(place + " is missing from the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
