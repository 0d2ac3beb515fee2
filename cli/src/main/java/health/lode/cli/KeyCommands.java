package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.signing.PublicKey;
import health.lode.signing.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lode key new | move}. */
@Command(
    name = "key",
    description = "Keys that offices and parties sign with.",
    subcommands = {KeyCommands.NewKey.class, KeyCommands.Move.class})
final class KeyCommands extends Group {

  @Command(
      name = "new",
      description =
          "Make a signing key for a party outside this home: FILE stays secret, FILE.pub is for lode"
              + " party pin.")
  static final class NewKey extends KeyFiles.NewKey {
    @Override
    ObjectNode made() throws IOException {
      SigningKey key = SigningKey.generate(new SecureRandom());
      PublicKey open = key.publicKey();
      return KeyFiles.made(
          file, KeyFiles.text(key.secretText()), open.encoded(), open.fingerprint());
    }
  }

  @Command(
      name = "move",
      description =
          "Take an office's private key out of the home into FILE, so that only its holder signs.")
  static final class Move extends HomeCommand {
    @Parameters(
        index = "1",
        paramLabel = "OFFICE",
        descriptionKey = "OFFICE",
        description = "The office.")
    String office = "";

    @Parameters(
        index = "2",
        paramLabel = "FILE",
        descriptionKey = "FILE",
        description = "Where the key goes; must not exist.")
    Path file = Path.of("");

    @Override
    JsonNode result() {
      return work(
          "key.move",
          arguments().put("office", office).put("file", file.toAbsolutePath().toString()));
    }

    @Override
    void tell(JsonNode result) {
      line(
          "The key of " + office + " is now in " + file + " and nowhere else. Sign with --key.",
          office + " 的密钥现只在 " + file + " 中。签字时请使用 --key。");
    }
  }
}
