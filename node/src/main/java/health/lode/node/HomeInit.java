package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.Event;
import health.lode.governance.Governance;
import health.lode.governance.HomeCreated;
import health.lode.governance.HomeKind;
import health.lode.governance.PartyPinned;
import health.lode.governance.RulebookAdopted;
import health.lode.governance.party.Custody;
import health.lode.governance.party.PartyId;
import health.lode.governance.rulebook.Rulebook;
import health.lode.ledger.Ledger;
import health.lode.refusal.Words;
import health.lode.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the home of a node. {@code lode.yaml} is written last: a home that was cut off in the
 * making is none, and is made anew.
 */
public final class HomeInit {
  static final PartyId INFORMATION = PartyId.of("hospital/information");
  static final PartyId DEPARTMENT = PartyId.of("hospital/department");
  static final PartyId ETHICS = PartyId.of("hospital/ethics");
  static final PartyId RESEARCHER = PartyId.of("local/researcher");
  private static final String UNFINISHED = ".initialising";

  private HomeInit() {}

  /** Makes the home and says what is in it: {@code {home, name, kind, offices, ledger}}. */
  public static ObjectNode node(Path folder, String name, Clock clock, SecureRandom random) {
    Path home = folder.toAbsolutePath().normalize();
    checkName(name);
    try {
      prepare(home);
      return make(new Home(home, Map.of("kind", Home.NODE, "name", name)), clock, random);
    } catch (IOException e) {
      throw Refusals.refused(
          NodeReason.FILE_UNREADABLE,
          Words.of("The home cannot be written at " + folder + ".", "无法在 " + folder + " 写入。"),
          Words.of("Check the folder's permissions and free space.", "请检查目录权限和剩余空间。"));
    }
  }

  private static void checkName(String name) {
    if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
      throw Refusals.argument(
          "A name has 1 to 100 characters and no control characters.", "名称须为 1 至 100 个字符，不含控制字符。");
    }
  }

  private static void prepare(Path home) throws IOException {
    if (Files.exists(home.resolve(UNFINISHED)) && !Files.exists(home.resolve(Home.MARK))) {
      clear(home);
    }
    if (Files.exists(home)) {
      try (Stream<Path> inside = Files.list(home)) {
        if (inside.findAny().isPresent()) {
          throw Refusals.refused(
              NodeReason.HOME_EXISTS,
              Words.of(home + " exists and is not empty.", home + " 已存在且不为空。"),
              Words.of("Name a new folder; a home is never overwritten.", "请另选目录；已有目录不会被覆盖。"));
        }
      }
    }
    OwnerOnly.folder(home);
    Files.setPosixFilePermissions(
        home, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    Files.createFile(home.resolve(UNFINISHED));
  }

  /** Removes what a cut-off attempt left; only ever called on a folder that bears its mark. */
  private static void clear(Path home) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(home)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      if (!path.equals(home)) {
        Files.delete(path);
      }
    }
  }

  private static ObjectNode make(Home home, Clock clock, SecureRandom random) throws IOException {
    HomeKeys keys = new HomeKeys(home);
    keys.makeVault(random);
    SigningKey ledgerKey = keys.makeLedger(random);
    OwnerOnly.folder(home.journal());
    OwnerOnly.folder(home.vault());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);

    ObjectNode made = JsonNodeFactory.instance.objectNode();
    made.put("home", home.folder().toString());
    made.put("name", home.name());
    made.put("kind", Home.NODE);
    ArrayNode offices = made.putArray("offices");
    List<Event> events = new ArrayList<>();
    events.add(new HomeCreated(home.name(), HomeKind.NODE, now));
    for (PartyId office : List.of(INFORMATION, DEPARTMENT, ETHICS, RESEARCHER)) {
      SigningKey key = keys.makeOffice(office, random);
      events.add(new PartyPinned(office, key.publicKey(), Custody.NODE, now));
      offices
          .addObject()
          .put("office", office.value())
          .put("key", key.publicKey().fingerprint())
          .put("custody", Custody.NODE.word());
    }
    String rulebook = Rulebook.starterText();
    OwnerOnly.write(home.rulebook(), rulebook);
    events.add(
        RulebookAdopted.of(
            home.name(), rulebook, INFORMATION, keys.office(INFORMATION).orElseThrow(), now));

    Governance state = Governance.empty();
    try (Ledger ledger = Ledger.create(home.ledger(), origin(ledgerKey), ledgerKey)) {
      for (Event event : events) {
        state = state.accept(state.size(), event);
        ledger.append(event.toJson());
      }
      made.put("ledger", ledger.size());
      made.put("ledgerKey", ledger.verifierKey());
    }
    OwnerOnly.write(home.folder().resolve(Home.MARK), Settings.render(home.settings()));
    Files.delete(home.folder().resolve(UNFINISHED));
    return made;
  }

  /** The ledger's name in its checkpoints: unique, and without the hospital's own name. */
  private static String origin(SigningKey key) {
    return "lode.health/ledger/" + key.publicKey().fingerprint();
  }
}
