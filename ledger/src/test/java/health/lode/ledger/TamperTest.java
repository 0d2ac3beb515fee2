package health.lode.ledger;

import static health.lode.ledger.Entries.KEY;
import static health.lode.ledger.Entries.ORIGIN;
import static health.lode.ledger.Entries.many;
import static org.assertj.core.api.Assertions.assertThat;

import health.lode.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever can write the disk changes it: every change must show, and say where. */
class TamperTest {
  @TempDir Path home;
  private Path dir;

  @BeforeEach
  void fill() {
    dir = home.resolve("ledger");
    try (Ledger ledger = Ledger.create(dir, ORIGIN, KEY)) {
      ledger.appendIf(0, many(700, "e"));
    }
  }

  private Verification verify() {
    return Ledger.verify(dir, KEY.publicKey());
  }

  @Test
  void aChangedByteInAnyFileShows() throws IOException {
    for (Map.Entry<String, byte[]> file : LedgerTest.files(dir).entrySet()) {
      String name = file.getKey();
      byte[] bytes = file.getValue();
      int step = Math.max(1, bytes.length / 40);
      for (int i = 0; i < bytes.length; i += step) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) (1 << (i % 8));
        Files.write(dir.resolve(name), changed);
        Verification found = verify();
        assertThat(found.verified()).as("%s byte %d", name, i).isFalse();
        assertThat(found.problems()).as("%s byte %d", name, i).anyMatch(p -> p.contains(name));
        if (i == 0) {
          LedgerTest.refuses(LedgerReason.LEDGER_TAMPERED, () -> Ledger.open(dir, KEY));
        }
      }
      Files.write(dir.resolve(name), bytes);
    }
    assertThat(verify().verified()).isTrue();
  }

  @Test
  void namesTheEntryThatWasChanged() throws IOException {
    change("tile/entries/001", 60);
    assertThat(verify().problems()).first().asString().startsWith("entry 257 (tile/entries/001)");
  }

  @Test
  void namesTheTileThatWasChanged() throws IOException {
    change("tile/0/002.p/188", 187 * 32);
    assertThat(verify().problems())
        .containsExactly("tile/0/002.p/188: is not the hash of entry 699");
  }

  @Test
  void rewritingAnEntryAndItsTileStillShows() throws IOException {
    Path other = home.resolve("other");
    try (Ledger ledger = Ledger.create(other, ORIGIN, KEY)) {
      ledger.appendIf(0, many(700, "f"));
    }
    for (String name : new String[] {"tile/entries/001", "tile/0/001"}) {
      Files.copy(
          other.resolve(name),
          dir.resolve(name),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(verify().problems())
        .first()
        .isEqualTo("tile/1/000.p/2: hash 1 is not that of entries 256 to 511");
  }

  @Test
  void missingCutAndStrangeFilesShow() throws IOException {
    for (Map.Entry<String, byte[]> file : LedgerTest.files(dir).entrySet()) {
      String name = file.getKey();
      if (name.equals("lock")) {
        continue;
      }
      Files.delete(dir.resolve(name));
      assertThat(verify().problems()).as("%s missing", name).anyMatch(p -> p.contains(name));
      Files.write(dir.resolve(name), Arrays.copyOf(file.getValue(), file.getValue().length - 1));
      assertThat(verify().problems()).as("%s cut", name).anyMatch(p -> p.contains(name));
      Files.write(dir.resolve(name), file.getValue());
    }
    for (String name :
        new String[] {"notes.txt", "tile/0/x.tmp", "tile/0/000.p/x", "tile/0/0001"}) {
      Files.createDirectories(dir.resolve(name).getParent());
      Files.writeString(dir.resolve(name), "?");
      assertThat(verify().problems()).containsExactly(name + ": is no file of a ledger");
      Files.delete(dir.resolve(name));
    }
    Files.writeString(dir.resolve("lock"), "?");
    assertThat(verify().problems()).containsExactly("lock: is not empty");
  }

  @Test
  void anotherKeysLedgerIsNotThisOne() {
    byte[] seed = new byte[32];
    seed[5] = 9;
    SigningKey stranger = SigningKey.ofSeed(seed);
    assertThat(Ledger.verify(dir, stranger.publicKey()).problems())
        .containsExactly("checkpoint: not signed by this ledger's key, or changed since");
    LedgerTest.refuses(LedgerReason.LEDGER_TAMPERED, () -> Ledger.open(dir, stranger));
  }

  @Test
  void aTileChangedWhileOpenIsNotServed() throws IOException {
    try (Ledger ledger = Ledger.open(dir, KEY)) {
      change("tile/entries/000", 70);
      LedgerTest.refuses(LedgerReason.LEDGER_TAMPERED, () -> ledger.entry(0));
      change("tile/0/001", 70);
      LedgerTest.refuses(LedgerReason.LEDGER_TAMPERED, () -> ledger.inclusionProof(300, 700));
    }
  }

  /** A checkpoint that claims a vast size must not keep the verifier busy for ever. */
  @Test
  void aForgedSizeEndsQuickly() throws IOException {
    String note = Files.readString(dir.resolve("checkpoint"));
    Files.writeString(
        dir.resolve("checkpoint"), note.replaceFirst("\n700\n", "\n900000000000000000\n"));
    assertThat(verify().problems()).hasSize(100);
  }

  private void change(String name, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(dir.resolve(name));
    bytes[at] ^= 4;
    Files.write(dir.resolve(name), bytes);
  }
}
