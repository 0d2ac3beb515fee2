package health.lode.ledger;

import health.lode.signing.PublicKey;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ledger as a stranger would: everything is computed again from the entry bundles and held
 * against the hash tiles and the signed checkpoint.
 */
final class Audit {
  private static final int MOST_PROBLEMS = 100;
  private static final int MOST_TRIES = 50;

  /**
   * @param tree the tree of the entries found
   * @param tail the entries of the unfinished bundle
   */
  record Outcome(Verification verification, String note, Tree tree, List<byte[]> tail) {}

  /** An entry whose hash is not the one in its level 0 tile. */
  private record Mismatch(long entry, TilePath bundle, TilePath tile) {}

  private final Disk disk;
  private final List<String> problems = new ArrayList<>();
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final List<String> leftovers = new ArrayList<>();

  /** Partial tiles as they were under the checkpoint: a running ledger replaces them. */
  private final Map<TilePath, byte[]> partials = new HashMap<>();

  private Tree tree = Tree.EMPTY;
  private List<byte[]> tail = List.of();

  private Audit(Disk disk) {
    this.disk = disk;
  }

  static Outcome run(Disk disk, PublicKey key) throws IOException {
    return new Audit(disk).run(key);
  }

  /** Reads the first {@code size} entries and their tiles, whatever checkpoint there is. */
  static Outcome at(Disk disk, long size) throws IOException {
    Audit audit = new Audit(disk);
    audit.takePartials(size);
    audit.readBundles(size);
    audit.mismatches.forEach(m -> audit.problem(m.bundle + ": is not what " + m.tile + " says"));
    audit.compareLevels();
    return new Outcome(audit.verification(size), "", audit.tree, audit.tail);
  }

  private Outcome run(PublicKey key) throws IOException {
    String note = steadyNote();
    Optional<Checkpoint> stated = Checkpoint.parse(note);
    if (stated.isEmpty()) {
      problem(Disk.CHECKPOINT + ": missing, or not in the form of a checkpoint");
      return new Outcome(verification(0), note, tree, tail);
    }
    if (Checkpoint.open(note, key).isEmpty()) {
      problem(Disk.CHECKPOINT + ": not signed by this ledger's key, or changed since");
    }
    long size = stated.get().size();
    readBundles(size);
    boolean sameRoot = Arrays.equals(tree.root(), stated.get().root());
    for (Mismatch m : mismatches) {
      problem(
          sameRoot
              ? m.tile + ": is not the hash of entry " + m.entry
              : "entry " + m.entry + " (" + m.bundle + "): is not what " + m.tile + " was made of");
    }
    compareLevels();
    if (!sameRoot) {
      problem(Disk.CHECKPOINT + ": its root is not that of the entries found");
    }
    walk(size);
    return new Outcome(verification(size), note, tree, tail);
  }

