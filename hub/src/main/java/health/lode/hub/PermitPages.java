package health.lode.hub;

import health.lode.governance.party.Custody;
import health.lode.governance.party.Party;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitId;
import health.lode.refusal.Words;
import health.lode.server.Account;
import health.lode.server.Visit;
import health.lode.server.wire.PermitReport;
import health.lode.server.wire.RefusalReport;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Permits: all of them, one of them, and a form for a new one. */
public final class PermitPages {
  private final HubBook book;
  private final NodeReports reports;
  private final PermitDesk permits;
  private final Clock clock;

  PermitPages(HubBook book, NodeReports reports, PermitDesk permits, Clock clock) {
    this.book = book;
    this.reports = reports;
    this.permits = permits;
    this.clock = clock;
  }

  /** A permit at one hospital; {@code tone} is the colour of its state. */
  public record At(
      String hospital, String status, String tone, List<Office> offices, List<Refused> refusals) {}

  /** An office's signature: there, on its way, or missing. */
  public record Office(String office, String because, String state, String tone) {}

  /** Why a hospital's rulebook forbids it. */
  public record Refused(String code, String reason, String remedy) {}

  /** A permit in the list. */
  public record Line(
      String id,
      String project,
      String purpose,
      String requester,
      String valid,
      List<At> hospitals) {}

  public record ListModel(List<Line> permits, boolean mayRequest) {}

  /** The text that an office signs, for one hospital. */
  public record Document(String hospital, String text) {}

  /**
   * An office as which the visitor may sign now.
   *
   * @param heldHere whether the hub holds the key
   */
  public record Signing(String office, boolean heldHere, List<Document> documents) {}

  /** One permit whole. */
  public record OneModel(
      Line line,
      String recipient,
      String data,
      String forms,
      String basis,
      String hash,
      List<Signing> signings,
      boolean mayAsk,
      boolean singleOperator) {}

  public record BlankModel(String text, List<String> hospitals) {}

  ListModel list(Visit visit) {
    return new ListModel(
        permits.all().stream().map(p -> line(visit, p.permit())).toList(), mayRequest(visit));
  }

  private static boolean mayRequest(Visit visit) {
    return visit.account().roles().stream()
        .anyMatch(r -> !r.equals(Account.OPERATOR) && !r.equals("commission"));
  }

  private Line line(Visit visit, Permit permit) {
    List<At> at = permit.hospitals().stream().map(h -> at(visit, permit, h)).toList();
    return new Line(
        permit.id().value(),
        permit.project(),
        visit.page().textOr("purpose." + permit.purpose(), permit.purpose()),
        permit.requester().value(),
        permit.valid().from() + " – " + permit.valid().until(),
        at);
  }

  private At at(Visit visit, Permit permit, String hospital) {
    Optional<PermitReport> report = reports.permit(hospital, permit.id());
    if (report.isEmpty()) {
      boolean joined = book.node(hospital).isPresent();
      String status = visit.text(joined ? "status.offered" : "status.unknown");
      return new At(hospital, status, joined ? "wait" : "bad", List.of(), List.of());
    }
    List<Office> offices = new ArrayList<>();
    for (PermitReport.NeedReport need : report.get().needs()) {
      boolean waits = permits.waits(hospital, permit, need);
      String state = need.signed() ? "signed" : waits ? "missing" : "sent";
      offices.add(
          new Office(
              need.office().value(),
              need.because().in(visit.locale()),
              visit.text("signature." + state),
              need.signed() ? "good" : "wait"));
    }
    List<Refused> refusals = new ArrayList<>();
    for (RefusalReport refusal : report.get().refusals()) {
      refusals.add(
          new Refused(
              refusal.code(),
              refusal.reason().in(visit.locale()),
              refusal.remedy().in(visit.locale())));
    }
    String word = report.get().status();
    boolean forbidden = !refusals.isEmpty();
    String tone =
        word.equals("active") || word.equals("approved")
            ? "good"
            : forbidden || word.equals("revoked") || word.equals("expired") ? "bad" : "wait";
    return new At(
        hospital,
        visit.text(forbidden ? "status.forbidden" : "status." + word),
        tone,
        offices,
        refusals);
  }

  OneModel one(Visit visit, PermitId id) {
    Permit permit = book.permit(id);
    List<Signing> signings = new ArrayList<>();
    for (String role : visit.account().roles()) {
      if (role.equals(Account.OPERATOR)) {
        continue;
      }
      PartyId office = PartyId.of(role);
      TreeMap<String, String> texts = new TreeMap<>();
      for (PermitDesk.ToSign each : permits.toSign(id, office)) {
        Words text = each.document().text();
        texts.put(each.hospital(), text.in(visit.locale()));
      }
      if (!texts.isEmpty()) {
        List<Document> documents = new ArrayList<>();
        texts.forEach((hospital, text) -> documents.add(new Document(hospital, text)));
        signings.add(new Signing(role, heldHere(office), documents));
      }
    }
    return new OneModel(
        line(visit, permit),
        permit.recipient().value(),
        String.join(
            visit.text("list.comma"),
            permit.data().stream().map(d -> visit.page().textOr("category." + d, d)).toList()),
        String.join(
            visit.text("list.comma"),
            permit.forms().stream()
                .map(f -> visit.page().textOr("form." + f.word(), f.word()))
                .toList()),
        permit.basis().orElse(""),
        permit.hash(),
        signings,
        visit.account().may(permit.requester().value()) && permits.active(id),
        book.parties().singleOperator());
  }

  private boolean heldHere(PartyId office) {
    return book.parties().find(office).map(Party::custody).equals(Optional.of(Custody.NODE));
  }

  /** A form that needs only few changes: today's dates, this account's office, all hospitals. */
  BlankModel blank(Visit visit, String text) {
    List<String> names = book.nodes().stream().map(HubEvent.NodeJoined::name).toList();
    if (!text.isEmpty()) {
      return new BlankModel(text, names);
    }
    String me =
        visit.account().roles().stream()
            .filter(r -> r.startsWith("institute") || r.startsWith("company"))
            .findFirst()
            .orElse("institute/NAME");
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
    String yaml =
        """
        project: %s
        purpose: research
        requester: %s
        recipient: %s
        data: [demographics, diagnosis, visit]
        forms: [aggregate]
        hospitals: [%s]
        valid: {from: %s, until: %s}
        """
            .formatted(
                visit.text("permit.example"),
                me,
                me,
                String.join(", ", names.stream().map(n -> '"' + n + '"').toList()),
                today,
                today.plusYears(1));
    return new BlankModel(yaml, names);
  }
}
