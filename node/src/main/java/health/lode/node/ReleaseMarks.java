package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.mark.Capacity;
import health.lode.deidentify.mark.Fingerprint;
import health.lode.deidentify.mark.MarkPolicy;
import health.lode.deidentify.mark.Register;
import health.lode.deidentify.mark.Release;
import health.lode.node.ReleaseTables.ReleasedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Marks a release's tables for their recipient, and says what the marks can be expected to do. */
final class ReleaseMarks {
  /** Among so many recipients a leaked copy is to be told apart. */
  private static final int RECIPIENTS = 100;

  private final ReleaseMaking.Order order;
  private final Optional<MarkPolicy> policy;
  private final ReleaseRegister register;
  private final List<Release> marked = new ArrayList<>();
  private final ObjectNode protection = JsonNodeFactory.instance.objectNode();

  ReleaseMarks(ReleaseMaking.Order order, ReleasePolicy policy, ReleaseRegister register) {
    this.order = order;
    this.policy = policy.marks();
    this.register = register;
  }

  /** The tables with marks; one that has no column for them, or too few rows, stays as it is. */
  List<ReleasedTable> mark(List<ReleasedTable> tables) {
    ArrayNode told = protection.putArray("tables");
    if (policy.isEmpty()) {
      tables.forEach(t -> told.addObject().put("table", t.name()).put("marked", false));
      return tables;
    }
    Register known = register.marks();
    byte[] secret = register.markSecret();
    String recipient = order.grant().recipient().value();
    List<ReleasedTable> all = new ArrayList<>();
    for (ReleasedTable table : tables) {
      ObjectNode one = told.addObject().put("table", table.name());
      if (table.table().rows() == 0 || !carries(table)) {
        one.put("marked", false);
        all.add(table);
        continue;
      }
      Fingerprint.Marked result =
          Fingerprint.mark(table.table(), policy.get(), secret, known.salt(), recipient);
      marked.add(
          Release.of(
              order.release() + "/" + table.name(),
              recipient,
              order.at(),
              table.table(),
              policy.get(),
              secret,
              known.salt()));
      tell(one, result);
      all.add(table.with(result.table()));
    }
    return all;
  }

  private boolean carries(ReleasedTable table) {
    return policy.orElseThrow().columns().stream()
        .anyMatch(column -> table.table().find(column.name()).isPresent());
  }

  private static void tell(ObjectNode one, Fingerprint.Marked result) {
    Capacity capacity = result.capacity();
    one.put("marked", true)
        .put("places", capacity.slots())
        .put("enough", capacity.enough(RECIPIENTS))
        .put("weakestLogOdds", Math.round(capacity.weakest().logOdds() * 10) / 10.0)
        .put("weakestRows", capacity.weakest().rows())
        .put("weakestWithout", capacity.weakest().without());
    ArrayNode cost = one.putArray("cost");
    result
        .utility()
        .forEach(
            utility ->
                cost.addObject()
                    .put("column", utility.column())
                    .put("cells", utility.cells())
                    .put("changed", utility.changed())
                    .put("most", utility.most()));
  }

  /** What tracing must know of the marked tables. */
  List<Release> marked() {
    return marked;
  }

  /**
   * {@code {tables [{table, marked, places, enough, weakestLogOdds, weakestRows, weakestWithout,
   * cost}]}}: what is left of a copy when tracing it is hardest, and what tracing would say then.
   */
  ObjectNode protection() {
    return protection;
  }
}
