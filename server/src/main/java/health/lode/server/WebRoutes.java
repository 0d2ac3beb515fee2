package health.lode.server;

import health.lode.refusal.RefusedException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpResponseException;
import io.javalin.http.SameSite;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@link Routes} on Javalin: who is asking, in which language, from which site, and how to fail.
 */
final class WebRoutes implements Routes {
  private static final String FAILS_AS_PAGE = "fails-as-page";
  private static final int LARGEST_FORM = 1 << 20;
  private static final String LANGUAGE_COOKIE = "lode-language";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private final RoutesConfig routes;
  private final Site site;
  private final Pages pages;
  private final Accounts accounts;
  private final Sessions sessions;
  private final boolean secure;
  private final HttpRefusals refusals = new HttpRefusals();

  WebRoutes(
      RoutesConfig routes,
      Site site,
      Pages pages,
      Accounts accounts,
      Sessions sessions,
      boolean secure) {
    this.routes = routes;
    this.site = site;
    this.pages = pages;
    this.accounts = accounts;
    this.sessions = sessions;
    this.secure = secure;
  }

  void hangUpShared(Assets assets) {
    routes.before(this::guard);
    routes.exception(Exception.class, this::fail);
    routes.exception(HttpResponseException.class, this::fail);
    routes.error(
        404,
        context -> {
          if (context.result() == null || context.result().isEmpty()) {
            answer(context, new HttpRefusals.Refused(404, HttpRefusals.framework(404)), true);
          }
        });
    routes.get("/assets/{name}", assets::serve);
    routes.get("/language", this::language);
    LoginRoutes login = new LoginRoutes(accounts, sessions);
    openPage("/login", login::show);
    handlePost("/login", context -> login.enter(context, this));
    handlePost("/logout", context -> login.leave(context, this));
    routes.post(
        "/api/v1/login", context -> send(context, login.token(visit(context, Optional.empty()))));
  }

  private void handlePost(String path, io.javalin.http.Handler handler) {
    routes.post(
        path,
        context -> {
          context.attribute(FAILS_AS_PAGE, true);
          requireOwnSite(context);
          handler.handle(context);
        });
  }

  @Override
  public void page(String path, Route route) {
    routes.get(
        path,
        context -> {
          context.attribute(FAILS_AS_PAGE, true);
          Optional<Sessions.Session> session = byCookie(context);
          if (session.isEmpty()) {
            throw HttpRefusals.loginRequired().asException();
          }
          send(context, route.answer(visit(context, session)));
        });
  }

  @Override
  public void openPage(String path, Route route) {
    routes.get(
        path,
        context -> {
          context.attribute(FAILS_AS_PAGE, true);
          send(context, route.answer(visit(context, byCookie(context))));
        });
  }

  @Override
  public void action(String path, Route route) {
    routes.post(
        path,
        context -> {
          context.attribute(FAILS_AS_PAGE, true);
          requireOwnSite(context);
          Sessions.Session session =
              byCookie(context).orElseThrow(() -> HttpRefusals.loginRequired().asException());
          requireSmall(context);
          String token = context.header("X-CSRF-Token");
          if (!session.carries(token != null ? token : context.formParam("csrf"))) {
            throw HttpRefusals.foreign().asException();
          }
          send(context, route.answer(visit(context, Optional.of(session))));
        });
  }

  @Override
  public void data(String path, Route route) {
    routes.get(
        path,
        context -> {
          Optional<Sessions.Session> session = byBearer(context).or(() -> byCookie(context));
          if (session.isEmpty()) {
            throw HttpRefusals.loginRequired().asException();
          }
          send(context, route.answer(visit(context, session)));
        });
  }

  @Override
  public void call(String path, Route route) {
    routes.post(
        path,
        context -> {
          // Never by cookie: a browser on another site could send that along.
          Optional<Sessions.Session> session = byBearer(context);
          if (session.isEmpty()) {
            throw HttpRefusals.loginRequired().asException();
          }
          requireSmall(context);
          send(context, route.answer(visit(context, session)));
        });
  }

  @Override
  public void openData(String path, Route route) {
    routes.get(path, context -> send(context, route.answer(visit(context, Optional.empty()))));
  }

  @Override
  public void openCall(String path, WaitingRoute route) {
    routes.post(
        path,
        context -> {
          Visit visit = visit(context, Optional.empty());
          context.future(
              () -> {
                try {
                  return route.answer(visit).thenAccept(reply -> send(context, reply));
                } catch (Exception e) {
                  return java.util.concurrent.CompletableFuture.failedFuture(e);
                }
              });
        });
  }

  private void guard(Context context) {
    context
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cache-Control", "no-store");
    if (secure) {
      context.header("Strict-Transport-Security", "max-age=31536000");
    }
  }

  private static void requireSmall(Context context) {
    if (context.req().getContentLengthLong() > LARGEST_FORM
        || context.bodyAsBytes().length > LARGEST_FORM) {
      throw HttpRefusals.tooLarge().asException();
    }
  }

  /** Refuses a form that a browser says another site sent. */
  private static void requireOwnSite(Context context) {
    String site = context.header("Sec-Fetch-Site");
    String origin = context.header("Origin");
    boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
    if (!foreign && origin != null && !origin.equals("null")) {
      foreign = !authority(origin).equals(Optional.ofNullable(context.header("Host")));
    }
    if (foreign) {
      throw HttpRefusals.foreign().asException();
    }
  }

