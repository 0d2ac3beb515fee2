package health.lode.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.permit.PermitId;
import health.lode.ledger.Checkpoint;
import health.lode.server.OwnerOnlyFile;
import health.lode.server.wire.CatalogueReport;
import health.lode.server.wire.CheckpointReport;
import health.lode.server.wire.Message;
import health.lode.server.wire.PermitReport;
import health.lode.signing.PublicKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The latest word of each hospital about itself: what it holds, where its permits stand, how long
 * its ledger is. Kept in files so that a restarted hub can show it; a file that cannot be read is
 * forgotten, because the node says it again.
 */
final class NodeReports {
  private final Path folder;
  private final Map<String, Message> latest = new ConcurrentHashMap<>();
  private final Map<String, Instant> times = new ConcurrentHashMap<>();

  NodeReports(Path folder) {
    this.folder = folder;
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(f -> f.toString().endsWith(".json")).forEach(this::read);
      } catch (IOException e) {
        throw HubHome.unreadable(e);
      }
    }
  }

  private void read(Path file) {
    try {
      JsonNode json = CanonicalJson.parse(Files.readAllBytes(file));
      String key = json.path("key").asText();
      latest.put(key, Message.fromJson(json.path("kind").asText(), json.path("body")));
      times.put(key, Instant.parse(json.path("at").asText()));
    } catch (IOException | RuntimeException e) {
      latest.remove(file.getFileName().toString());
    }
  }

  private void keep(String key, Message message, Instant at) {
    latest.put(key, message);
    times.put(key, at);
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("key", key)
            .put("kind", message.kind())
            .put("at", at.toString());
    json.set("body", message.toJson());
    String name = CanonicalJson.sha256(key.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    try {
      OwnerOnlyFile.write(folder.resolve(name + ".json"), CanonicalJson.encode(json));
    } catch (IOException e) {
      throw HubHome.unreadable(e);
    }
  }

  void catalogue(String node, CatalogueReport report, Instant at) {
    keep(node + "\ncatalogue", report, at);
  }

  void permit(String node, PermitReport report, Instant at) {
    keep(node + "\n" + report.permit(), report, at);
  }

  /**
   * Keeps a checkpoint that the node's ledger key signed; false where the ledger became shorter or
   * two roots are signed for one size: then somebody rewrote it.
   */
  boolean checkpoint(String node, CheckpointReport report, PublicKey key, Instant at) {
    Optional<Checkpoint> next = Checkpoint.open(report.note(), key);
    if (next.isEmpty()) {
      return false;
    }
    Optional<Checkpoint> before = checkpoint(node, key);
    if (before.isPresent()) {
      Checkpoint old = before.get();
      boolean shorter = next.get().size() < old.size();
      boolean forked =
          next.get().size() == old.size()
              && !java.util.Arrays.equals(next.get().root(), old.root());
      if (shorter || forked) {
        return false;
      }
    }
    keep(node + "\ncheckpoint", report, at);
    return true;
  }

  Optional<Checkpoint> checkpoint(String node, PublicKey key) {
    return find(node + "\ncheckpoint", CheckpointReport.class)
        .flatMap(r -> Checkpoint.open(r.note(), key));
  }

  Optional<CatalogueReport> catalogue(String node) {
    return find(node + "\ncatalogue", CatalogueReport.class);
  }

  Optional<PermitReport> permit(String node, PermitId permit) {
    return find(node + "\n" + permit, PermitReport.class);
  }

  Optional<Instant> heard(String node, PermitId permit) {
    return Optional.ofNullable(times.get(node + "\n" + permit));
  }

  private <T> Optional<T> find(String key, Class<T> type) {
    return Optional.ofNullable(latest.get(key)).filter(type::isInstance).map(type::cast);
  }
}
