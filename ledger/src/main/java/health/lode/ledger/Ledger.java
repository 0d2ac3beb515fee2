package health.lode.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.canonical.CanonicalJson;
import health.lode.signing.PublicKey;
import health.lode.signing.SigningKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log that cannot be changed unseen, kept as C2SP tlog-tiles on disk; see {@code
 * docs/spec/ledger.md}.
 *
 * <p>The signed checkpoint is the commit point: an entry stands once a checkpoint that covers it is
 * durable, and an append returns no earlier. What a crash left beyond the checkpoint is removed on
 * opening. Safe for use by many threads; one process at a time may have a ledger open.
 */
public final class Ledger implements AutoCloseable {
  /** What is durable. {@code tail} holds the entries of the unfinished bundle. */
  private record State(Tree tree, List<byte[]> tail, String note) {}

  private record Bundle(long number, List<byte[]> entries) {}

  private final String origin;
  private final SigningKey key;
  private final Disk disk;
  private final FileChannel lock;
  private final Committer committer;
  private final Recent recent;

  /** Tiles that are written but need not be durable yet: {@link #recent} stands for them. */
  private final Set<TilePath> unsettled = new LinkedHashSet<>();

  /** Durable tiles that newer ones replace; kept until those are durable too. */
  private final List<TilePath> replaced = new ArrayList<>();

  private boolean failed;
  private volatile State state;
  private volatile @Nullable Bundle lastRead;

  private Ledger(String origin, SigningKey key, Disk disk, FileChannel lock, State state) {
    this.origin = origin;
    this.key = key;
    this.disk = disk;
    this.recent = new Recent(disk);
    this.lock = lock;
    this.state = state;
    this.committer = new Committer(this::commit);
  }

  /**
   * Makes a new ledger with a signed checkpoint of size 0.
   *
   * @param dir an empty or missing directory
   * @param origin the ledger's name: no spaces, no plus sign
   */
  public static Ledger create(Path dir, String origin, SigningKey key) {
    Path place = dir.toAbsolutePath().normalize();
    Checkpoint empty = new Checkpoint(origin, 0, Hashes.empty());
    try {
      Files.createDirectories(place);
      try (var files = Files.list(place)) {
        if (files.anyMatch(f -> !f.getFileName().toString().equals(Disk.LOCK))) {
          throw Refusals.exists();
        }
      }
      FileChannel lock = lock(place);
      Disk disk = new Disk(place);
      disk.writeCheckpoint(empty.sign(key));
      if (place.getParent() != null) {
        Disk.syncDirectory(place.getParent());
      }
      return new Ledger(origin, key, disk, lock, new State(Tree.EMPTY, List.of(), empty.sign(key)));
    } catch (IOException e) {
      throw Refusals.storageFailed(e);
    }
  }

  /**
   * Opens a ledger: every file is read and checked ({@link #verify}), and what an interrupted
   * append left behind is removed.
   *
   * @throws health.lode.refusal.RefusedException {@code LEDGER_TAMPERED} where anything is not what
   *     {@code key} signed, {@code LEDGER_MISSING}, {@code LEDGER_BUSY}
   */
  public static Ledger open(Path dir, SigningKey key) {
    Path place = dir.toAbsolutePath().normalize();
    Disk disk = new Disk(place);
    try {
      if (disk.readCheckpoint().isEmpty()) {
        throw Refusals.missing();
      }
      FileChannel lock = lock(place);
      boolean opened = false;
      try {
        Audit.Outcome found = new Recovery(disk, key.publicKey()).run();
        if (!found.verification().verified()) {
          throw Refusals.tampered(found.verification().problems().get(0));
        }
        for (String leftover : found.verification().leftovers()) {
          disk.remove(leftover);
        }
        String origin = Checkpoint.parse(found.note()).orElseThrow().origin();
        Ledger ledger =
            new Ledger(
                origin, key, disk, lock, new State(found.tree(), found.tail(), found.note()));
        opened = true;
        return ledger;
      } finally {
        if (!opened) {
          lock.close();
        }
      }
    } catch (IOException e) {
      throw Refusals.storageFailed(e);
    }
  }

  /**
   * Reads every file of the ledger at {@code dir}, partial tiles included, and computes everything
   * again from the entries. Changes nothing; may run beside the process that has the ledger open.
   */
  public static Verification verify(Path dir, PublicKey key) {
    try {
      Disk disk = new Disk(dir.toAbsolutePath().normalize());
      if (!Files.isDirectory(disk.dir())) {
        throw Refusals.missing();
      }
      return Audit.run(disk, key).verification();
    } catch (IOException e) {
      throw Refusals.storageFailed(e);
    }
  }

