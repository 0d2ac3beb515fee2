package health.lode.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A ledger's files: written so that they are there after a power cut, or were never named. */
final class Disk {
  static final String CHECKPOINT = "checkpoint";
  static final String CHECKPOINT_NEW = "checkpoint.new";
  static final String LOCK = "lock";

  private final Path dir;

  Disk(Path dir) {
    this.dir = dir;
  }

  Path dir() {
    return dir;
  }

  Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(dir.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  Optional<String> readCheckpoint() throws IOException {
    return read(CHECKPOINT).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /** Writes tiles and bundles for whoever reads them; durable once they are settled. */
  void writeTiles(Map<TilePath, byte[]> files) throws IOException {
    for (Map.Entry<TilePath, byte[]> file : files.entrySet()) {
      Path path = dir.resolve(file.getKey().toString());
      Files.createDirectories(path.getParent());
      try (FileChannel channel = create(path)) {
        write(channel, file.getValue());
      }
    }
  }

  /** Returns when these tiles and bundles and the directories that name them are durable. */
  void settle(Collection<TilePath> tiles) throws IOException {
    Set<Path> directories = new LinkedHashSet<>();
    for (TilePath tile : tiles) {
      Path path = dir.resolve(tile.toString());
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      for (Path d = path.getParent(); d != null && d.startsWith(dir); d = d.getParent()) {
        directories.add(d);
      }
    }
    for (Path directory : directories) {
      syncDirectory(directory);
    }
  }

  /** Replaces the checkpoint, durably: what the tiles hold is true from then on. */
  void writeCheckpoint(String note) throws IOException {
    Path fresh = dir.resolve(CHECKPOINT_NEW);
    try (FileChannel channel = create(fresh)) {
      write(channel, note.getBytes(StandardCharsets.UTF_8));
      channel.force(true);
    }
    rename(fresh);
    syncDirectory(dir);
  }

  /** Replaces the checkpoint for whoever reads it, where it is durable elsewhere. */
  void showCheckpoint(String note) throws IOException {
    Path fresh = dir.resolve(CHECKPOINT_NEW);
    try (FileChannel channel = create(fresh)) {
      write(channel, note.getBytes(StandardCharsets.UTF_8));
    }
    rename(fresh);
  }

  private void rename(Path fresh) throws IOException {
    Files.move(
        fresh,
        dir.resolve(CHECKPOINT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes every partial tile of this tile's number but itself. */
  void removeOtherPartials(TilePath tile) throws IOException {
    Path kept = dir.resolve(tile.toString());
    Path partials =
        dir.resolve(new TilePath(tile.level(), tile.number(), 1).toString()).getParent();
    if (partials == null || !Files.isDirectory(partials)) {
      return;
    }
    List<Path> others;
    try (var files = Files.list(partials)) {
      others = files.filter(file -> !file.equals(kept)).toList();
    }
    for (Path other : others) {
      remove(dir.relativize(other).toString());
    }
  }

  /** Removes a file, and its directory when it was a directory of partial tiles and is empty. */
  void remove(String name) throws IOException {
    Path path = dir.resolve(name);
    Files.deleteIfExists(path);
    Path parent = path.getParent();
    if (parent != null && parent.getFileName().toString().endsWith(".p")) {
      try (var rest = Files.list(parent)) {
        if (rest.findAny().isPresent()) {
          return;
        }
      }
      Files.deleteIfExists(parent);
    }
  }

  /**
   * Removes a partial tile that a longer one now stands for. It is no longer part of the ledger, so
   * that failing is no harm: the next opening removes it.
   */
  void removeReplaced(TilePath tile) {
    try {
      remove(tile.toString());
    } catch (IOException e) {
      // Left for the next opening.
    }
  }

  private static FileChannel create(Path path) throws IOException {
    return FileChannel.open(
        path,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