  private static Optional<String> authority(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void fail(Exception e, Context context) {
    answer(context, refusals.of(e), Boolean.TRUE.equals(context.attribute(FAILS_AS_PAGE)));
  }

  private void answer(Context context, HttpRefusals.Refused refused, boolean asPage) {
    if (!asPage || !wantsHtml(context)) {
      HttpRefusals.json(context, refused);
      return;
    }
    if (refused.refusal().code() == ServerReason.LOGIN_REQUIRED) {
      context.redirect("/login?next=" + LoginRoutes.encode(context.path()));
      return;
    }
    Visit visit = visit(context, byCookie(context));
    HttpRefusals.Model model = HttpRefusals.Model.of(refused.refusal(), visit.locale());
    context.status(refused.status());
    if (visit.wantsPart()) {
      // htmx shows only what succeeded unless told otherwise; lode.js tells it to show this too.
      context.html(pages.part("refusal", model, visit.page()));
    } else {
      context.html(pages.whole("refusal", visit.text("refusal.title"), model, visit.page()));
    }
  }

  private static boolean wantsHtml(Context context) {
    String accept = context.header("Accept");
    return "true".equals(context.header("HX-Request"))
        || (accept != null && accept.contains("text/html"));
  }

  void send(Context context, Reply reply) {
    if (reply instanceof Reply.Shown shown) {
      Visit visit = visit(context, byCookie(context));
      context.html(pages.whole(shown.template(), shown.title(), shown.model(), visit.page()));
    } else if (reply instanceof Reply.Part part) {
      Visit visit = visit(context, byCookie(context));
      context.html(pages.part(part.template(), part.model(), visit.page()));
    } else if (reply instanceof Reply.Elsewhere elsewhere) {
      context.redirect(elsewhere.path(), io.javalin.http.HttpStatus.SEE_OTHER);
    } else if (reply instanceof Reply.Data data) {
      context.contentType("application/json; charset=utf-8").result(data.json().toString());
    } else if (reply instanceof Reply.Download download) {
      context.contentType(download.mediaType()).result(download.bytes());
      download
          .fileName()
          .ifPresent(
              name ->
                  context.header(
                      "Content-Disposition",
                      "attachment; filename*=UTF-8''" + LoginRoutes.encode(name)));
    }
  }

  private void language(Context context) {
    String to = "en".equals(context.queryParam("to")) ? "en" : "zh";
    Cookie cookie = new Cookie(LANGUAGE_COOKIE, to);
    cookie.setPath("/");
    cookie.setMaxAge(365 * 24 * 3600);
    cookie.setSameSite(SameSite.LAX);
    cookie.setSecure(secure);
    context.cookie(cookie);
    context.redirect(LoginRoutes.ownPath(context.queryParam("back")));
  }

  Visit visit(Context context, Optional<Sessions.Session> session) {
    String query = context.queryString();
    Page page =
        new Page(
            site,
            locale(context),
            session.map(Sessions.Session::account),
            session.map(Sessions.Session::csrf).orElse(""),
            context.path(),
            query == null || !context.method().name().equals("GET") ? "" : "?" + query);
    return new Visit(context, session, page);
  }

  private static Locale locale(Context context) {
    String chosen = context.cookie(LANGUAGE_COOKIE);
    String asked = chosen != null ? chosen : context.header("Accept-Language");
    return language(asked);
  }

  /** The first language of the list that there are words for; Chinese where none is. */
  static Locale language(@Nullable String asked) {
    if (asked != null) {
      for (String each : asked.split(",")) {
        String tag = each.strip().toLowerCase(Locale.ROOT);
        if (tag.startsWith("zh")) {
          return Locale.SIMPLIFIED_CHINESE;
        }
        if (tag.startsWith("en")) {
          return Locale.ENGLISH;
        }
      }
    }
    return Locale.SIMPLIFIED_CHINESE;
  }

  private Optional<Sessions.Session> byCookie(Context context) {
    return sessions.find(context.cookie(cookieName(context)));
  }

  private Optional<Sessions.Session> byBearer(Context context) {
    String header = context.header("Authorization");
    return header != null && header.startsWith("Bearer ")
        ? sessions.find(header.substring("Bearer ".length()).strip())
        : Optional.empty();
  }

  /** Cookies do not tell ports apart, so that two servers on one machine need two names. */
  String cookieName(Context context) {
    String port = Integer.toString(context.req().getLocalPort());
    return (secure ? "__Host-lode-" : "lode-") + port;
  }

  void setSession(Context context, String token) {
    Cookie cookie = new Cookie(cookieName(context), token);
    cookie.setPath("/");
    cookie.setHttpOnly(true);
    cookie.setSecure(secure);
    cookie.setSameSite(SameSite.STRICT);
    context.cookie(cookie);
  }

  void dropSession(Context context) {
    String name = cookieName(context);
    Optional.ofNullable(context.cookie(name)).ifPresent(sessions::end);
    context.removeCookie(name, "/");
  }

  /** Shows the login page again with what was wrong. */
  void showLogin(Context context, RefusedException e, String next) {
    HttpRefusals.Refused refused = refusals.of(e);
    Visit visit = visit(context, Optional.empty());
    context.status(refused.status());
    context.html(
        pages.whole(
            "login",
            visit.text("login.title"),
            new LoginRoutes.Model(next, refused.refusal().reason().in(visit.locale())),
            visit.page()));
  }
}
