package health.lode.hub;

import health.lode.server.Account;
import health.lode.server.Visit;
import health.lode.server.wire.CatalogueReport;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which hospitals there are, what they say they hold, and when they were last heard of. */
public final class CataloguePage {
  private final HubBook book;
  private final NodeReports reports;
  private final WireDesk wire;
  private final Clock clock;

  CataloguePage(HubBook book, NodeReports reports, WireDesk wire, Clock clock) {
    this.book = book;
    this.reports = reports;
    this.wire = wire;
    this.clock = clock;
  }

  /**
   * One hospital.
   *
   * @param lastSeen empty where it was not heard of since the hub started
   * @param ledger entries of its ledger, by its latest checkpoint
   */
  public record Hospital(
      String name,
      boolean online,
      String lastSeen,
      String key,
      Optional<CatalogueReport> holds,
      String ledger) {}

  /** What the page shows; {@code operator} may issue tokens. */
  public record Model(List<Hospital> hospitals, boolean operator) {}

  /** A token just issued. */
  public record Token(String token, String hubKey) {}

  Model model(Visit visit) {
    Instant now = clock.instant();
    List<Hospital> hospitals = new ArrayList<>();
    for (HubEvent.NodeJoined node : book.nodes()) {
      Mailbox mailbox = wire.mailbox(node.name());
      Instant seen = mailbox.lastSeen();
      hospitals.add(
          new Hospital(
              node.name(),
              mailbox.online(now),
              seen.equals(Instant.EPOCH) ? "" : visit.page().moment(seen),
              node.key().fingerprint(),
              reports.catalogue(node.name()),
              reports
                  .checkpoint(node.name(), node.key())
                  .map(c -> visit.page().number(c.size()))
                  .orElse("")));
    }
    return new Model(hospitals, visit.account().may(Account.OPERATOR));
  }
}
