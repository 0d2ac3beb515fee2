package health.lode.node;

import health.lode.ask.NodePart;
import health.lode.deidentify.StagedOutput;
import health.lode.governance.rulebook.Rulebook;
import health.lode.server.wire.CatalogueReport;
import health.lode.server.wire.LedgerReceipt;
import health.lode.server.wire.QuestionAnswered;
import health.lode.vault.cut.CutInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one exit of a node (promise 1). What passes here has gone through the disclosure gate and
 * stands in the ledger as answered, with its hash; nothing else of a patient's data has a way out.
 * A test holds that no other class makes the message that carries it.
 */
final class Border {
  private Border() {}

  /**
   * An answer that may leave.
   *
   * @param part the groups that passed the disclosure gate
   * @param receipt of the entry that says so
   */
  record Cleared(String question, NodePart part, Receipt receipt, long engineMillis) {}

  /** The message that carries a cleared answer out; refuses one that the ledger does not name. */
  static QuestionAnswered out(Cleared cleared, NodeLedger ledger) {
    var entry = ledger.ledger().entryJson(cleared.receipt().index());
    if (!entry.path("resultHash").asText().equals(cleared.part().hash())
        || !entry.path("question").asText().equals(cleared.question())) {
      throw new IllegalStateException("an answer that is not in the ledger does not leave");
    }
    return new QuestionAnswered(
        cleared.question(),
        cleared.part().toJson(),
        new LedgerReceipt(
            cleared.receipt().index(), cleared.receipt().size(), cleared.receipt().root()),
        cleared.engineMillis());
  }

  /**
   * A release that may leave: sealed, judged, and still where nobody but the node can read it.
   *
   * @param sealedHash SHA-256 of the sealed file
   * @param receipt of the entry that says so
   */
  record ClearedRelease(String release, String sealedHash, Receipt receipt, StagedOutput leaving) {}

  /** Puts a cleared release in its place; refuses one that the ledger does not name. */
  static void out(ClearedRelease cleared, NodeLedger ledger) throws IOException {
    var entry = ledger.ledger().entryJson(cleared.receipt().index());
    if (!entry.path("sealedHash").asText().equals(cleared.sealedHash())
        || !entry.path("release").asText().equals(cleared.release())) {
      throw new IllegalStateException("a release that is not in the ledger does not leave");
    }
    cleared.leaving().publish();
  }

  /** What is held, in ten-fold bands and by table only: enough to plan a study, and no more. */
  static Optional<CatalogueReport> catalogue(NodeService node) {
    Optional<CutInfo> cut = node.vault().vault().latestCut();
    Optional<Rulebook> rulebook = node.ledger().governance().rulebook();
    if (cut.isEmpty() || rulebook.isEmpty()) {
      return Optional.empty();
    }
    List<CatalogueReport.TableReport> tables = new ArrayList<>();
    Set<String> held = new TreeSet<>();
    cut.get()
        .tables()
        .forEach(
            (table, figures) -> {
              if (figures.rows() > 0) {
                held.add(table);
                tables.add(
                    new CatalogueReport.TableReport(table, CatalogueReport.band(figures.rows())));
              }
            });
    List<String> categories =
        rulebook.get().dataCategories().entrySet().stream()
            .filter(c -> c.getValue().columns().stream().anyMatch(at -> held.contains(at.table())))
            .map(Map.Entry::getKey)
            .toList();
    return Optional.of(
        new CatalogueReport(
            CatalogueReport.band(cut.get().persons()),
            tables,
            categories,
            List.of(),
            cut.get().number()));
  }
}
