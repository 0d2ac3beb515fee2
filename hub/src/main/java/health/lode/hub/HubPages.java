package health.lode.hub;

import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitState;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import health.lode.server.Account;
import health.lode.server.Reply;
import health.lode.server.Routes;
import health.lode.server.ServerReason;
import health.lode.server.Visit;
import java.time.Clock;
import java.util.List;

/** The hub's pages for people. */
final class HubPages {
  private final Hub hub;
  private final CataloguePage catalogue;
  private final PermitPages permitPages;
  private final LedgerPage ledger;
  private final PermitDesk permits;
  private final QuestionDesk questions;
  private final HubBook book;

  HubPages(
      Hub hub,
      HubBook book,
      NodeReports reports,
      WireDesk wire,
      PermitDesk permits,
      QuestionDesk questions,
      Clock clock) {
    this.hub = hub;
    this.book = book;
    this.permits = permits;
    this.questions = questions;
    this.catalogue = new CataloguePage(book, reports, wire, clock);
    this.permitPages = new PermitPages(book, reports, permits, clock);
    this.ledger = new LedgerPage(book);
  }

  void hangUp(Routes routes) {
    routes.page("/", visit -> show(visit, "catalogue", "hub.catalogue", catalogue.model(visit)));
    routes.action("/tokens", this::token);
    routes.page(
        "/permits", visit -> show(visit, "permits", "hub.permits", permitPages.list(visit)));
    routes.page("/permits/new", visit -> newPermit(visit, ""));
    routes.action("/permits", this::request);
    routes.page("/permits/{id}", this::permit);
    routes.action("/permits/{id}/sign", this::sign);
    routes.page("/ask", this::question);
    routes.action("/ask", this::ask);
    routes.action("/ask/explain", this::explain);
    routes.page("/ledger", visit -> show(visit, "ledger", "hub.ledger", ledger.model(visit)));
  }

  private static Reply show(Visit visit, String template, String title, Object model) {
    return Reply.page(template, visit.text(title), model);
  }

  private Reply token(Visit visit) {
    visit.require(Account.OPERATOR);
    return Reply.part("token", new CataloguePage.Token(hub.issueToken(), hub.fingerprint()));
  }

  private Reply newPermit(Visit visit, String text) {
    return show(visit, "permit-new", "hub.permit.new", permitPages.blank(visit, text));
  }

  private Reply request(Visit visit) {
    Permit permit = Permit.fromYaml(visit.form("text"));
    visit.require(permit.requester().value());
    return Reply.redirect("/permits/" + hub.requestPermit(permit));
  }

  private Reply permit(Visit visit) {
    PermitId id = PermitId.of(visit.path("id"));
    return Reply.page("permit", book.permit(id).project(), permitPages.one(visit, id));
  }

  private Reply sign(Visit visit) {
    PartyId office = PartyId.of(visit.form("office"));
    visit.require(office.value());
    PermitId id = PermitId.of(visit.path("id"));
    hub.signPermit(id, office);
    return Reply.redirect("/permits/" + id);
  }

  private Reply question(Visit visit) {
    return show(visit, "ask", "hub.ask", askModel(visit));
  }

  private AskModel askModel(Visit visit) {
    List<PermitState> mine =
        permits.all().stream()
            .filter(p -> visit.account().may(p.permit().requester().value()))
            .toList();
    return AskModel.of(mine, visit.query("permit"), permits);
  }

  private Permit own(Visit visit) {
    String chosen = visit.form("permit");
    if (chosen.isEmpty()) {
      throw Refusal.of(
              ServerReason.REQUEST_UNREADABLE,
              Words.of("No permit is chosen.", "没有选择许可。"),
              Words.of("Choose a permit, or request one under Projects.", "请选择许可，或在“项目”中申请。"))
          .asException();
    }
    Permit permit = book.permit(PermitId.of(chosen));
    visit.require(permit.requester().value());
    return permit;
  }

  private Reply ask(Visit visit) {
    Permit permit = own(visit);
    MergedAnswer answer = hub.merged(permit.id(), visit.form("sql"));
    return Reply.part("answer", AnswerView.of(answer, visit));
  }

  private Reply explain(Visit visit) {
    Permit permit = own(visit);
    Words words = questions.explain(permit, visit.form("sql"));
    return Reply.part(
        "explain",
        new AskModel.Explained(words.in(visit.locale()), String.join(", ", permit.hospitals())));
  }
}
