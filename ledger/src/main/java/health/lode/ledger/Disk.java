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
import java.util.LinkedHashSet;
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

  /** Writes tiles and bundles; returns when they and the directories that name them are durable. */
  void writeTiles(Map<TilePath, byte[]> files) throws IOException {
    Set<Path> directories = new LinkedHashSet<>();
    for (Map.Entry<TilePath, byte[]> file : files.entrySet()) {
      String name = file.getKey().toString();
      Path directory = makeDirectories(name, directories);
      writeFile(dir.resolve(name), file.getValue());
      directories.add(directory);
    }
    for (Path directory : directories) {
      syncDirectory(directory);
    }
  }

  /** Replaces the checkpoint: the one step that makes an append true. */
  void writeCheckpoint(String note) throws IOException {
    Path fresh = dir.resolve(CHECKPOINT_NEW);
    writeFile(fresh, note.getBytes(StandardCharsets.UTF_8));
    Files.move(
        fresh,
        dir.resolve(CHECKPOINT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    syncDirectory(dir);
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

  /** Makes the directories on the way to a file; notes those that gained one. */
  private Path makeDirectories(String name, Set<Path> changed) throws IOException {
    Path directory = dir;
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      Path next = dir.resolve(name.substring(0, slash));
      if (!Files.isDirectory(next)) {
        Files.createDirectory(next);
        changed.add(directory);
      }
      directory = next;
    }
    return directory;
  }

  private static void writeFile(Path path, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
