package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.ConsentRecorded;
import health.lode.governance.consent.Choice;
import health.lode.governance.consent.Opening;
import health.lode.governance.rulebook.Rulebook;
import health.lode.node.ConsentFile.Decision;
import health.lode.vault.Vault;
import health.lode.vault.consent.ConsentBatch;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Patients' own choices. A batch becomes durable in the journal and in force in every cut, and is
 * then entered: its Merkle root and its size, and nobody's name. Who objected is never listed.
 */
final class ConsentDesk {
  private static final int MOST = 1_000_000;
  private final NodeLedger ledger;
  private final LazyVault vault;
  private final SecureRandom random;

  ConsentDesk(NodeLedger ledger, LazyVault vault, SecureRandom random) {
    this.ledger = ledger;
    this.vault = vault;
    this.random = random;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("consent.show", (a, p) -> show());
    verbs.put("consent.withdraw", (a, p) -> decide(objections(a.list("choices"))));
    verbs.put(
        "consent.import",
        (a, p) ->
            decide(ConsentFile.read(Path.of(a.text("file")), a.charset(), a.optional("source"))));
  }

  private static List<Decision> objections(List<Arguments> choices) {
    return choices.stream()
        .map(
            each ->
                new Decision(
                    each.text("patient"),
                    each.text("purpose"),
                    each.text("category"),
                    Choice.OBJECT,
                    false))
        .toList();
  }

  /** All of them in one batch, or none. */
  private ObjectNode decide(List<Decision> decisions) {
    if (decisions.isEmpty() || decisions.size() > MOST) {
      throw Refusals.argument(
          "A batch holds 1 to " + MOST + " choices.", "一批须有 1 至 " + MOST + " 项选择。");
    }
    Vault data = vault.vault();
    List<Opening> openings = new ArrayList<>();
    Set<String> patients = new HashSet<>();
    for (Decision each : decisions) {
      String patient = patientKey(data, each.patient());
      patients.add(patient);
      byte[] salt = new byte[Opening.SALT_BYTES];
      random.nextBytes(salt);
      openings.add(
          new Opening(
              salt,
              patient,
              purpose(each.purpose()),
              category(each.category()),
              each.choice(),
              each.byGuardian()));
    }
    byte[] name = new byte[8];
    random.nextBytes(name);
    ConsentBatch batch = new ConsentBatch("C-" + HexFormat.of().formatHex(name), openings);
    long moved = data.decide(batch);
    long index =
        ledger.enter(new ConsentRecorded(batch.id(), batch.root(), openings.size(), ledger.now()));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("patients", patients.size());
    json.put("choices", openings.size());
    json.put("personsMoved", moved);
    json.put("batch", batch.id());
    json.put("root", batch.root());
    json.put("entry", index);
    return json;
  }

  private static String patientKey(Vault data, String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw Refusals.argument("A patient is written SOURCE:KEY.", "患者写作 来源:编号。");
    }
    return data.patientKey(text.substring(0, colon), text.substring(colon + 1));
  }

  private Rulebook rulebook() {
    return ledger.governance().rulebook().orElseThrow(() -> Refusals.failed().asException());
  }

  /** A misspelt purpose would be an objection that never holds: it is refused instead. */
  private String purpose(String purpose) {
    if (!purpose.equals(Opening.ANY) && !rulebook().purposes().contains(purpose)) {
      throw Refusals.argument(
          "No purpose of the rulebook has this name; purposes: "
              + String.join(", ", rulebook().purposes())
              + ".",
          "规则书中没有该用途；可用：" + String.join("、", rulebook().purposes()) + "。");
    }
    return purpose;
  }

  private String category(String category) {
    if (!category.equals(Opening.ANY) && !rulebook().categories().contains(category)) {
      throw Refusals.argument(
          "No category of the rulebook has this name; categories: "
              + String.join(", ", rulebook().categories())
              + ".",
          "规则书中没有该数据类别；可用：" + String.join("、", rulebook().categories()) + "。");
    }
    return category;
  }

  private ObjectNode show() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    long choices = 0;
    ArrayNode batches = json.putArray("batches");
    for (ConsentRecorded batch : ledger.governance().consentBatches()) {
      choices += batch.count();
      batches
          .addObject()
          .put("batch", batch.batch())
          .put("root", batch.root())
          .put("count", batch.count())
          .put("at", batch.at().toString());
    }
    json.put("choices", choices);
    vault
        .vault()
        .consentIncomplete(ledger.governance().consentBatches())
        .ifPresent(refusal -> json.put("incomplete", refusal.code().name()));
    return json;
  }
}