  /** The checkpoint, with the partial tiles that belong to it taken at the same moment. */
  private String steadyNote() throws IOException {
    String note = disk.readCheckpoint().orElse("");
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      takePartials(Checkpoint.parse(note).map(Checkpoint::size).orElse(0L));
      String after = disk.readCheckpoint().orElse("");
      if (after.equals(note)) {
        break;
      }
      note = after;
    }
    return note;
  }

  private void takePartials(long size) throws IOException {
    partials.clear();
    takePartial(TilePath.ENTRIES, size);
    for (int level = 0; level < 8; level++) {
      takePartial(level, size >> (8 * level));
    }
  }

  private void takePartial(int level, long count) throws IOException {
    int width = (int) (count % TilePath.FULL);
    if (width > 0) {
      TilePath path = new TilePath(level, count / TilePath.FULL, width);
      disk.read(path.toString()).ifPresent(bytes -> partials.put(path, bytes));
    }
  }

  private Optional<byte[]> read(TilePath path) throws IOException {
    return path.width() < TilePath.FULL
        ? Optional.ofNullable(partials.get(path))
        : disk.read(path.toString());
  }

  private void readBundles(long size) throws IOException {
    for (long n = 0; n * TilePath.FULL < size && !full(); n++) {
      readBundle(n, TilePath.widthAt(n, size));
    }
  }

  private void readBundle(long n, int width) throws IOException {
    TilePath bundle = new TilePath(TilePath.ENTRIES, n, width);
    TilePath tile = new TilePath(0, n, width);
    byte[][] leaves = readTile(tile);
    Optional<byte[]> bytes = read(bundle);
    if (bytes.isEmpty()) {
      problem(bundle + ": missing");
    }
    EntryBundle read = EntryBundle.decode(bytes.orElse(new byte[0]));
    List<byte[]> hashes = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      boolean there = i < read.entries().size();
      byte[] hash = there ? Hashes.leaf(read.entries().get(i)) : new byte[Hashes.LENGTH];
      boolean same = leaves.length == 0 || Arrays.equals(hash, leaves[i]);
      if ((!there || !same) && bytes.isPresent() && mismatches.size() < MOST_PROBLEMS) {
        mismatches.add(new Mismatch(n * TilePath.FULL + i, bundle, tile));
      }
      hashes.add(hash);
    }
    if (bytes.isPresent() && (!read.whole() || read.entries().size() != width)) {
      problem(bundle + ": does not hold " + width + " entries");
    }
    tree = tree.plus(hashes);
    tail = width < TilePath.FULL ? read.entries() : List.of();
  }

  /** The hashes of a tile; none, with the problem noted, where it cannot be read. */
  private byte[][] readTile(TilePath path) throws IOException {
    Optional<byte[]> bytes = read(path);
    if (bytes.isEmpty() || bytes.get().length != path.width() * Hashes.LENGTH) {
      problem(path + (bytes.isEmpty() ? ": missing" : ": is not " + path.width() + " hashes long"));
      return new byte[0][];
    }
    byte[][] hashes = new byte[path.width()][];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = Arrays.copyOfRange(bytes.get(), i * Hashes.LENGTH, (i + 1) * Hashes.LENGTH);
    }
    return hashes;
  }

  private void compareLevels() throws IOException {
    for (int level = 1; level < tree.levels() && !full(); level++) {
      compareLevel(level);
    }
  }

  private void compareLevel(int level) throws IOException {
    long count = tree.count(level);
    for (long n = 0; n * TilePath.FULL < count && !full(); n++) {
      TilePath path = new TilePath(level, n, TilePath.widthAt(n, count));
      byte[][] stored = readTile(path);
      for (int i = 0; i < stored.length; i++) {
        long index = n * TilePath.FULL + i;
        if (!Arrays.equals(stored[i], tree.upper(level, index))) {
          long span = 1L << (8 * level);
          problem(
              path
                  + ": hash "
                  + i
                  + " is not that of entries "
                  + index * span
                  + " to "
                  + (index * span + span - 1));
        }
      }
    }
  }

  /** Names every file that the checkpoint does not account for. */
  private void walk(long size) throws IOException {
    TreeMap<String, BasicFileAttributes> found = new TreeMap<>();
    Path dir = disk.dir();
    Files.walkFileTree(
        dir,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.put(dir.relativize(file).toString().replace('\\', '/'), attributes);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return passOver(e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            return e == null ? FileVisitResult.CONTINUE : passOver(e);
          }

          /** A running ledger removes old partial tiles while they are listed. */
          private FileVisitResult passOver(IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    for (Map.Entry<String, BasicFileAttributes> file : found.entrySet()) {
      judge(file.getKey(), file.getValue(), size);
    }
  }

  private void judge(String name, BasicFileAttributes attributes, long size) throws IOException {
    if (!attributes.isRegularFile()) {
      problem(name + ": is a link or device, not a file of the ledger");
      return;
    }
    switch (name) {
      case Disk.CHECKPOINT, Recent.NAME -> {}
      case Disk.CHECKPOINT_NEW -> leftovers.add(name);
      case Disk.LOCK -> {
        // Only its length is looked at: opening and closing it here would drop the lock.
        if (attributes.size() != 0) {
          problem(name + ": is not empty");
        }
      }
      default -> {
        Optional<TilePath> tile = TilePath.parse(name);
        if (tile.isEmpty()) {
          problem(name + ": is no file of a ledger");
        } else {
          judgeTile(tile.get(), name, size);
        }
      }
    }
  }

  private void judgeTile(TilePath tile, String name, long size) throws IOException {
    int level = Math.max(0, tile.level());
    long count = level < 8 ? size >> (8 * level) : 0;
    int needed = TilePath.widthAt(tile.number(), count);
    if (tile.width() == needed) {
      return;
    }
    if (tile.width() < needed) {
      Optional<byte[]> old = disk.read(name);
      Optional<byte[]> now = read(new TilePath(tile.level(), tile.number(), needed));
      if (old.isPresent() && now.isPresent() && !begins(now.get(), old.get())) {
        problem(name + ": is not the beginning of the tile that replaced it");
      }
    }
    leftovers.add(name);
  }

  private static boolean begins(byte[] whole, byte[] beginning) {
    return beginning.length <= whole.length
        && Arrays.equals(beginning, 0, beginning.length, whole, 0, beginning.length);
  }

  private void problem(String text) {
    if (!full()) {
      problems.add(text);
    }
  }

  private boolean full() {
    return problems.size() >= MOST_PROBLEMS;
  }

  private Verification verification(long size) {
    return new Verification(
        size, HexFormat.of().formatHex(tree.root()), problems.isEmpty(), problems, leftovers);
  }
}
