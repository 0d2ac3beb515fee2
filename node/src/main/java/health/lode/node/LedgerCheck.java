package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.ledger.Ledger;
import health.lode.ledger.Verification;
import java.nio.file.Path;

/**
 * Reads every byte of a home's ledger and checks it. Opens nothing and locks nothing, so that it
 * works on a ledger too damaged to be opened, and beside a running server.
 */
public final class LedgerCheck {
  private static final int ATTEMPTS = 5;

  private LedgerCheck() {}

  /** {@code {size, root, verified}}, and {@code problems}, each naming an entry or tile. */
  public static ObjectNode verify(Path folder) {
    Home home = Home.any(folder);
    Verification found = Ledger.verify(home.ledger(), new HomeKeys(home).ledgerPublic());
    // A server may be appending while we read; damage stays where it is, a moving tail does not.
    for (int i = 1; i < ATTEMPTS && !found.verified(); i++) {
      found = Ledger.verify(home.ledger(), new HomeKeys(home).ledgerPublic());
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("size", found.size());
    json.put("root", found.rootHex());
    json.put("verified", found.verified());
    if (!found.problems().isEmpty()) {
      ArrayNode problems = json.putArray("problems");
      found.problems().forEach(problems::add);
    }
    return json;
  }
}
