package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine.Parameters;

/** Key files as commands make and read them: FILE is secret, FILE.pub is for everybody. */
final class KeyFiles {
  private KeyFiles() {}

  /** Writes a secret to a file that is not there yet, readable by its owner alone. */
  interface Secret {
    void writeNew(Path file) throws IOException;
  }

  /**
   * Writes FILE and FILE.pub; neither may be there yet.
   *
   * @return {@code {file, publicFile, publicKey, fingerprint}}
   */
  static ObjectNode made(Path file, Secret secret, String publicKey, String fingerprint)
      throws IOException {
    secret.writeNew(file);
    Path open = file.resolveSibling(file.getFileName() + ".pub");
    Files.writeString(
        open,
        publicKey + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
    return LodeCommand.JSON
        .createObjectNode()
        .put("file", file.toString())
        .put("publicFile", open.toString())
        .put("publicKey", publicKey)
        .put("fingerprint", fingerprint);
  }

  /** Text as a secret. */
  static Secret text(String secret) {
    return file -> {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, secret + "\n", StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    };
  }

  /** A command that makes a key pair at FILE. */
  abstract static class NewKey extends LodeCommand {
    @Parameters(
        index = "0",
        paramLabel = "FILE",
        descriptionKey = "FILE",
        description = "The private key's file; must not be there yet.")
    Path file = Path.of("");

    /** As {@link KeyFiles#made}. */
    abstract ObjectNode made() throws IOException;

    @Override
    final JsonNode result() {
      return SealCommands.onFiles(this::made, file.toString());
    }

    @Override
    final void tell(JsonNode result) {
      String open = result.path("publicFile").asText();
      String fingerprint = result.path("fingerprint").asText();
      line("Written: " + file + " (keep it secret) and " + open, "已写入：" + file + "（请保密）和 " + open);
      line(
          "Tell the other side its fingerprint by another way: " + fingerprint,
          "请通过另一渠道告知对方其指纹：" + fingerprint);
    }
  }

  /**
   * A private signing key.
   *
   * @throws RefusedException {@code SIGNING_KEY_UNREADABLE}; never with what the file holds
   */
  static SigningKey signing(Path file) {
    try {
      return SigningKey.parseSecret(LodeCommand.read(file).strip());
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Refusal.of(
              CliReason.SIGNING_KEY_UNREADABLE,
              Words.of(file + " holds no private signing key.", file + " 中没有签名私钥。"),
              Words.of("Give the file that lode key new wrote.", "请给出 lode key new 生成的文件。")),
          e);
    }
  }
}
