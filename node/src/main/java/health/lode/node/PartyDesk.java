package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.Governance;
import health.lode.governance.PartyPinned;
import health.lode.governance.PartyUnpinned;
import health.lode.governance.RulebookAdopted;
import health.lode.governance.party.Custody;
import health.lode.governance.party.Party;
import health.lode.governance.party.PartyId;
import health.lode.governance.rulebook.Rulebook;
import health.lode.refusal.Words;
import health.lode.signing.PublicKey;
import health.lode.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** Whom the hospital trusts, who holds which key, and the rulebook in force. */
final class PartyDesk {
  private final Home home;
  private final HomeKeys keys;
  private final NodeLedger ledger;

  PartyDesk(Home home, HomeKeys keys, NodeLedger ledger) {
    this.home = home;
    this.keys = keys;
    this.ledger = ledger;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("party.list", (a, p) -> list());
    verbs.put("party.pin", (a, p) -> pin(PartyId.ofShort(a.text("office")), key(a), false));
    verbs.put("party.enrol", (a, p) -> pin(PartyId.ofShort(a.text("office")), key(a), true));
    verbs.put("party.unpin", (a, p) -> unpin(PartyId.ofShort(a.text("office"))));
    verbs.put(
        "key.move", (a, p) -> move(PartyId.ofShort(a.text("office")), Path.of(a.text("file"))));
    verbs.put("rulebook.show", (a, p) -> rulebook());
    verbs.put(
        "rulebook.adopt",
        (a, p) ->
            adopt(a.text("text"), PartyId.ofShort(a.optional("office").orElse("information")), a));
  }

  private static PublicKey key(Arguments arguments) {
    try {
      return PublicKey.parse(arguments.text("key"));
    } catch (IllegalArgumentException e) {
      throw Refusals.argument("A public key is written ALG:BASE64.", "公钥的写法为 ALG:BASE64。");
    }
  }

  ObjectNode list() {
    Governance state = ledger.governance();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode parties = json.putArray("parties");
    for (Party party : state.parties().all()) {
      parties
          .addObject()
          .put("office", party.id().value())
          .put("custody", party.custody().word())
          .put("key", party.key().fingerprint())
          .put("publicKey", party.key().encoded())
          .put("since", party.since().toString());
    }
    json.put("singleOperator", state.parties().singleOperator());
    return json;
  }

  private ObjectNode pin(PartyId office, PublicKey key, boolean eraseOwn) {
    ledger.enter(new PartyPinned(office, key, Custody.EXTERNAL, ledger.now()));
    if (eraseOwn) {
      erase(keys.officeFile(office));
    }
    return said(office, key);
  }

  private ObjectNode unpin(PartyId office) {
    ledger.enter(new PartyUnpinned(office, ledger.now()));
    return JsonNodeFactory.instance.objectNode().put("office", office.value());
  }

  /** The key is first durable at its new place, then entered as external, then erased here. */
  private ObjectNode move(PartyId office, Path file) {
    SigningKey key = keys.officeOr(office, java.util.Optional.empty());
    if (file.startsWith(home.folder())) {
      throw Refusals.argument("FILE must lie outside the home.", "目标文件须在本目录之外。");
    }
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(
          file,
          (key.secretText() + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.WRITE,
          StandardOpenOption.DSYNC);
    } catch (IOException e) {
      throw Refusals.refused(
          NodeReason.FILE_EXISTS,
          Words.of(file + " exists or cannot be written.", file + " 已存在或无法写入。"),
          Words.of("Name a new file.", "请另选文件名。"));
    }
    ledger.enter(new PartyPinned(office, key.publicKey(), Custody.EXTERNAL, ledger.now()));
    erase(keys.officeFile(office));
    return said(office, key.publicKey()).put("file", file.toString());
  }

  private static void erase(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Refusals.fileUnreadable(file.toString());
    }
  }

  private static ObjectNode said(PartyId office, PublicKey key) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("office", office.value())
        .put("custody", Custody.EXTERNAL.word())
        .put("fingerprint", key.fingerprint());
  }

  private ObjectNode rulebook() {
    Rulebook inForce =
        ledger
            .governance()
            .rulebook()
            .orElseThrow(
                () ->
                    Refusals.refused(
                        NodeReason.HOME_UNREADABLE,
                        Words.of("No rulebook is in force.", "没有生效的规则书。"),
                        Words.of("Adopt one: lode rulebook adopt", "请采纳规则书：lode rulebook adopt")));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("hash", inForce.hash());
    json.putObject("title").put("en", inForce.title().en()).put("zh", inForce.title().zh());
    json.put("minimumPersons", inForce.minimumPersons());
    words(json.putArray("purposes"), inForce.purposes());
    words(json.putArray("categories"), inForce.categories());
    json.put("text", inForce.text());
    return json;
  }

  private static void words(ArrayNode array, Set<String> words) {
    words.forEach(array::add);
  }

  private ObjectNode adopt(String text, PartyId office, Arguments arguments) {
    Rulebook.parse(text);
    SigningKey key = keys.officeOr(office, arguments.file("key"));
    ledger.enter(RulebookAdopted.of(home.name(), text, office, key, ledger.now()));
    try {
      OwnerOnly.write(home.rulebook(), text);
    } catch (IOException e) {
      throw Refusals.fileUnreadable(home.rulebook().toString());
    }
    return rulebook();
  }
}
