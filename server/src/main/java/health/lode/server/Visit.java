package health.lode.server;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.canonical.CanonicalJson;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Optional;

/** One request, as a route sees it. */
public final class Visit {
  private final Context context;
  private final Optional<Sessions.Session> session;
  private final Page page;

  Visit(Context context, Optional<Sessions.Session> session, Page page) {
    this.context = context;
    this.session = session;
    this.page = page;
  }

  /** The account; refused with LOGIN_REQUIRED where nobody is logged in. */
  public Account account() {
    return session
        .map(Sessions.Session::account)
        .orElseThrow(() -> HttpRefusals.loginRequired().asException());
  }

  public Optional<Account> visitor() {
    return session.map(Sessions.Session::account);
  }

  /** Refuses with ROLE_MISSING where the account may not act as {@code role}. */
  public void require(String role) {
    if (!account().may(role)) {
      throw Refusal.of(
              ServerReason.ROLE_MISSING,
              Words.of("This account may not act as " + role + ".", "此账号不能以 " + role + " 的身份操作。"),
              Words.of(
                  "Log in with an account of that office, or have the operator grant the role.",
                  "请使用该机构的账号登录，或请管理员授予该身份。"))
          .asException();
    }
  }

  public Locale locale() {
    return page.locale();
  }

  public Page page() {
    return page;
  }

  public String text(String key, Object... values) {
    return page.text(key, values);
  }

  /** A part of the path, such as {@code id} in {@code /permits/{id}}. */
  public String path(String name) {
    return context.pathParam(name);
  }

  /** A field of the form, without surrounding blanks; empty where it is missing. */
  public String form(String name) {
    String value = context.formParam(name);
    return value == null ? "" : value.strip();
  }

  /** A parameter behind the question mark; empty where it is missing. */
  public String query(String name) {
    String value = context.queryParam(name);
    return value == null ? "" : value.strip();
  }

  public byte[] body() {
    return context.bodyAsBytes();
  }

  /** The body as strict JSON; refused with REQUEST_UNREADABLE. */
  public JsonNode json() {
    try {
      return CanonicalJson.parse(context.bodyAsBytes());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Refusal.of(
              ServerReason.REQUEST_UNREADABLE,
              Words.of("The request is no strict JSON.", "请求不是严格的 JSON。"),
              Words.of("Send one JSON document without repeated keys.", "请发送一份没有重复键的 JSON 文档。")),
          e);
    }
  }

  /** Whether htmx asks, so that a part of a page is wanted and not the whole. */
  public boolean wantsPart() {
    return "true".equals(context.header("HX-Request"));
  }

  /** Where the request came from. */
  public String address() {
    return context.ip();
  }
}
