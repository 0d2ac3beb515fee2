package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.mark.Capacity;
import health.lode.deidentify.mark.Register;
import health.lode.deidentify.mark.Release;
import health.lode.deidentify.mark.Trace;
import health.lode.deidentify.table.Table;
import health.lode.deidentify.table.TableReader;
import health.lode.governance.StaffLooked;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose copy of a release a found table is, by this home's own register and key. Only releases that
 * left are compared; who asked is entered first, because an answer can accuse somebody.
 */
final class TraceDesk {
  /** Recipients that are listed besides those who are named. */
  private static final int OTHERS = 5;

  private static final int BUFFER = 1 << 16;
  private final NodeLedger ledger;
  private final ReleaseRegister register;

  TraceDesk(NodeLedger ledger, ReleaseRegister register) {
    this.ledger = ledger;
    this.register = register;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("trace", (a, p) -> trace(a));
  }

  /**
   * As {@link Trace#json}, and {@code unmarked [release]}: releases that left and bear no mark, of
   * which no copy can be traced.
   */
  private ObjectNode trace(Arguments a) {
    Path file = Path.of(a.text("file"));
    Trace.Options options = options(a);
    Table copy = TableReader.read(file, new TableReader.Options(a.charset(), Optional.empty()));
    ledger.enter(
        new StaffLooked(
            a.text("by"), "copy SHA-256 " + sha256(file), "trace of a leak", ledger.now()));
    Set<String> left = ledger.governance().releasesThatLeft().keySet();
    Register all = register.marks();
    List<Release> marked =
        all.releases().stream().filter(release -> left.contains(release(release))).toList();
    ObjectNode json =
        Trace.of(copy, Register.of(all.salt(), marked), List.of(register.markSecret()), options)
            .json(OTHERS);
    Set<String> traceable = marked.stream().map(TraceDesk::release).collect(Collectors.toSet());
    ArrayNode unmarked = json.putArray("unmarked");
    left.stream().filter(id -> !traceable.contains(id)).forEach(unmarked::add);
    return json;
  }

  /** The release that a marked table is of. */
  private static String release(Release table) {
    String id = table.id();
    int slash = id.indexOf('/');
    return slash < 0 ? id : id.substring(0, slash);
  }

  private static Trace.Options options(Arguments a) {
    double odds = a.json().path("odds").asDouble(Capacity.STANDARD_LIMIT);
    if (!(odds > 0 && odds < 1)) {
      throw Refusals.argument("`odds` must be between 0 and 1.", "`odds` 应在 0 与 1 之间。");
    }
    Map<String, String> columns = new HashMap<>();
    a.json()
        .path("columns")
        .properties()
        .forEach(column -> columns.put(column.getKey(), column.getValue().asText()));
    return new Trace.Options(odds, columns);
  }

  /** Says which copy was traced; the copy itself may be gone tomorrow. */
  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw Refusals.fileUnreadable(file.toString());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }
}