  private static FileChannel lock(Path dir) throws IOException {
    FileChannel channel =
        FileChannel.open(
            dir.resolve(Disk.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock held = channel.tryLock();
      locked = held != null;
    } catch (OverlappingFileLockException e) {
      // This very process has it open already.
      locked = false;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    if (!locked) {
      throw Refusals.busy();
    }
    return channel;
  }

  /** Number of durable entries. */
  public long size() {
    return state.tree().size();
  }

  /** RFC 6962 root hash over the durable entries. */
  public byte[] rootHash() {
    return state.tree().root();
  }

  /** The signed note that covers {@link #size()} entries. */
  public String checkpoint() {
    return state.note();
  }

  public String origin() {
    return origin;
  }

  /** The text by which tlog clients know this ledger's key: {@code name+hash+base64}. */
  public String verifierKey() {
    return Checkpoint.verifierKey(origin, key.publicKey());
  }

  /**
   * Enters {@code entry} at the end; returns its index once it is durable.
   *
   * @throws health.lode.refusal.RefusedException {@code LEDGER_ENTRY_TOO_LARGE} above 65,535 bytes
   *     of canonical form
   */
  public long append(JsonNode entry) {
    return committer.append(List.of(encode(entry)), Committer.Pending.ANY_SIZE);
  }

  /**
   * Enters {@code entries} together, provided the ledger still has {@code expectedSize} entries;
   * returns the index of the first once all are durable.
   *
   * @throws health.lode.refusal.RefusedException {@code LEDGER_MOVED} where the size differs
   */
  public long appendIf(long expectedSize, List<JsonNode> entries) {
    if (expectedSize < 0 || entries.isEmpty()) {
      throw new IllegalArgumentException("a size and at least one entry");
    }
    List<byte[]> encoded = new ArrayList<>(entries.size());
    for (JsonNode entry : entries) {
      encoded.add(encode(entry));
    }
    return committer.append(encoded, expectedSize);
  }

  private static byte[] encode(JsonNode entry) {
    byte[] bytes;
    try {
      bytes = CanonicalJson.encode(entry);
    } catch (IllegalArgumentException e) {
      throw Refusals.noCanonicalForm(e);
    }
    if (bytes.length > EntryBundle.LONGEST_ENTRY) {
      throw Refusals.tooLarge(bytes.length);
    }
    return bytes;
  }

  /** The canonical bytes of entry {@code index}. */
  public byte[] entry(long index) {
    State now = state;
    if (index < 0 || index >= now.tree().size()) {
      throw Refusals.noEntry(index, now.tree().size());
    }
    return bundle(now, index / TilePath.FULL).get((int) (index % TilePath.FULL)).clone();
  }

  public JsonNode entryJson(long index) {
    return CanonicalJson.parse(entry(index));
  }

  /** Hands over the entries from {@code from} up to the size at the time of the call, in order. */
  public void forEach(long from, EntryConsumer consumer) {
    State now = state;
    if (from < 0 || from > now.tree().size()) {
      throw Refusals.noEntry(from, now.tree().size());
    }
    for (long index = from; index < now.tree().size(); index++) {
      List<byte[]> bundle = bundle(now, index / TilePath.FULL);
      consumer.accept(index, CanonicalJson.parse(bundle.get((int) (index % TilePath.FULL))));
    }
  }

  /** The entries of a bundle, held against the hash of it that is kept in memory. */
  private List<byte[]> bundle(State now, long number) {
    if (number == now.tree().size() / TilePath.FULL) {
      return now.tail();
    }
    Bundle last = lastRead;
    if (last != null && last.number() == number) {
      return last.entries();
    }
    TilePath path = new TilePath(TilePath.ENTRIES, number, TilePath.FULL);
    List<byte[]> entries = EntryBundle.decode(read(path)).entries();
    byte[][] hashes = entries.stream().map(Hashes::leaf).toArray(byte[][]::new);
    if (hashes.length != TilePath.FULL || !isTile(now, number, hashes)) {
      throw Refusals.tampered(path.toString());
    }
    lastRead = new Bundle(number, entries);
    return entries;
  }

  /**
   * Proof that entry {@code index} is in the tree of the first {@code size} entries (RFC 6962,
   * section 2.1.1).
   */
  public List<byte[]> inclusionProof(long index, long size) {
    State now = state;
    if (size < 0 || size > now.tree().size() || index < 0 || index >= size) {
      throw Refusals.noEntry(Math.max(index, size), now.tree().size());
    }
    return now.tree().inclusionProof(index, size, number -> leafTile(now, number));
  }

  /**
   * Proof that the tree of the first {@code from} entries is the beginning of the tree of the first
   * {@code to} (RFC 6962, section 2.1.2). Empty for {@code from} 0 and for equal sizes.
   */
  public List<byte[]> consistencyProof(long from, long to) {
    State now = state;
    if (from < 0 || from > to || to > now.tree().size()) {
      throw Refusals.noEntry(to, now.tree().size());
    }
    return now.tree().consistencyProof(from, to, number -> leafTile(now, number));
  }

  /** The root when the ledger had {@code size} entries. */
  public byte[] rootHash(long size) {
    State now = state;
    if (size < 0 || size > now.tree().size()) {
      throw Refusals.noEntry(size, now.tree().size());
    }
    return now.tree().root(size, number -> leafTile(now, number));
  }

  private byte[][] leafTile(State now, long number) {
    TilePath path = new TilePath(0, number, TilePath.FULL);
    byte[] bytes = read(path);
    if (bytes.length != TilePath.FULL * Hashes.LENGTH) {
      throw Refusals.tampered(path.toString());
    }
    byte[][] hashes = new byte[TilePath.FULL][];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = Arrays.copyOfRange(bytes, i * Hashes.LENGTH, (i + 1) * Hashes.LENGTH);
    }
    if (!isTile(now, number, hashes)) {
      throw Refusals.tampered(path.toString());
    }
    return hashes;
  }

  private static boolean isTile(State now, long number, byte[][] hashes) {
    return Arrays.equals(Hashes.perfect(hashes, 0, TilePath.FULL), now.tree().upper(1, number));
  }

  private byte[] read(TilePath path) {
    try {
      return disk.read(path.toString()).orElseThrow(() -> Refusals.tampered(path.toString()));
    } catch (IOException e) {
      throw Refusals.storageFailed(e);
    }
  }

  private void commit(List<Committer.Pending> batch) throws IOException {
    State before = state;
    long size = before.tree().size();
    List<byte[]> added = new ArrayList<>();
    List<Committer.Pending> accepted = new ArrayList<>();
    List<Committer.Pending> late = new ArrayList<>();
    for (Committer.Pending pending : batch) {
      if (pending.accepts(size + added.size())) {
        accepted.add(pending);
        added.addAll(pending.entries());
      } else {
        late.add(pending);
      }
    }
    if (!added.isEmpty()) {
      state = write(before, added);
    }
    long first = size;
    for (Committer.Pending pending : accepted) {
      pending.first().complete(first);
      first += pending.entries().size();
    }
    for (Committer.Pending pending : late) {
      pending.first().completeExceptionally(Refusals.moved(pending.expectedSize(), first));
    }
  }

  private State write(State before, List<byte[]> added) throws IOException {
    failed = true;
    Growth growth = Growth.of(before.tree(), before.tail(), added);
    Tree tree = growth.tree();
    String note = new Checkpoint(origin, tree.size(), tree.root()).sign(key);
    disk.writeTiles(growth.files());
    unsettled.addAll(growth.files().keySet());
    byte[] commit = new Recent.Commit(note, added).bytes();
    if (recent.hasRoomFor(commit)) {
      recent.add(commit);
      disk.showCheckpoint(note);
      for (TilePath tile : growth.replaced()) {
        // A durable one stays: after a power cut, recovery begins from it.
        if (unsettled.remove(tile)) {
          disk.removeReplaced(tile);
        } else {
          replaced.add(tile);
        }
      }
    } else {
      growth.replaced().forEach(unsettled::remove);
      replaced.addAll(growth.replaced());
      settle(note);
    }
    failed = false;
    return new State(tree, growth.tail(), note);
  }

  /** Makes tiles and checkpoint durable, so that {@link #recent} can begin anew. */
  private void settle(String note) throws IOException {
    disk.settle(unsettled);
    disk.writeCheckpoint(note);
    unsettled.clear();
    replaced.forEach(disk::removeReplaced);
    replaced.clear();
    recent.clear();
  }

  /** Finishes the appends handed in, then lets go of the directory. */
  @Override
  public void close() {
    committer.close();
    try {
      if (!failed && !unsettled.isEmpty()) {
        settle(state.note());
      }
      recent.close();
      if (!failed) {
        disk.remove(Recent.NAME);
      }
      lock.close();
    } catch (IOException e) {
      throw Refusals.storageFailed(e);
    }
  }
}
