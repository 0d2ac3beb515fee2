package health.lode.hub;

import health.lode.governance.party.PartyId;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.server.OwnerOnlyFile;
import health.lode.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A hub's home directory.
 *
 * <pre>
 * lode.yaml       kind and name
 * keys/           the hub's signing key, its TLS key, and keys of offices in single-operator mode
 * ledger/         the tamper-evident log
 * reports/        the latest signed word of each hospital; lost ones are sent again
 * accounts.json   who may log in
 * </pre>
 */
record HubHome(Path folder, String name) {
  private static final String MARK = "lode.yaml";
  private static final Pattern LINE = Pattern.compile("(?m)^([a-z]+): *\"?([^\"\\n]*)\"?\\s*$");

  static HubHome create(Path folder, String name, SecureRandom random) {
    Path home = folder.toAbsolutePath().normalize();
    if (name.isBlank()
        || name.length() > 100
        || name.chars().anyMatch(c -> Character.isISOControl(c) || c == '"' || c == '\\')) {
      throw HubReason.NODE_NAME_INVALID.because(
          "A hub's name has 1 to 100 characters, no quotes and no control characters.",
          "枢纽名称须为 1 至 100 个字符，不含引号和控制字符。",
          "Choose another name.",
          "请另选名称。");
    }
    try {
      if (Files.exists(home)) {
        try (Stream<Path> inside = Files.list(home)) {
          if (inside.findAny().isPresent()) {
            throw HubReason.HUB_HOME_EXISTS.because(
                "This folder exists and is not empty.",
                "该目录已存在且不为空。",
                "Name a new folder; a home is never overwritten.",
                "请另选目录；已有目录不会被覆盖。");
          }
        }
      }
      Files.createDirectories(home);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
      HubHome made = new HubHome(home, name);
      SigningKey key = SigningKey.generate(random);
      OwnerOnlyFile.write(made.hubKeyFile(), secret(key));
      // What "lode ledger verify" reads in a home of either kind.
      OwnerOnlyFile.write(
          made.keys().resolve("ledger.pub"),
          (key.publicKey().encoded() + "\n").getBytes(StandardCharsets.US_ASCII));
      return made;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Written last: a home that was cut off in the making is none. */
  void mark() {
    try {
      OwnerOnlyFile.write(
          folder.resolve(MARK),
          ("# What this home is. Written by Lode.\nkind: \"hub\"\nname: \"" + name + "\"\n")
              .getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  static HubHome open(Path folder) {
    Path home = folder.toAbsolutePath().normalize();
    try {
      Matcher line = LINE.matcher(Files.readString(home.resolve(MARK), StandardCharsets.UTF_8));
      String kind = "";
      String name = "";
      while (line.find()) {
        if (line.group(1).equals("kind")) {
          kind = line.group(2);
        } else if (line.group(1).equals("name")) {
          name = line.group(2);
        }
      }
      if (!kind.equals("hub") || name.isEmpty()) {
        throw notAHub();
      }
      return new HubHome(home, name);
    } catch (NoSuchFileException e) {
      throw new RefusedException(notAHub().refusal(), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  Path ledger() {
    return folder.resolve("ledger");
  }

  Path keys() {
    return folder.resolve("keys");
  }

  Path accounts() {
    return folder.resolve("accounts.json");
  }

  Path reports() {
    return folder.resolve("reports");
  }

  private Path hubKeyFile() {
    return keys().resolve("hub.key");
  }

  SigningKey key() {
    return read(hubKeyFile())
        .orElseThrow(() -> unreadable(new NoSuchFileException("keys/hub.key")));
  }

  /** The office's private key, in single-operator mode. */
  Optional<SigningKey> office(PartyId office) {
    return read(officeFile(office));
  }

  SigningKey makeOffice(PartyId office, SecureRandom random) {
    SigningKey key = SigningKey.generate(random);
    try {
      OwnerOnlyFile.write(officeFile(office), secret(key));
    } catch (IOException e) {
      throw unreadable(e);
    }
    return key;
  }

  private Path officeFile(PartyId office) {
    return keys().resolve("parties").resolve(office.value() + ".key");
  }

  private static byte[] secret(SigningKey key) {
    return (key.secretText() + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static Optional<SigningKey> read(Path file) {
    try {
      return Optional.of(SigningKey.parseSecret(Files.readString(file, StandardCharsets.US_ASCII)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private static RefusedException notAHub() {
    return HubReason.HUB_HOME_UNREADABLE.because(
        "This folder is not the home of a hub.",
        "该目录不是枢纽的目录。",
        "Make one: lode init hub HOME --name NAME",
        "请先创建：lode init hub 目录 --name 名称");
  }

  static RefusedException unreadable(Exception e) {
    return new RefusedException(
        Refusal.of(
            HubReason.HUB_HOME_UNREADABLE,
            Words.of("A file in the hub's home cannot be read or written.", "枢纽目录中有文件无法读写。"),
            Words.of(
                "Check permissions and free space, or restore the home from a backup.",
                "请检查权限和剩余空间，或从备份恢复目录。")),
        e);
  }
}
