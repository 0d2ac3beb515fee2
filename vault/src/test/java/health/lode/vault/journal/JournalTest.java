package health.lode.vault.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.refusal.RefusedException;
import health.lode.vault.VaultReason;
import health.lode.vault.journal.JournalRecord.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final long SEGMENT = 300_000;

  @TempDir Path folder;
  private final byte[] key = new byte[32];
  private final Random random = new Random(7);

  @Test
  void everyRecordIsReadBackInOrderAndByItsPlaceAcrossSegmentsAndReopening() throws IOException {
    List<byte[]> bodies = new ArrayList<>();
    List<JournalPosition> places = new ArrayList<>();
    for (int opening = 0; opening < 3; opening++) {
      try (Journal journal = open(JournalPosition.START)) {
        for (int i = 0; i < 60; i++) {
          bodies.add(body(random.nextInt(20_000)));
          places.add(append(journal, bodies.get(bodies.size() - 1)));
          if (i % 7 == 0) {
            journal.force();
          }
        }
        // What is still in the buffer can be read, too.
        assertThat(journal.read(places.get(places.size() - 1)).body())
            .isEqualTo(bodies.get(bodies.size() - 1));
      }
    }
    try (Journal journal = open(JournalPosition.START)) {
      for (int i = 0; i < places.size(); i += 13) {
        assertThat(journal.read(places.get(i)).body()).isEqualTo(bodies.get(i));
      }
      try (JournalScan scan = journal.scan(places.get(10))) {
        for (int i = 10; i < bodies.size(); i++) {
          JournalRecord record = scan.next();
          assertThat(record).isNotNull();
          assertThat(record.position()).isEqualTo(places.get(i));
          assertThat(record.body()).isEqualTo(bodies.get(i));
          assertThat(record.occurrence()).isEqualTo(3);
        }
        assertThat(scan.next()).isNull();
      }
    }
    assertThat(places).isSorted();
    assertThat(segments()).hasSizeGreaterThan(5);
  }

  @Test
  void nothingIsReadableWithoutTheKeyAndNothingLiesThereInTheOpen() throws IOException {
    try (Journal journal = open(JournalPosition.START)) {
      append(journal, "张三的诊断 J18.9".getBytes(StandardCharsets.UTF_8));
    }
    String raw = Files.readString(segments().get(0), StandardCharsets.ISO_8859_1);
    assertThat(raw).doesNotContain("J18.9").doesNotContain("Condition");
    byte[] other = new byte[32];
    other[0] = 1;
    assertRefused(
        () -> Journal.open(folder, other, new SecureRandom(), SEGMENT, JournalPosition.START),
        "Segment 1 ");
  }

  @Test
  void aTornTailIsCutOffWhereverTheCrashCameAndNoNonceIsUsedAgain() throws IOException {
    List<JournalPosition> places = new ArrayList<>();
    JournalPosition durable;
    try (Journal journal = open(JournalPosition.START)) {
      for (int i = 0; i < 20; i++) {
        places.add(append(journal, body(9_000)));
      }
      durable = journal.force();
      append(journal, body(150_000));
    }
    Path segment = segments().get(0);
    byte[] whole = Files.readAllBytes(segment);
    int from = (int) durable.frameStart();
    Set<String> dataKeys = new HashSet<>();
    for (int length = whole.length; length >= from; length -= 1 + random.nextInt(20_000)) {
      for (Path file : segments()) {
        Files.delete(file);
      }
      byte[] torn = java.util.Arrays.copyOf(whole, length);
      Files.write(segment, torn);
      JournalPosition added;
      try (Journal journal = open(durable)) {
        added = append(journal, body(10));
        // Never into the segment that was torn: each has a key of its own.
        assertThat(added.entry()).isEqualTo(2);
      }
      dataKeys.add(
          new String(Files.readAllBytes(segments().get(1)), 24, 60, StandardCharsets.ISO_8859_1));
      try (Journal journal = open(durable);
          JournalScan scan = journal.scan(JournalPosition.START)) {
        for (JournalPosition place : places) {
          assertThat(scan.next().position()).isEqualTo(place);
        }
        JournalRecord last = scan.next();
        if (last.body().length == 150_000) {
          last = scan.next();
        }
        assertThat(last.position()).isEqualTo(added);
        assertThat(scan.next()).isNull();
      }
    }
    assertThat(dataKeys).hasSizeGreaterThan(5);
  }

  @Test
  void aTailThatWasDurableIsNeverCutOff() throws IOException {
    JournalPosition durable;
    try (Journal journal = open(JournalPosition.START)) {
      append(journal, body(200_000));
      durable = journal.force();
    }
    Path segment = segments().get(0);
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }
    assertRefused(() -> open(durable), "Segment 1, frame 3 ");
    Files.delete(segment);
    assertRefused(() -> open(durable), "ends before");
  }

  @Test
  void everyChangedByteIsNoticedAndItsFrameNamed() throws IOException {
    try (Journal journal = open(JournalPosition.START)) {
      for (int i = 0; i < 12; i++) {
        append(journal, body(60_000));
        journal.force();
      }
    }
    assertThat(segments()).hasSizeGreaterThan(1);
    Path first = segments().get(0);
    byte[] whole = Files.readAllBytes(first);
    for (int i = 0; i < 40; i++) {
      byte[] changed = whole.clone();
      int at = random.nextInt(whole.length);
      changed[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(first, changed);
      assertRefused(this::readAll, "Segment 1");
    }
    // Frames exchanged or a frame taken out, checksums and all.
    int length = 20 + java.nio.ByteBuffer.wrap(whole).getInt(88 + 4);
    byte[] without = new byte[whole.length - length];
    System.arraycopy(whole, 0, without, 0, 88);
    System.arraycopy(whole, 88 + length, without, 88, whole.length - 88 - length);
    Files.write(first, without);
    assertRefused(this::readAll, "Segment 1");
    Files.write(first, whole);
    readAll();
  }

  @Test
  void aChangedFrameOfTheLastSegmentIsDamageWhereALaterFrameSaysItWasDurable() throws IOException {
    try (Journal journal = open(JournalPosition.START)) {
      append(journal, body(100));
      journal.force();
      append(journal, body(100));
      journal.force();
    }
    Path last = segments().get(0);
    byte[] whole = Files.readAllBytes(last);
    whole[88 + 40] ^= 1;
    Files.write(last, whole);
    assertRefused(() -> open(JournalPosition.START), "Segment 1, frame 0 ");
  }

  private void readAll() {
    try (Journal journal = open(JournalPosition.START);
        JournalScan scan = journal.scan(JournalPosition.START)) {
      while (scan.next() != null) {
        // reading checks
      }
    }
  }

  private static void assertRefused(Runnable act, String words) {
    assertThatThrownBy(act::run)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal().code()).isEqualTo(VaultReason.JOURNAL_DAMAGED);
              assertThat(e.refusal().reason().en()).contains(words);
            });
  }

  private Journal open(JournalPosition known) {
    return Journal.open(folder, key, new SecureRandom(), SEGMENT, known);
  }

  private JournalPosition append(Journal journal, byte[] body) {
    return journal.append(
        Kind.RECORD, "Condition", new byte[32], 3, JournalPosition.NONE, body, 0, body.length);
  }

  private byte[] body(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private List<Path> segments() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
