package health.lode.node;

import health.lode.governance.party.PartyId;
import health.lode.refusal.Words;
import health.lode.signing.PublicKey;
import health.lode.signing.SigningKey;
import health.lode.vault.VaultKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The private keys in a home, each in a file that only its owner can read. The journal's key may
 * lie elsewhere: {@code journalKey} in {@code lode.yaml} then names its file.
 */
final class HomeKeys {
  private static final String SYMMETRIC = "AES-256:";
  private final Home home;

  HomeKeys(Home home) {
    this.home = home;
  }

  SigningKey ledger() {
    return signing(home.keys().resolve("ledger.key"));
  }

  /**
   * The key the node speaks with to a hub, and to which questions are addressed: the ledger's own,
   * so that the hub knows the ledger it is told about for the speaker's.
   */
  SigningKey node() {
    return ledger();
  }

  PublicKey ledgerPublic() {
    Path file = home.keys().resolve("ledger.pub");
    try {
      return PublicKey.parse(read(file));
    } catch (IllegalArgumentException e) {
      throw Refusals.keyUnreadable(file.toString());
    }
  }

  VaultKeys vault() {
    Path journal = home.setting("journalKey").map(Path::of).orElse(keyFile("journal"));
    return new VaultKeys(
        symmetric(journal), symmetric(keyFile("identity")), symmetric(keyFile("matching")));
  }

  /** The office's private key, where this home holds it. */
  Optional<SigningKey> office(PartyId office) {
    Path file = officeFile(office);
    return Files.exists(file) ? Optional.of(signing(file)) : Optional.empty();
  }

  /** The key an office signs with: in {@code file} where one is given, in the home otherwise. */
  SigningKey officeOr(PartyId office, Optional<Path> file) {
    return file.map(HomeKeys::signing)
        .or(() -> office(office))
        .orElseThrow(
            () ->
                Refusals.refused(
                    NodeReason.KEY_NOT_HERE,
                    Words.of(
                        "The key of " + office + " is not in this home.", office + " 的密钥不在本目录中。"),
                    Words.of(
                        "Sign where it lies, or give its file: --key FILE.",
                        "请在密钥所在处签字，或用 --key 指定密钥文件。")));
  }

  Path officeFile(PartyId office) {
    return home.keys().resolve("parties").resolve(office.value() + ".key");
  }

  SigningKey makeOffice(PartyId office, SecureRandom random) throws IOException {
    SigningKey key = SigningKey.generate(random);
    OwnerOnly.write(officeFile(office), key.secretText() + "\n");
    return key;
  }

  SigningKey makeLedger(SecureRandom random) throws IOException {
    SigningKey key = SigningKey.generate(random);
    OwnerOnly.write(home.keys().resolve("ledger.key"), key.secretText() + "\n");
    OwnerOnly.write(home.keys().resolve("ledger.pub"), key.publicKey().encoded() + "\n");
    return key;
  }

  void makeVault(SecureRandom random) throws IOException {
    VaultKeys keys = VaultKeys.generate(random);
    write(keyFile("journal"), keys.journal());
    write(keyFile("identity"), keys.identity());
    write(keyFile("matching"), keys.matching());
  }

  private Path keyFile(String name) {
    return home.keys().resolve(name + ".key");
  }

  private static void write(Path file, byte[] key) throws IOException {
    OwnerOnly.write(file, SYMMETRIC + Base64.getEncoder().encodeToString(key) + "\n");
  }

  private static byte[] symmetric(Path file) {
    String text = read(file);
    try {
      byte[] key = Base64.getDecoder().decode(text.substring(SYMMETRIC.length()));
      if (text.startsWith(SYMMETRIC) && key.length == 32) {
        return key;
      }
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      // Refused below.
    }
    throw Refusals.keyUnreadable(file.toString());
  }

  static SigningKey signing(Path file) {
    try {
      return SigningKey.parseSecret(read(file));
    } catch (IllegalArgumentException e) {
      throw Refusals.keyUnreadable(file.toString());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw Refusals.fileUnreadable(file.toString());
    }
  }
}
