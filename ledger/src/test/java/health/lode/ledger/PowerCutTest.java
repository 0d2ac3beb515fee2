package health.lode.ledger;

import static health.lode.ledger.Entries.KEY;
import static health.lode.ledger.Entries.ORIGIN;
import static health.lode.ledger.Entries.entry;
import static health.lode.ledger.Entries.many;
import static org.assertj.core.api.Assertions.assertThat;

import health.lode.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut takes any part of what was not made durable: of small commits, everything but the
 * file {@code recent}. Whatever it took, every acknowledged entry must be there afterwards.
 */
class PowerCutTest {
  private static final long SEED = 20_261_124;
  @TempDir Path home;

  /** What is on disk at one moment. */
  private record Disks(Map<String, byte[]> durable, Map<String, byte[]> now) {}

  @Test
  void whatWasAcknowledgedOutlivesAnyLossOfWhatWasNotDurable() throws IOException {
    Random random = new Random(SEED);
    for (int first : new int[] {0, 1, 250, 256, 511, 700}) {
      for (int more : new int[] {1, 7}) {
        Disks disks = grow(first, more);
        for (int round = 0; round < 6; round++) {
          Path dir = afterCut(disks, random);
          try (Ledger ledger = Ledger.open(dir, KEY)) {
            assertThat(ledger.size()).as("%d + %d", first, more).isEqualTo(first + more);
            assertThat(ledger.entryJson(first + more - 1L)).isEqualTo(entry("f" + (more - 1)));
            ledger.append(entry("after the cut"));
          }
          Verification found = Ledger.verify(dir, KEY.publicKey());
          assertThat(found.problems()).isEmpty();
          assertThat(found.leftovers()).isEmpty();
          assertThat(found.size()).isEqualTo(first + more + 1L);
        }
      }
    }
  }

  /** A commit that was not acknowledged may be torn, and takes no other with it. */
  @Test
  void aTornCommitIsCutOff() throws IOException {
    Disks disks = grow(255, 5);
    byte[] recent = disks.now().get(Recent.NAME);
    int end = recent.length;
    while (recent[end - 1] == 0) {
      end--;
    }
    int begin = new String(recent, StandardCharsets.ISO_8859_1).indexOf("\n259\n");
    for (int cut = end - 1; cut > begin; cut -= 11) {
      byte[] torn = Arrays.copyOf(Arrays.copyOf(recent, cut), recent.length);
      Path dir = write(disks.durable());
      Files.write(dir.resolve(Recent.NAME), torn);
      try (Ledger ledger = Ledger.open(dir, KEY)) {
        assertThat(ledger.size()).isEqualTo(cut >= lastCommit(recent) ? 259 : 258);
      }
      assertThat(Ledger.verify(dir, KEY.publicKey()).problems()).isEmpty();
    }
  }

  /** Where the last commit of {@code recent} begins. */
  private static int lastCommit(byte[] recent) {
    return new String(recent, StandardCharsets.ISO_8859_1).indexOf("\n260\n")
        - ORIGIN.length()
        - Recent.PREFIX;
  }

  /** Less than a signed checkpoint attests to is never taken for the whole. */
  @Test
  void aCommitThatIsGoneFromBothPlacesShows() throws IOException {
    Disks disks = grow(10, 5);
    Path dir = write(disks.durable());
    Files.write(dir.resolve("checkpoint"), disks.now().get("checkpoint"));
    byte[] recent = disks.now().get(Recent.NAME).clone();
    int last = new String(recent, StandardCharsets.ISO_8859_1).indexOf("\n15\n");
    recent[last + 1] ^= 1;
    Files.write(dir.resolve(Recent.NAME), recent);
    LedgerTest.refuses(LedgerReason.LEDGER_TAMPERED, () -> Ledger.open(dir, KEY));
  }

  /** Commits are taken from {@code recent} on their signature alone. */
  @Test
  void nobodyElsesCommitIsTaken() throws IOException {
    Path other = home.resolve("forged");
    Map<String, byte[]> forged;
    try (Ledger ledger =
        Ledger.create(other, ORIGIN, SigningKey.ofSeed(Arrays.copyOf(new byte[] {7}, 32)))) {
      ledger.append(entry("forged"));
      forged = LedgerTest.files(other);
    }
    Path dir = write(grow(0, 1).durable());
    Files.write(dir.resolve(Recent.NAME), forged.get(Recent.NAME));
    try (Ledger ledger = Ledger.open(dir, KEY)) {
      assertThat(ledger.size()).isZero();
    }
  }

  /** Grows past several fillings of {@code recent}, killed without closing. */
  @Test
  void aFullRecentBeginsAnew() throws IOException {
    Path dir = home.resolve("full");
    String long_ = "x".repeat(60_000);
    Map<String, byte[]> killed;
    try (Ledger ledger = Ledger.create(dir, ORIGIN, KEY)) {
      for (int i = 0; i < 23; i++) {
        ledger.append(entry(i + long_));
      }
      killed = LedgerTest.files(dir);
    }
    Path copy = write(killed);
    assertThat(Ledger.verify(copy, KEY.publicKey()).problems()).isEmpty();
    try (Ledger ledger = Ledger.open(copy, KEY)) {
      assertThat(ledger.size()).isEqualTo(23);
      assertThat(ledger.entryJson(22)).isEqualTo(entry(22 + long_));
    }
    assertThat(Files.exists(copy.resolve(Recent.NAME))).isFalse();
  }

  /** A ledger with {@code first} settled entries, and as many small commits after them. */
  private Disks grow(int first, int more) throws IOException {
    Path dir = Files.createTempDirectory(home, "grown");
    try (Ledger ledger = Ledger.create(dir, ORIGIN, KEY)) {
      if (first > 0) {
        ledger.appendIf(0, many(first, "e"));
      }
    }
    Map<String, byte[]> durable = LedgerTest.files(dir);
    Ledger ledger = Ledger.open(dir, KEY);
    try (ledger) {
      for (int i = 0; i < more; i++) {
        ledger.append(entry("f" + i));
      }
      return new Disks(durable, LedgerTest.files(dir));
    }
  }

  /**
   * Each file as it was durable, as it is, empty, cut, zeroed or gone, one as likely as another.
   */
  private Path afterCut(Disks disks, Random random) throws IOException {
    Map<String, byte[]> left = new TreeMap<>(disks.durable());
    List<String> names = new ArrayList<>(disks.now().keySet());
    names.removeIf(name -> Arrays.equals(disks.now().get(name), disks.durable().get(name)));
    for (String name : names) {
      byte[] now = disks.now().get(name);
      boolean durable = disks.durable().containsKey(name);
      switch (name.equals(Recent.NAME) ? 0 : random.nextInt(5)) {
        case 0 -> left.put(name, now);
        case 1 -> left.put(name, new byte[0]);
        case 2 -> left.put(name, Arrays.copyOf(now, random.nextInt(now.length)));
        case 3 -> left.put(name, new byte[now.length]);
        default -> {
          if (!durable) {
            left.remove(name);
          }
        }
      }
    }
    return write(left);
  }

  private Path write(Map<String, byte[]> files) throws IOException {
    Path dir = Files.createTempDirectory(home, "cut");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = dir.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return dir;
  }
}
