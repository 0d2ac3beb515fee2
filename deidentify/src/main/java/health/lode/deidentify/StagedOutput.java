package health.lode.deidentify;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * Output that appears whole or not at all: it is written beside its place, readable by its owner
 * only, and moved there in one step by {@link #publish}. What is closed before that is removed, so
 * that no partly de-identified file is ever left in the output's place.
 */
public final class StagedOutput implements AutoCloseable {
  private static final String BEGINNING = ".lode-staged-";
  private final Path place;
  private final Path stage;
  private boolean published;

  private StagedOutput(Path place, Path stage) {
    this.place = place;
    this.stage = stage;
  }

  /**
   * Stages a file or a folder at {@code place}, which must not exist.
   *
   * @throws RefusedException {@code OUTPUT_REFUSED} where the place is taken or its folder cannot
   *     be written
   */
  public static StagedOutput at(Path place) {
    Path absolute = place.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null || Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(
          place + " is already there.", place + " 已存在。", "Name a new place.", "请换一个新的输出位置。", null);
    }
    try {
      Files.createDirectories(parent);
      Path stage =
          Files.createTempDirectory(
              parent,
              BEGINNING,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return new StagedOutput(absolute, stage);
    } catch (IOException e) {
      throw refused(
          place + " cannot be written.",
          place + " 无法写入。",
          "Name a folder that may be written and has room.",
          "请指定可写且有空间的目录。",
          e);
    }
  }

  private static RefusedException refused(
      String en,
      String zh,
      String wayEn,
      String wayZh,
      @org.jspecify.annotations.Nullable Throwable cause) {
    Refusal refusal =
        Refusal.of(DeidentifyReason.OUTPUT_REFUSED, Words.of(en, zh), Words.of(wayEn, wayZh));
    return cause == null ? refusal.asException() : new RefusedException(refusal, cause);
  }

  /** The file to write where the output is one file; for a folder, create it at this path. */
  public Path path() {
    return stage.resolve("out");
  }

  /** Room for what must not survive: sort runs, spilled blocks. Removed with the stage. */
  public Path scratch(String name) {
    return stage.resolve("scratch-" + name);
  }

  /** Forces what was written to the disk and moves it to its place in one step. */
  public void publish() throws IOException {
    try (Forcing forcing = new Forcing();
        Stream<Path> all = Files.walk(path())) {
      for (Path each : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
          forcing.add(each);
        }
      }
      forcing.await();
    }
    publishForced();
  }

  /** As {@link #publish}, for a caller that has put every file through {@link Forcing} before. */
  public void publishForced() throws IOException {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(
          place + " appeared while it was being made.",
          place + " 在处理期间被创建。",
          "Name a new place.",
          "请换一个新的输出位置。",
          null);
    }
    Files.move(path(), place, StandardCopyOption.ATOMIC_MOVE);
    published = true;
    Forcing.forceFolder(java.util.Objects.requireNonNull(place.getParent()));
    close();
  }

  /** Whether the output stands in its place. */
  public boolean published() {
    return published;
  }

  /** Removes everything that was not published. */
  @Override
  public void close() throws IOException {
    if (!Files.exists(stage)) {
      return;
    }
    Files.walkFileTree(
        stage,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException e) throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
