package health.lode.vault.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The segment files of a journal: names, headers, and the repair of a torn tail. */
final class SegmentFolder {
  private final Path folder;
  private final byte[] journalKey;

  SegmentFolder(Path folder, byte[] journalKey) {
    this.folder = folder;
    this.journalKey = journalKey;
  }

  /** A closed segment: its number, data key and length. */
  record Closed(long number, byte[] dataKey, long bytes) {}

  Path file(long number) {
    return folder.resolve(String.format("%08d.segment", number));
  }

  /**
   * All segments, after cutting off a torn tail. Refuses where a segment is missing, was shortened
   * or changed, or ends before {@code known}.
   */
  List<Closed> recover(JournalPosition known) throws IOException {
    Files.createDirectories(folder);
    List<Long> numbers = numbers();
    List<Closed> closed = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      long number = numbers.get(i);
      boolean last = i == numbers.size() - 1;
      if (number != i + 1) {
        throw JournalRefusals.segment(i + 1, "is missing.", "缺失。");
      }
      Path file = file(number);
      long bytes = Files.size(file);
      byte[] head = head(file);
      if (last && bytes <= SegmentHeader.BYTES && !SegmentHeader.checksumHolds(head)) {
        Files.delete(file); // the crash came while it was made: it holds no record
        break;
      }
      SegmentHeader header = header(number, head);
      long previous = closed.isEmpty() ? 0 : closed.get(closed.size() - 1).bytes();
      if (header.number() != number || header.previousBytes() != previous) {
        throw JournalRefusals.segment(
            Math.max(1, number - 1), "has not the length it was closed with.", "长度与关闭时不符。");
      }
      if (last) {
        bytes = soundLength(file, header, bytes, known);
      }
      closed.add(new Closed(number, header.dataKey(), bytes));
    }
    JournalPosition end =
        closed.isEmpty()
            ? JournalPosition.START
            : JournalPosition.of(closed.size(), closed.get(closed.size() - 1).bytes(), 0);
    if (known.compareTo(end) > 0) {
      throw JournalRefusals.ahead(known);
    }
    return closed;
  }

  private SegmentHeader header(long number, byte[] head) {
    try {
      return SegmentHeader.decode(head, journalKey);
    } catch (GeneralSecurityException e) {
      throw JournalRefusals.segment(
          number, "has a changed header, or the journal key is another one.", "段头被改动，或日志密钥不符。");
    }
  }

  private List<Long> numbers() throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.segment")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.matches("\\d{8}\\.segment")) {
          numbers.add(Long.parseLong(name.substring(0, 8)));
        }
      }
    }
    Collections.sort(numbers);
    return numbers;
  }

  private static byte[] head(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(SegmentHeader.BYTES);
    }
  }

  /**
   * Length of the last segment up to its last whole frame; the rest is cut off. A broken frame that
   * was durable (a later frame says so, or the vault has taken it in) is damage, not a torn tail.
   *
   * <p>Frames that the vault has taken in are whole where their checksum holds: like those of
   * closed segments, they are opened when they are read. Opening 256 MiB would take a second each
   * start.
   */
  private long soundLength(Path file, SegmentHeader header, long bytes, JournalPosition known)
      throws IOException {
    FrameCipher cipher = new FrameCipher(header.dataKey());
    byte[] plain = new byte[FrameCipher.CAPACITY];
    byte[] buffer = new byte[FrameCipher.FRAME];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "rw")) {
      long at = SegmentHeader.BYTES;
      int number = 0;
      while (at < bytes
          && whole(cipher, in, at, bytes, buffer, number)
          && (takenIn(header, at, known) || opens(cipher, buffer, at, plain))) {
        at += FrameCipher.frameLength(buffer, 0);
        number++;
      }
      if (at < bytes) {
        boolean taken =
            known.entry() > header.number()
                || (known.entry() == header.number()
                    && (known.frameStart() > at
                        || (known.frameStart() == at && known.inFrame() > 0)));
        if (taken || laterFrameSaysDurable(cipher, in, at + 1, bytes, number)) {
          throw JournalRefusals.frame(header.number(), number);
        }
        in.setLength(at);
        in.getFD().sync();
      }
      return at;
    }
  }

  private static boolean takenIn(SegmentHeader header, long at, JournalPosition known) {
    return known.entry() == header.number() && at < known.frameStart();
  }

  private static boolean whole(
      FrameCipher cipher, RandomAccessFile in, long at, long bytes, byte[] buffer, int number)
      throws IOException {
    int wanted = (int) Math.min(buffer.length, bytes - at);
    in.seek(at);
    in.readFully(buffer, 0, wanted);
    return cipher.wellFormed(buffer, 0, wanted) && FrameCipher.number(buffer, 0) == number;
  }

  private static boolean opens(FrameCipher cipher, byte[] frame, long at, byte[] plain) {
    try {
      cipher.open(frame, 0, at, plain);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean laterFrameSaysDurable(
      FrameCipher cipher, RandomAccessFile in, long from, long bytes, int broken)
      throws IOException {
    byte[] window = new byte[2 * FrameCipher.FRAME];
    for (long start = from; start < bytes; start += FrameCipher.FRAME) {
      int available = (int) Math.min(window.length, bytes - start);
      in.seek(start);
      in.readFully(window, 0, available);
      for (int i = 0; i < Math.min(available, FrameCipher.FRAME); i++) {
        if (window[i] == 'L'
            && cipher.wellFormed(window, i, Math.min(FrameCipher.FRAME, available - i))
            && FrameCipher.synced(window, i) > broken) {
          return true;
        }
      }
    }
    return false;
  }
}
