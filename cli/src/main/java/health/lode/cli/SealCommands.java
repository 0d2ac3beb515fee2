package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.DeidentifyReason;
import health.lode.deidentify.seal.RecipientKey;
import health.lode.deidentify.seal.RecipientPublicKey;
import health.lode.deidentify.seal.Sealed;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode deidentify seal | open}. */
final class SealCommands {
  private SealCommands() {}

  @Command(
      name = "seal",
      description = "Seal a file or folder so that only its recipient opens it.")
  static final class Seal extends LodeCommand {
    @Parameters(
        index = "0",
        paramLabel = "IN",
        descriptionKey = "IN",
        description = "The file or folder.")
    Path in = Path.of("");

    @Parameters(
        index = "1",
        paramLabel = "OUT",
        descriptionKey = "OUT",
        description = "The sealed file; must not be there yet.")
    Path out = Path.of("");

    @Option(
        names = "--to",
        paramLabel = "FILE",
        required = true,
        description = "The recipient's public key file.")
    Path to = Path.of("");

    @Option(
        names = "--recipient",
        paramLabel = "NAME",
        required = true,
        description = "The recipient's name, which the seal is bound to.")
    String recipient = "";

    @Option(
        names = "--release",
        paramLabel = "ID",
        required = true,
        description = "The release's id, which the seal is bound to.")
    String release = "";

    @Override
    JsonNode result() {
      RecipientPublicKey key = RecipientPublicKey.read(to);
      return onFiles(() -> told(out, Sealed.seal(in, release, recipient, key, out)), in.toString());
    }

    @Override
    void tell(JsonNode result) {
      line(
          "Sealed to key " + result.path("key").asText() + " of " + recipient + ": " + out,
          "已密封给 " + recipient + " 的密钥 " + result.path("key").asText() + "：" + out);
    }
  }

  @Command(name = "open", description = "Open what was sealed to a key of yours.")
  static final class Open extends LodeCommand {
    @Parameters(
        index = "0",
        paramLabel = "IN",
        descriptionKey = "IN",
        description = "The sealed file.")
    Path in = Path.of("");

    @Parameters(
        index = "1",
        paramLabel = "OUT",
        descriptionKey = "OUT",
        description = "Where the file or folder goes; must not be there yet.")
    Path out = Path.of("");

    @Option(
        names = "--key",
        paramLabel = "FILE",
        required = true,
        description = "Your private recipient key.")
    Path key = Path.of("");

    @Override
    JsonNode result() {
      RecipientKey own = RecipientKey.read(key);
      return onFiles(() -> told(out, Sealed.open(in, own, out)), in.toString());
    }

    @Override
    void tell(JsonNode result) {
      line(
          "Opened: release "
              + result.path("release").asText()
              + " for "
              + result.path("recipient").asText()
              + ", "
              + result.path("files")
              + " files, in "
              + out,
          "已打开：发布 "
              + result.path("release").asText()
              + "，接收方 "
              + result.path("recipient").asText()
              + "，"
              + result.path("files")
              + " 个文件，位于 "
              + out);
      line(
          "The seal does not prove who sent it: compare "
              + result.path("sha256").asText()
              + " with the sender's ledger.",
          "密封不证明发送方：请与发送方账本核对 " + result.path("sha256").asText() + "。");
    }
  }

  private static ObjectNode told(Path out, Sealed.Receipt receipt) {
    return LodeCommand.JSON
        .createObjectNode()
        .put("out", out.toString())
        .put("release", receipt.header().release())
        .put("recipient", receipt.header().recipient())
        .put("key", receipt.header().key())
        .put("manifest", receipt.header().manifest())
        .put("sha256", receipt.sha256())
        .put("files", receipt.files())
        .put("bytes", receipt.bytes());
  }

  interface Work {
    JsonNode done() throws IOException;
  }

  static JsonNode onFiles(Work work, String what) {
    try {
      return work.done();
    } catch (IOException e) {
      throw new RefusedException(
          Refusal.of(
              DeidentifyReason.INPUT_UNREADABLE,
              Words.of(
                  what + " cannot be read, or its output not be written.",
                  what + " 无法读取，或其输出无法写入。"),
              Words.of("Check names, permissions and room on the disk.", "请检查文件名、权限和磁盘空间。")),
          e);
    }
  }
}
