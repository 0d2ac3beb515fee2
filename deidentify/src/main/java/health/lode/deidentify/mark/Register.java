package health.lode.deidentify.mark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.strict.StrictException;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The releases that a copy may come from, {@code lode-releases/1}. Together with the key it traces;
 * without the key it tells who got a release and when, and nothing of what was in it.
 */
public final class Register {
  private static final String FORMAT = "lode-releases/1";
  private static final int SALT = 16;
  private final byte[] salt;
  private final List<Release> releases;

  private Register(byte[] salt, List<Release> releases) {
    this.salt = salt;
    this.releases = List.copyOf(releases);
  }

  /** A register without releases. */
  public static Register fresh(SecureRandom random) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return new Register(salt, List.of());
  }

  /** A register of releases that are kept elsewhere, marked under this salt. */
  public static Register of(byte[] salt, List<Release> releases) {
    return new Register(salt.clone(), releases);
  }

  public byte[] salt() {
    return salt.clone();
  }

  public List<Release> releases() {
    return releases;
  }

  /** This register with one more release; refuses an id that is there already. */
  public Register with(Release release) {
    if (releases.stream().anyMatch(r -> r.id().equals(release.id()))) {
      throw Refusal.of(
              MarkReason.REGISTER_RELEASE_KNOWN,
              Words.of(
                  "The register has a release " + release.id() + " already.",
                  "登记簿中已有发布 " + release.id() + "。"),
              Words.of("Give the release another id.", "请使用其他发布编号。"))
          .asException();
    }
    List<Release> all = new ArrayList<>(releases);
    all.add(release);
    return new Register(salt, all);
  }

  /** Reads a register's file; refuses with {@code REGISTER_UNREADABLE}. */
  public static Register read(Path file) {
    try {
      StrictMapping mapping =
          StrictNode.of(CanonicalJson.parse(Files.readAllBytes(file))).mapping();
      StrictNode format = mapping.required("format");
      if (!format.text().equals(FORMAT)) {
        throw format.wrong("must be " + FORMAT, "应为 " + FORMAT);
      }
      byte[] salt = HexFormat.of().parseHex(mapping.text("salt"));
      Register register = new Register(salt, List.of());
      List<Release> releases = new ArrayList<>();
      for (StrictNode each : mapping.required("releases").items()) {
        releases.add(Release.read(each));
      }
      mapping.done();
      if (salt.length != SALT
          || releases.stream().map(Release::id).distinct().count() != releases.size()) {
        throw unreadable(file, null);
      }
      return new Register(register.salt, releases);
    } catch (IOException | StrictException | IllegalArgumentException e) {
      throw unreadable(file, e);
    }
  }

  private static RefusedException unreadable(
      Path file, @org.jspecify.annotations.Nullable Throwable cause) {
    Refusal refusal =
        Refusal.of(
            MarkReason.REGISTER_UNREADABLE,
            Words.of(file + " cannot be read as a register of releases.", file + " 无法作为发布登记簿读取。"),
            Words.of(
                "Give the file that `lode deidentify mark --register` wrote, unchanged.",
                "请提供 `lode deidentify mark --register` 生成且未被修改的文件。"));
    return cause == null ? refusal.asException() : new RefusedException(refusal, cause);
  }

  /** Writes the register in place of an older one, in one step; readable by its owner only. */
  public void write(Path file) throws IOException {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("format", FORMAT)
            .put("salt", HexFormat.of().formatHex(salt));
    var all = json.putArray("releases");
    releases.forEach(release -> all.add(release.json()));
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new IOException("no folder");
    }
    Path beside =
        Files.createTempFile(
            folder,
            ".lode-register-",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(beside, CanonicalJson.encode(json));
      Files.move(
          beside, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
