package health.lode.server;

import java.util.concurrent.CompletableFuture;

/**
 * Where a server hangs up its routes. A page is for people: login by cookie, a refusal is shown as
 * a page. A call is for programs: a token in {@code Authorization: Bearer}, or proof inside the
 * body; a refusal is JSON.
 */
public interface Routes {
  /** Answers one request. */
  @FunctionalInterface
  interface Route {
    Reply answer(Visit visit) throws Exception;
  }

  /** Answers one request without holding a thread while it waits. */
  @FunctionalInterface
  interface WaitingRoute {
    CompletableFuture<Reply> answer(Visit visit) throws Exception;
  }

  /** GET a page, logged in. */
  void page(String path, Route route);

  /** GET a page that anyone may see. */
  void openPage(String path, Route route);

  /** POST a form, logged in, with the session's own token. */
  void action(String path, Route route);

  /** GET data, logged in by cookie or bearer token. */
  void data(String path, Route route);

  /** POST by a program with a bearer token. */
  void call(String path, Route route);

  /** GET by a program, without login. */
  void openData(String path, Route route);

  /** POST by a program whose body proves itself. */
  void openCall(String path, WaitingRoute route);
}
