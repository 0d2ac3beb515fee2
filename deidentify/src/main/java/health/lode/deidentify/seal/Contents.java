package health.lode.deidentify.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a release and their manifest: a line {@code SHA256 SIZE NAME} for each file, in the
 * order of the names' UTF-16 units, names with {@code /} between folders. Links, odd names and
 * anything that is no plain file are refused: what is sealed here must open the same anywhere.
 */
final class Contents {
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_NAME = 1024;
  private final Map<String, Path> files;

  private Contents(Map<String, Path> files) {
    this.files = files;
  }

  /** A file, or all files below a folder. Empty folders are left out. */
  static Contents of(Path plain) {
    Map<String, Path> files = new TreeMap<>();
    try {
      if (Files.isDirectory(plain, LinkOption.NOFOLLOW_LINKS)) {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(plain)) {
          all = walk.sorted(Comparator.naturalOrder()).toList();
        }
        for (Path each : all) {
          if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
            files.put(name(plain, each), plainFile(each));
          }
        }
      } else {
        files.put(checked(String.valueOf(plain.getFileName())), plainFile(plain));
      }
    } catch (IOException e) {
      throw SealRefusals.content(plain + " cannot be read.", plain + " 无法读取。", e);
    }
    return new Contents(files);
  }

  private static String name(Path folder, Path file) {
    StringBuilder name = new StringBuilder();
    for (Path part : folder.relativize(file)) {
      name.append(name.isEmpty() ? "" : "/").append(part);
    }
    return checked(name.toString());
  }

  private static String checked(String name) {
    if (!nameIsPlain(name)) {
      throw SealRefusals.content(
          "A file's name would not open everywhere.", "有文件名在其他系统上无法使用。", null);
    }
    return name;
  }

  /** Whether a name stays inside its folder and means the same on every system. */
  static boolean nameIsPlain(String name) {
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.codePoints().anyMatch(c -> c < 0x20 || c == 0x7F || "\\:*?\"<>|".indexOf(c) >= 0)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      return false;
    }
    for (String part : name.split("/", -1)) {
      if (part.isBlank() || part.equals(".") || part.equals("..") || part.length() > 255) {
        return false;
      }
    }
    return true;
  }

  private static Path plainFile(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw SealRefusals.content(
          file + " is a link or no plain file.", file + " 是链接或不是普通文件。", null);
    }
    return file;
  }

  Map<String, Path> files() {
    return files;
  }

  /** The manifest's hash, hex; reads every file once. */
  String manifest() throws IOException {
    Manifest manifest = new Manifest();
    byte[] buffer = new byte[BUFFER];
    for (Map.Entry<String, Path> file : files.entrySet()) {
      try (InputStream in = Files.newInputStream(file.getValue())) {
        MessageDigest hash = sha256();
        long size = 0;
        int read;
        while ((read = in.read(buffer)) >= 0) {
          hash.update(buffer, 0, read);
          size += read;
        }
        manifest.add(file.getKey(), size, hash.digest());
      }
    }
    return manifest.hash();
  }

  /** A manifest's hash while its files pass by in order. */
  static final class Manifest {
    private final MessageDigest hash = sha256();
    private long bytes;
    private int count;

    void add(String name, long size, byte[] sha256) {
      String line = HexFormat.of().formatHex(sha256) + "  " + size + "  " + name + "\n";
      hash.update(line.getBytes(StandardCharsets.UTF_8));
      bytes += size;
      count++;
    }

    String hash() {
      return HexFormat.of().formatHex(hash.digest());
    }

    long bytes() {
      return bytes;
    }

    int count() {
      return count;
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }
}
