package health.lode.node;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.deidentify.mark.Register;
import health.lode.deidentify.mark.Release;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.refusal.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * What the hospital must keep of each release to undo a pseudonym, to trace a leaked copy and to
 * judge the next release: under {@code releases/} in the home. The ledger says that a release left
 * and for whom; here is what only the hospital may know of it.
 */
final class ReleaseRegister {
  private final Path folder;
  private final Path key;
  private final SealedFolder sealed;
  private final SecureRandom random;

  ReleaseRegister(Home home, HomeKeys keys, SecureRandom random) {
    this.folder = home.folder().resolve("releases");
    this.key = home.keys().resolve("pseudonym.key");
    this.sealed = new SealedFolder(folder, keys.vault().journal(), "lode/releases/1", random);
    this.random = random;
  }

  /**
   * @param keyVersion version of the pseudonym key that the release was made with
   */
  record Kept(int keyVersion) {}

  /** The pseudonym key of this home; made at its first use. */
  synchronized PseudonymKey pseudonymKey() {
    try {
      if (!Files.exists(key)) {
        PseudonymKey.generate(random).writeNew(key);
      }
      return PseudonymKey.read(key);
    } catch (IOException e) {
      throw Refusals.fileUnreadable(key.toString());
    }
  }

  /** Adds a version to the pseudonym key and returns its number. */
  synchronized int rotate() {
    PseudonymKey next = pseudonymKey().rotated(random);
    Path fresh = key.resolveSibling(".pseudonym.new");
    try {
      Files.deleteIfExists(fresh);
      next.writeNew(fresh);
      Files.move(
          fresh,
          key,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Refusals.fileUnreadable(key.toString());
    }
    return next.version();
  }

  /** Pseudonyms for one project and recipient, by a version of the key. */
  Pseudonyms pseudonyms(String project, String recipient, int version) {
    return pseudonymKey().forProject(project, recipient, version);
  }

  /** The secret by which copies are marked; never leaves the hospital. */
  byte[] markSecret() {
    // Of the first version: a rotation must not make earlier releases untraceable.
    return pseudonymKey().forProject("", "", 1).derived("marks");
  }

  /** The key under which profiles name persons; the same for every release. */
  byte[] profileKey() {
    return pseudonymKey().forProject("", "", 1).derived("profiles");
  }

  /** Where pictures wait for a person's eye: identified, inside the home. */
  Path review(String release) {
    return folder.resolve("review").resolve(release);
  }

  synchronized Register marks() {
    Path file = folder.resolve("marks.json");
    try {
      OwnerOnly.folder(folder);
      if (!Files.exists(file)) {
        Register.fresh(random).write(file);
      }
      return Register.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps what must be kept before a release leaves.
   *
   * @param profile what the recipient will hold, for judging the next release
   */
  synchronized void keep(String release, Kept kept, byte[] profile, List<Release> marked) {
    Register register = marks();
    for (Release one : marked) {
      register = register.with(one);
    }
    try {
      register.write(folder.resolve("marks.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sealed.keep(release + ".profile", profile);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("keyVersion", kept.keyVersion());
    sealed.keep(release, CanonicalJson.encode(json));
  }

  /** What was kept of a release that left. */
  Kept of(String release) {
    return sealed
        .read(release)
        .map(bytes -> new Kept(CanonicalJson.parse(bytes).path("keyVersion").asInt()))
        .orElseThrow(() -> lost(release));
  }

  /** What the recipient of a release holds. */
  byte[] profile(String release) {
    return sealed.read(release + ".profile").orElseThrow(() -> lost(release));
  }

  /** The salt of a commitment that stands in the ledger, so that it can be opened later. */
  void keepSalt(String commitment, byte[] salt) {
    sealed.keep("undo-" + commitment, salt);
  }

  Optional<byte[]> salt(String commitment) {
    return sealed.read("undo-" + commitment);
  }

  private static RuntimeException lost(String release) {
    // Without it the next release could not be judged: fail closed.
    return Refusals.refused(
        NodeReason.RELEASE_NOT_FOUND,
        Words.of(
            "What was kept of release " + release + " is missing or damaged.",
            "发布 " + release + " 的留存记录缺失或损坏。"),
        Words.of("Restore releases/ of the home from a backup.", "请从备份恢复目录中的 releases/。"));
  }
}
