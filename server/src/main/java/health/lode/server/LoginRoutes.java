package health.lode.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import health.lode.refusal.RefusedException;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Logging in and out: by form for people, by JSON for programs. */
public final class LoginRoutes {
  private final Accounts accounts;
  private final Sessions sessions;

  /**
   * What the login page is given.
   *
   * @param next where to go afterwards
   * @param wrong what was wrong the last time; empty at first
   */
  public record Model(String next, String wrong) {}

  LoginRoutes(Accounts accounts, Sessions sessions) {
    this.accounts = accounts;
    this.sessions = sessions;
  }

  Reply show(Visit visit) {
    String next = ownPath(visit.query("next"));
    return visit.visitor().isPresent()
        ? Reply.redirect(next)
        : Reply.page("login", visit.text("login.title"), new Model(next, ""));
  }

  void enter(Context context, WebRoutes routes) {
    String next = ownPath(context.formParam("next"));
    try {
      Account account =
          accounts.check(
              orEmpty(context.formParam("name")).strip(),
              orEmpty(context.formParam("password")),
              context.ip());
      routes.dropSession(context);
      routes.setSession(context, sessions.begin(account));
      context.redirect(next, HttpStatus.SEE_OTHER);
    } catch (RefusedException e) {
      routes.showLogin(context, e, next);
    }
  }

  void leave(Context context, WebRoutes routes) {
    routes.dropSession(context);
    context.redirect("/", HttpStatus.SEE_OTHER);
  }

  Reply token(Visit visit) {
    JsonNode json = visit.json();
    Account account =
        accounts.check(json.path("name").asText(), json.path("password").asText(), visit.address());
    return Reply.json(JsonNodeFactory.instance.objectNode().put("token", sessions.begin(account)));
  }

  /** A path on this server; anything else would let a link send people elsewhere. */
  static String ownPath(@Nullable String path) {
    return path != null && path.matches("/([A-Za-z0-9._~%?&=-][A-Za-z0-9._~%/?&=-]*)?")
        ? path
        : "/";
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
