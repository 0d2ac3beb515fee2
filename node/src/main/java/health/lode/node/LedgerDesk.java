package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.ledger.Ledger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** The ledger's own words: checkpoint, proofs, and everything that ever left. */
final class LedgerDesk {
  private static final int MOST = 10_000;
  private final NodeLedger ledger;

  LedgerDesk(NodeLedger ledger) {
    this.ledger = ledger;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put(
        "ledger.checkpoint", (a, p) -> json().put("checkpoint", ledger.ledger().checkpoint()));
    verbs.put("ledger.prove", (a, p) -> prove(a));
    verbs.put("exits", (a, p) -> exits(a.limit("limit", MOST)));
    verbs.put("looks", (a, p) -> looks(a.limit("limit", MOST)));
  }

  private ObjectNode prove(Arguments arguments) {
    Ledger log = ledger.ledger();
    long index = arguments.number("index");
    long size = arguments.optionalNumber("size").orElse(log.size());
    if (index < 0 || size > log.size() || index >= size) {
      throw Refusals.argument(
          "The ledger has entries 0 to " + (log.size() - 1) + ".",
          "账本只有第 0 至 " + (log.size() - 1) + " 条。");
    }
    ObjectNode json = json().put("index", index).put("size", size);
    json.put("root", HexFormat.of().formatHex(log.rootHash(size)));
    json.set("entry", log.entryJson(index));
    ArrayNode proof = json.putArray("proof");
    log.inclusionProof(index, size)
        .forEach(hash -> proof.add(Base64.getEncoder().encodeToString(hash)));
    json.put("checkpoint", log.checkpoint());
    return json;
  }

  /** The newest answers that left, each with its question's entry beside it. */
  ObjectNode exits(int limit) {
    ObjectNode json = json().put("count", ledger.exits().count());
    ArrayNode exits = json.putArray("exits");
    for (Exits.Exit exit : ledger.exits().newest(limit)) {
      var accepted = ledger.ledger().entryJson(exit.accepted());
      var answered = ledger.ledger().entryJson(exit.answered());
      var permitText = accepted.path("permit").asText();
      exits
          .addObject()
          .put("at", answered.path("at").asText())
          .put("to", accepted.path("asker").asText())
          .put("permit", permitText)
          .put("project", project(permitText))
          .put("question", answered.path("question").asText())
          .put("questionHash", accepted.path("questionHash").asText())
          .put("groups", answered.path("groups").asLong())
          .put("suppressed", answered.path("suppressed").asLong())
          .put("cut", accepted.path("cut").asLong())
          .put("resultHash", answered.path("resultHash").asText())
          .put("entry", exit.answered());
    }
    ArrayNode releases = json.putArray("releases");
    for (Exits.Exit exit : ledger.exits().releases(limit)) {
      var accepted = ledger.ledger().entryJson(exit.accepted());
      var made = ledger.ledger().entryJson(exit.answered());
      var permitText = accepted.path("permit").asText();
      releases
          .addObject()
          .put("at", made.path("at").asText())
          .put("to", accepted.path("recipient").asText())
          .put("permit", permitText)
          .put("project", project(permitText))
          .put("release", made.path("release").asText())
          .put("grade", made.path("grade").asText())
          .put("persons", made.path("persons").asLong())
          .put("rows", made.path("rows").asLong())
          .put("cut", accepted.path("cut").asLong())
          .put("sealedHash", made.path("sealedHash").asText())
          .put("entry", exit.answered());
    }
    return json;
  }

  private String project(String permit) {
    return ledger.governance().permits().values().stream()
        .filter(state -> state.id().value().equals(permit))
        .map(state -> state.permit().project())
        .findFirst()
        .orElse("");
  }

  ObjectNode looks(int limit) {
    ObjectNode json = json();
    ArrayNode looks = json.putArray("looks");
    for (long index : ledger.exits().looks(limit)) {
      var entry = ledger.ledger().entryJson(index);
      looks
          .addObject()
          .put("at", entry.path("at").asText())
          .put("who", entry.path(entry.has("office") ? "office" : "who").asText())
          .put(
              "what",
              entry.has("office")
                  ? "pseudonym of " + entry.path("release").asText()
                  : entry.path("what").asText())
          .put("why", entry.path("why").asText())
          .put("entry", index);
    }
    return json;
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
