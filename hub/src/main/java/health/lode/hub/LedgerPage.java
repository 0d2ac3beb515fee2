package health.lode.hub;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.server.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The latest entries of the hub's ledger, and the signed checkpoint over all of them. */
public final class LedgerPage {
  private static final long SHOWN = 100;
  private final HubBook book;

  LedgerPage(HubBook book) {
    this.book = book;
  }

  /** One entry. */
  public record Entry(String index, String at, String what, String detail) {}

  public record Model(List<Entry> entries, String size, String checkpoint, String verifier) {
    public Model {
      entries = List.copyOf(entries);
    }
  }

  Model model(Visit visit) {
    long size = book.ledger().size();
    List<Entry> entries = new ArrayList<>();
    book.ledger()
        .forEach(
            Math.max(0, size - SHOWN), (index, entry) -> entries.add(entry(index, entry, visit)));
    Collections.reverse(entries);
    return new Model(
        entries,
        visit.page().number(size),
        book.ledger().checkpoint(),
        book.ledger().verifierKey());
  }

  private static Entry entry(long index, JsonNode json, Visit visit) {
    String type = json.path("type").asText();
    List<String> details = new ArrayList<>();
    for (String field :
        List.of(
            "name",
            "hospital",
            "party",
            "permit",
            "office",
            "asker",
            "question",
            "hospitals",
            "code")) {
      JsonNode value = json.path(field);
      if (value.isTextual()) {
        details.add(value.textValue());
      } else if (value.isArray()) {
        List<String> names = new ArrayList<>();
        value.forEach(v -> names.add(v.asText()));
        details.add(String.join(", ", names));
      } else if (value.path("project").isTextual()) {
        details.add(value.path("project").textValue());
      }
    }
    return new Entry(
        Long.toString(index),
        visit.page().moment(Instant.parse(json.path("at").asText())),
        visit.page().textOr("event." + type, type),
        String.join(" · ", details));
  }
}
