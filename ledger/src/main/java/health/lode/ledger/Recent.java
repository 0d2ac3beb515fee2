package health.lode.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code recent}: commits that are durable here while their tiles need not be yet. Small
 * commits overwrite a file of fixed length, which costs the disk one flush where new files cost one
 * each; see "Writing" in docs/spec/ledger.md. Used by one thread.
 */
final class Recent {
  static final String NAME = "recent";
  static final int CAPACITY = 256 * 1024;

  /** Bytes before a commit's note. */
  static final int PREFIX = 6;

  /** One commit: its entries, and the signed note that covers them and all before. */
  record Commit(String note, List<byte[]> entries) {
    /** Length of the rest (uint32), length of the note (uint16), note, entries as in bundles. */
    byte[] bytes() {
      byte[] text = note.getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] bundle = EntryBundle.encode(entries);
      ByteBuffer prefix = ByteBuffer.allocate(PREFIX);
      prefix.putInt(2 + text.length + bundle.length).putShort((short) text.length);
      out.writeBytes(prefix.array());
      out.writeBytes(text);
      out.writeBytes(bundle);
      return out.toByteArray();
    }
  }

  private final Disk disk;
  private @Nullable FileChannel channel;
  private int end;

  Recent(Disk disk) {
    this.disk = disk;
  }

  boolean hasRoomFor(byte[] commit) {
    return commit.length <= CAPACITY - end;
  }

  /** Returns once the commit is durable. */
  void add(byte[] commit) throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open = make();
      channel = open;
    }
    write(open, ByteBuffer.wrap(commit), end);
    open.force(false);
    end += commit.length;
  }

  /** Of full length from the start, so that adding changes nothing but the file's content. */
  private FileChannel make() throws IOException {
    FileChannel made =
        FileChannel.open(
            disk.dir().resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      write(made, ByteBuffer.allocate(CAPACITY), 0);
      made.force(true);
      Disk.syncDirectory(disk.dir());
      return made;
    } catch (IOException e) {
      made.close();
      throw e;
    }
  }

  /**
   * Begins anew, once everything in it is durable elsewhere. It does no harm where this is not: the
   * commits would be found in the tiles.
   */
  void clear() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      write(open, ByteBuffer.allocate(end), 0);
    }
    end = 0;
  }

  private static void write(FileChannel to, ByteBuffer bytes, long at) throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      position += to.write(bytes, position);
    }
  }

  void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  /**
   * The commits in a ledger's directory as far as they can be read. Nothing in them is believed: a
   * torn or stale one shows by its note.
   */
  static List<Commit> read(Path dir) throws IOException {
    Path file = dir.resolve(NAME);
    List<Commit> commits = new ArrayList<>();
    if (!Files.isRegularFile(file) || Files.size(file) > CAPACITY) {
      return commits;
    }
    byte[] all = Files.readAllBytes(file);
    ByteBuffer in = ByteBuffer.wrap(all);
    while (in.remaining() >= PREFIX) {
      int length = in.getInt();
      int note = in.getShort() & 0xffff;
      if (length < 2 + note || length - 2 > in.remaining()) {
        break;
      }
      int from = in.position();
      int until = from + length - 2;
      EntryBundle bundle = EntryBundle.decode(Arrays.copyOfRange(all, from + note, until));
      if (!bundle.whole() || bundle.entries().isEmpty()) {
        break;
      }
      commits.add(
          new Commit(new String(all, from, note, StandardCharsets.UTF_8), bundle.entries()));
      in.position(until);
    }
    return commits;
  }
}
