package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.seal.RecipientKey;
import health.lode.deidentify.seal.RecipientPublicKey;
import health.lode.signing.Signature;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode deidentify recipient-key new | vouch}. */
@Command(
    name = "recipient-key",
    description = "Keys that releases are sealed to.",
    subcommands = {RecipientKeyCommands.NewKey.class, RecipientKeyCommands.Vouch.class})
final class RecipientKeyCommands extends Group {

  @Command(
      name = "new",
      description = "Make a recipient key: FILE stays secret, FILE.pub goes to the sender.")
  static final class NewKey extends KeyFiles.NewKey {
    @Override
    ObjectNode made() throws IOException {
      RecipientKey key = RecipientKey.generate(new SecureRandom());
      RecipientPublicKey open = key.publicKey();
      return KeyFiles.made(file, key::writeNew, open.encoded(), open.fingerprint());
    }
  }

  @Command(
      name = "vouch",
      description =
          "Sign a recipient key with the party's signing key: that it is the party's own. The sender"
              + " gives the signature to lode party seal-key.")
  static final class Vouch extends LodeCommand {
    @Parameters(
        index = "0",
        paramLabel = "FILE",
        descriptionKey = "FILE",
        description = "The public recipient key, FILE.pub of recipient-key new.")
    Path file = Path.of("");

    @Option(
        names = "--as",
        paramLabel = "PARTY",
        required = true,
        description = "The party by the name that permits give it, for example institute/x.")
    String party = "";

    @Option(
        names = "--key",
        paramLabel = "FILE",
        required = true,
        description = "The party's private signing key: lode key new.")
    Path key = Path.of("");

    @Override
    JsonNode result() {
      RecipientPublicKey own = RecipientPublicKey.read(file);
      Signature signature = KeyFiles.signing(key).sign(own.enrolment(party));
      return arguments()
          .put("party", party)
          .put("key", own.fingerprint())
          .put("signature", signature.base64());
    }

    @Override
    void tell(JsonNode result) {
      line(
          party + " vouches for key " + result.path("key").asText() + ". Its signature:",
          party + " 确认密钥 " + result.path("key").asText() + "。签名：");
      String signature = result.path("signature").asText();
      line(signature, signature);
    }
  }
}
