package health.lode.server;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.server.wire.RefusalReport;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one place where what went wrong becomes an HTTP answer: a refusal by its category, anything
 * unforeseen as a fault with a number. No exception's own text ever leaves, because it may hold
 * data.
 */
public final class HttpRefusals {
  private static final System.Logger LOG = System.getLogger("health.lode.server");
  private final AtomicLong faults = new AtomicLong();

  /** Status of an answer, and what it says. */
  record Refused(int status, Refusal refusal) {}

  Refused of(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof RefusedException refused) {
      Refusal refusal = refused.refusal();
      int status =
          refusal.code() == ServerReason.LOGIN_REQUIRED
                  || refusal.code() == ServerReason.LOGIN_FAILED
              ? 401
              : refusal.code() == ServerReason.REQUEST_TOO_LARGE
                  ? 413
                  : refusal.code().category().httpStatus();
      return new Refused(status, refusal);
    }
    if (cause instanceof HttpResponseException response) {
      return new Refused(response.getStatus(), framework(response.getStatus()));
    }
    return new Refused(500, fault(cause));
  }

  /** What Javalin itself refuses: unknown paths, wrong methods, bodies above the limit. */
  static Refusal framework(int status) {
    if (status == 404 || status == 405) {
      return Refusal.of(
          ServerReason.PAGE_MISSING,
          Words.of("There is nothing at this address.", "此地址没有内容。"),
          Words.of("Begin at the first page.", "请从首页开始。"));
    }
    if (status == 413) {
      return tooLarge();
    }
    return Refusal.of(
        ServerReason.REQUEST_UNREADABLE,
        Words.of("The request cannot be read.", "请求无法读取。"),
        Words.of("Send it as docs/spec/wire.md says.", "请按 docs/spec/wire.md 发送。"));
  }

  static Refusal tooLarge() {
    return Refusal.of(
        ServerReason.REQUEST_TOO_LARGE,
        Words.of("The request is too large.", "请求过大。"),
        Words.of("Send less at once.", "请减少一次发送的内容。"));
  }

  static Refusal loginRequired() {
    return Refusal.of(
        ServerReason.LOGIN_REQUIRED,
        Words.of("This needs a login.", "需要登录。"),
        Words.of("Log in with a local account.", "请使用本地账号登录。"));
  }

  static Refusal foreign() {
    return Refusal.of(
        ServerReason.REQUEST_FOREIGN,
        Words.of("The form does not come from this session's own page.", "该表单并非来自本会话的页面。"),
        Words.of("Open the page again and repeat.", "请重新打开页面后再操作。"));
  }

  private Refusal fault(Throwable cause) {
    long number = faults.incrementAndGet();
    StringBuilder trace = new StringBuilder();
    // The message is left out on purpose: a driver's message may quote what it was given.
    for (Throwable each = cause; each != null; each = each.getCause()) {
      trace.append(each.getClass().getName()).append('\n');
      for (StackTraceElement element : each.getStackTrace()) {
        trace.append("    at ").append(element).append('\n');
      }
    }
    LOG.log(System.Logger.Level.ERROR, "fault {0}: {1}", number, trace);
    return Refusal.of(
        ServerReason.INTERNAL_FAULT,
        Words.of("A fault of the server, number " + number + ".", "服务器内部故障，编号 " + number + "。"),
        Words.of(
            "Try again; if it stays, report it with the log of the server.",
            "请重试；如仍出现，请附服务器日志反馈。"));
  }

  static void json(Context context, Refused refused) {
    context
        .status(refused.status())
        .contentType("application/json; charset=utf-8")
        .result(RefusalReport.of(refused.refusal()).toJson().toString());
  }

  /** What the refusal page shows. */
  public record Model(String code, String reason, String remedy) {
    static Model of(Refusal refusal, Locale locale) {
      return new Model(
          refusal.code().name(), refusal.reason().in(locale), refusal.remedy().in(locale));
    }
  }
}
