package health.lode.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.CaptureCompleted;
import health.lode.governance.CutPublished;
import health.lode.vault.QuarantineItem;
import health.lode.vault.SourceInfo;
import health.lode.vault.capture.CaptureReport;
import health.lode.vault.capture.CaptureRequest;
import health.lode.vault.cut.CutInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Taking data in, and telling what came, what waits and what looks wrong. */
final class CaptureDesk {
  private final NodeLedger ledger;
  private final LazyVault vault;

  CaptureDesk(NodeLedger ledger, LazyVault vault) {
    this.ledger = ledger;
    this.vault = vault;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("capture", this::capture);
    verbs.put("replay", this::replay);
    verbs.put("sources", (a, p) -> sources());
    verbs.put("quarantine", (a, p) -> quarantine(a.limit("limit", 10_000)));
  }

  private ObjectNode capture(Arguments a, Progress progress) {
    CaptureRequest request =
        new CaptureRequest(
            a.paths("paths"),
            a.text("source"),
            a.optional("format"),
            a.optional("mapping"),
            a.optional("charset"));
    return entered(request.source(), vault.vault().capture(request, progress::at));
  }

  private ObjectNode replay(Arguments a, Progress progress) {
    String source = a.text("source");
    return entered(source, vault.vault().replay(source, a.optional("mapping"), progress::at));
  }

  private ObjectNode entered(String source, CaptureReport report) {
    ledger.enter(
        new CaptureCompleted(
            source,
            report.received(),
            report.captured(),
            report.duplicate(),
            report.quarantined(),
            report.superseded(),
            report.cut(),
            0,
            ledger.now()));
    vault
        .vault()
        .latestCut()
        .filter(
            cut -> ledger.governance().latestCut().map(k -> k.number() < cut.number()).orElse(true))
        .ifPresent(
            cut -> ledger.enter(new CutPublished(cut.number(), cut.manifestHash(), ledger.now())));
    return json(report);
  }

  /** A record as it was captured, for a look that has been entered already. */
  String contents(String journalRef) {
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      vault.vault().copyRecord(journalRef, new Bounded(bytes));
      return bytes.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw Refusals.fileUnreadable(journalRef);
    }
  }

  /** Keeps the first 64 KiB and lets the rest pass by: a page is no place for a gigabyte. */
  private static final class Bounded extends OutputStream {
    private static final int MOST = 64 << 10;
    private final ByteArrayOutputStream kept;

    Bounded(ByteArrayOutputStream kept) {
      this.kept = kept;
    }

    @Override
    public void write(int b) {
      if (kept.size() < MOST) {
        kept.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      kept.write(bytes, offset, Math.max(0, Math.min(length, MOST - kept.size())));
    }
  }

  static ObjectNode json(CaptureReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("received", report.received());
    json.put("captured", report.captured());
    json.put("duplicate", report.duplicate());
    json.put("quarantined", report.quarantined());
    json.put("superseded", report.superseded());
    ObjectNode byType = json.putObject("byType");
    report
        .byType()
        .forEach(
            (type, count) ->
                byType
                    .putObject(type)
                    .put("received", count.received())
                    .put("captured", count.captured())
                    .put("duplicate", count.duplicate())
                    .put("quarantined", count.quarantined()));
    json.put("cut", report.cut());
    if (!report.files().isEmpty()) {
      files(json, report);
    }
    return json;
  }

  /** What could not be read to its end; the first of them is why the command as a whole failed. */
  private static void files(ObjectNode json, CaptureReport report) {
    ArrayNode files = json.putArray("files");
    for (CaptureReport.FileProblem problem : report.files()) {
      files
          .addObject()
          .put("file", problem.file())
          .put("code", problem.refusal().code().name())
          .put("reason", problem.refusal().reason().en())
          .put("reasonZh", problem.refusal().reason().zh())
          .put("remedy", problem.refusal().remedy().en());
    }
    JsonNode first = files.get(0);
    json.set("code", first.path("code"));
    json.put("reason", first.path("file").asText() + ": " + first.path("reason").asText());
    json.set("remedy", first.path("remedy"));
  }

  ObjectNode sources() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode sources = json.putArray("sources");
    for (SourceInfo source : vault.vault().sources()) {
      ObjectNode one = sources.addObject();
      one.put("source", source.name());
      one.put("records", source.records());
      one.put("captured", source.records() - source.quarantined());
      one.put("quarantined", source.quarantined());
      one.put("lastReceived", source.lastReceived().map(Object::toString).orElse(null));
    }
    return json;
  }

  /** Where and why, never the contents. */
  ObjectNode quarantine(int limit) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode items = json.putArray("quarantine");
    for (QuarantineItem item : vault.vault().quarantine(limit)) {
      items
          .addObject()
          .put("journal", item.journalRef())
          .put("source", item.source())
          .put("file", item.file())
          .put("type", item.type())
          .put("bytes", item.bytes())
          .put("code", item.reason().code())
          .put("place", item.reason().place())
          .put("reason", item.reason().words().en())
          .put("reasonZh", item.reason().words().zh());
    }
    return json;
  }

  /** Received, captured, duplicate and quarantined over the latest capture of every source. */
  ObjectNode totals() {
    long received = 0;
    long captured = 0;
    long duplicate = 0;
    long quarantined = 0;
    for (CaptureCompleted capture : ledger.governance().captures().values()) {
      received += capture.received();
      captured += capture.captured();
      duplicate += capture.duplicate();
      quarantined += capture.quarantined();
    }
    return JsonNodeFactory.instance
        .objectNode()
        .put("received", received)
        .put("captured", captured)
        .put("duplicate", duplicate)
        .put("quarantined", quarantined);
  }

  /** Sources, the latest capture of each, and the cuts. */
  ObjectNode account() {
    ObjectNode json = sources();
    ArrayNode captures = json.putArray("captures");
    ledger.governance().captures().values().forEach(c -> captures.add(c.toJson()));
    ArrayNode cuts = json.putArray("cuts");
    for (CutInfo cut : vault.vault().cuts()) {
      cuts.addObject()
          .put("number", cut.number())
          .put("persons", cut.persons())
          .put("rows", cut.rows())
          .put("at", cut.publishedAt().toString());
    }
    return json;
  }
}
