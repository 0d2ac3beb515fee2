package health.lode.ledger;

import static health.lode.ledger.Entries.KEY;
import static health.lode.ledger.Entries.ORIGIN;
import static health.lode.ledger.Entries.entry;
import static health.lode.ledger.Entries.many;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import health.lode.refusal.ReasonCode;
import health.lode.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  @TempDir Path home;

  private Path dir() {
    return home.resolve("ledger");
  }

  @Test
  void keepsEntriesAcrossOpenings() {
    List<JsonNode> all = new ArrayList<>();
    try (Ledger ledger = Ledger.create(dir(), ORIGIN, KEY)) {
      assertThat(ledger.size()).isZero();
      assertThat(Ledger.verify(dir(), KEY.publicKey()).verified()).isTrue();
      assertThat(ledger.append(entry("first"))).isZero();
      all.add(entry("first"));
    }
    for (int count : new int[] {254, 1, 1, 600, 3}) {
      try (Ledger ledger = Ledger.open(dir(), KEY)) {
        List<JsonNode> more = many(count, "run " + count + " ");
        assertThat(ledger.appendIf(ledger.size(), more)).isEqualTo(all.size());
        all.addAll(more);
        List<JsonNode> read = new ArrayList<>();
        ledger.forEach(
            0,
            (index, entry) -> {
              assertThat(index).isEqualTo(read.size());
              read.add(entry);
            });
        assertThat(read).isEqualTo(all);
        assertThat(ledger.entryJson(all.size() - 1)).isEqualTo(all.get(all.size() - 1));
        Verification verification = Ledger.verify(dir(), KEY.publicKey());
        assertThat(verification.problems()).isEmpty();
        // Replaced partial tiles stay until the tiles after them are durable.
        assertThat(verification.leftovers()).allMatch(name -> name.contains(".p/"));
        assertThat(verification.size()).isEqualTo(all.size());
      }
    }
    assertThat(names())
        .containsExactlyInAnyOrder(
            "checkpoint",
            "lock",
            "tile/entries/000",
            "tile/entries/001",
            "tile/entries/002",
            "tile/entries/003.p/92",
            "tile/0/000",
            "tile/0/001",
            "tile/0/002",
            "tile/0/003.p/92",
            "tile/1/000.p/3");
  }

  @Test
  void provesEntriesAndGrowth() {
    try (Ledger ledger = Ledger.create(dir(), ORIGIN, KEY)) {
      ledger.appendIf(0, many(700, "e"));
      byte[] root = ledger.rootHash();
      for (long index : new long[] {0, 1, 255, 256, 511, 512, 698, 699}) {
        byte[] leaf = MerkleProofs.leafHash(ledger.entry(index));
        assertThat(
                MerkleProofs.verifyInclusion(
                    index, 700, leaf, ledger.inclusionProof(index, 700), root))
            .isTrue();
        assertThat(
                MerkleProofs.verifyConsistency(
                    index + 1,
                    700,
                    ledger.rootHash(index + 1),
                    root,
                    ledger.consistencyProof(index + 1, 700)))
            .isTrue();
      }
      assertThat(Checkpoint.open(ledger.checkpoint(), KEY.publicKey()))
          .contains(new Checkpoint(ORIGIN, 700, root));
      refuses(LedgerReason.LEDGER_ENTRY_MISSING, () -> ledger.inclusionProof(3, 701));
      refuses(LedgerReason.LEDGER_ENTRY_MISSING, () -> ledger.entry(700));
    }
  }

  @Test
  void comparesAndSets() {
    try (Ledger ledger = Ledger.create(dir(), ORIGIN, KEY)) {
      assertThat(ledger.appendIf(0, many(2, "a"))).isZero();
      refuses(LedgerReason.LEDGER_MOVED, () -> ledger.appendIf(0, many(1, "b")));
      refuses(LedgerReason.LEDGER_MOVED, () -> ledger.appendIf(3, many(1, "b")));
      assertThat(ledger.size()).isEqualTo(2);
      assertThat(ledger.appendIf(2, many(1, "c"))).isEqualTo(2);
    }
  }

  @Test
  void takesEntriesUpToTheLimitAndNoFurther() {
    try (Ledger ledger = Ledger.create(dir(), ORIGIN, KEY)) {
      JsonNode longest = JsonNodeFactory.instance.textNode("x".repeat(65_533));
      ledger.append(longest);
      assertThat(ledger.entry(0)).hasSize(65_535);
      refuses(
          LedgerReason.LEDGER_ENTRY_TOO_LARGE,
          () -> ledger.append(JsonNodeFactory.instance.textNode("x".repeat(65_534))));
      refuses(
          LedgerReason.LEDGER_ENTRY_INVALID,
          () -> ledger.append(JsonNodeFactory.instance.numberNode(1.5)));
      assertThat(ledger.size()).isEqualTo(1);
    }
    assertThat(Ledger.verify(dir(), KEY.publicKey()).verified()).isTrue();
  }

  @Test
  void manyThreadsAppendTogetherAndStrangersMayVerifyMeanwhile() throws Exception {
    Set<Long> indices = ConcurrentHashMap.newKeySet();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (Ledger ledger = Ledger.create(dir(), ORIGIN, KEY)) {
      List<Future<Long>> done = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int thread = t;
        Callable<Long> work =
            () -> {
              for (int i = 0; i < 60; i++) {
                long index = ledger.append(entry(thread + "/" + i));
                assertThat(ledger.entryJson(index)).isEqualTo(entry(thread + "/" + i));
                indices.add(index);
              }
              return 0L;
            };
        done.add(threads.submit(work));
      }
      while (done.stream().anyMatch(d -> !d.isDone())) {
        assertThat(Ledger.verify(dir(), KEY.publicKey()).problems()).isEmpty();
      }
      for (Future<Long> d : done) {
        d.get();
      }
      assertThat(indices).hasSize(480);
      assertThat(ledger.size()).isEqualTo(480);
      assertThat(Ledger.verify(dir(), KEY.publicKey()).verified()).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void oneWriterAtATime() {
    try (Ledger ledger = Ledger.create(dir(), ORIGIN, KEY)) {
      refuses(LedgerReason.LEDGER_BUSY, () -> Ledger.open(dir(), KEY));
      assertThat(Ledger.verify(dir(), KEY.publicKey()).verified()).isTrue();
      refuses(LedgerReason.LEDGER_BUSY, () -> Ledger.open(dir(), KEY));
      refuses(LedgerReason.LEDGER_EXISTS, () -> Ledger.create(dir(), ORIGIN, KEY));
      ledger.close();
      refuses(LedgerReason.LEDGER_CLOSED, () -> ledger.append(entry("late")));
    }
    refuses(LedgerReason.LEDGER_MISSING, () -> Ledger.open(home.resolve("nowhere"), KEY));
    Ledger.open(dir(), KEY).close();
  }

  @Test
  void afterAFailedWriteNothingMoreIsTakenUntilReopened() throws IOException {
    try (Ledger ledger = Ledger.create(dir(), ORIGIN, KEY)) {
      ledger.appendIf(0, many(3, "a"));
      // A directory where the next partial tile belongs makes writing it fail.
      Files.createDirectory(dir().resolve("tile/entries/000.p/4"));
      refuses(LedgerReason.LEDGER_STORAGE_FAILED, () -> ledger.append(entry("b")));
      refuses(LedgerReason.LEDGER_STORAGE_FAILED, () -> ledger.append(entry("c")));
      assertThat(ledger.size()).isEqualTo(3);
    }
    Files.delete(dir().resolve("tile/entries/000.p/4"));
    try (Ledger ledger = Ledger.open(dir(), KEY)) {
      assertThat(ledger.append(entry("d"))).isEqualTo(3);
    }
  }

  private Set<String> names() {
    try (Stream<Path> all = Files.walk(dir())) {
      TreeSet<String> names = new TreeSet<>();
      all.filter(Files::isRegularFile).forEach(f -> names.add(dir().relativize(f).toString()));
      return names;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static void refuses(ReasonCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo(code));
  }

  static Map<String, byte[]> files(Path dir) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(dir.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
