package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode party list|pin|enrol|unpin|seal-key}. */
@Command(
    name = "party",
    description = "The offices whose signatures this home trusts.",
    subcommands = {
      PartyCommands.ListThem.class,
      PartyCommands.Pin.class,
      PartyCommands.Enrol.class,
      PartyCommands.Unpin.class,
      PartyCommands.SealKey.class
    })
final class PartyCommands extends Group {

  @Command(name = "list", description = "List the trusted offices, their keys and who holds them.")
  static final class ListThem extends HomeCommand {
    @Override
    JsonNode result() {
      return work("party.list", arguments());
    }

    @Override
    void tell(JsonNode result) {
      Table table = new Table("OFFICE", "CUSTODY", "KEY");
      for (JsonNode party : result.path("parties")) {
        table.row(
            party.path("office").asText(),
            party.path("custody").asText(),
            party.path("key").asText());
      }
      table.print(console.out());
      if (result.path("singleOperator").asBoolean()) {
        line(
            "Single-operator mode: this home holds every office's key and could sign for all.",
            "单人操作模式：本目录持有所有科室的密钥，可以代任何科室签字。");
      }
    }
  }

  abstract static class WithKey extends HomeCommand {
    @Parameters(
        index = "1",
        paramLabel = "OFFICE",
        descriptionKey = "OFFICE",
        description = "The office, for example hospital/ethics or commission.")
    String office = "";

    @Parameters(
        index = "2",
        paramLabel = "KEY",
        descriptionKey = "KEY",
        description = "Its public key, ALG:BASE64, or a file that holds it.")
    String key = "";

    final String keyText() {
      return key.contains(":") || !Files.exists(Path.of(key)) ? key : read(Path.of(key)).strip();
    }

    @Override
    void tell(JsonNode result) {
      line(
          "Trusted from now on: " + office + " " + result.path("fingerprint").asText(),
          "即日起信任：" + office + " " + result.path("fingerprint").asText());
    }
  }

  @Command(name = "pin", description = "Trust the key of an office outside this home.")
  static final class Pin extends WithKey {
    @Override
    JsonNode result() {
      return work("party.pin", arguments().put("office", office).put("key", keyText()));
    }
  }

  @Command(
      name = "enrol",
      description =
          "Replace an office's key by its own public key; the key in this home is erased.")
  static final class Enrol extends WithKey {
    @Override
    JsonNode result() {
      return work("party.enrol", arguments().put("office", office).put("key", keyText()));
    }
  }

  @Command(name = "unpin", description = "Trust an office no longer.")
  static final class Unpin extends HomeCommand {
    @Parameters(
        index = "1",
        paramLabel = "OFFICE",
        descriptionKey = "OFFICE",
        description = "The office.")
    String office = "";

    @Override
    JsonNode result() {
      return work("party.unpin", arguments().put("office", office));
    }

    @Override
    void tell(JsonNode result) {
      line("No longer trusted: " + office, "不再信任：" + office);
    }
  }

  @Command(
      name = "seal-key",
      description =
          "Enrol the key that releases for a party are sealed to, vouched for by the party.")
  static final class SealKey extends HomeCommand {
    @Parameters(
        index = "1",
        paramLabel = "PARTY",
        descriptionKey = "PARTY",
        description = "The party, for example institute/x.")
    String party = "";

    @Parameters(
        index = "2",
        paramLabel = "FILE",
        descriptionKey = "FILE",
        description = "Its public recipient key: lode deidentify recipient-key new.")
    Path file = Path.of("");

    @Option(
        names = "--signature",
        paramLabel = "BASE64",
        description =
            "The party's signature over it: lode deidentify recipient-key vouch. Left out where the"
                + " party's signing key lies in the home.")
    Optional<String> signature = Optional.empty();

    @Override
    JsonNode result() {
      var arguments = arguments().put("party", party).put("file", file.toAbsolutePath().toString());
      signature.ifPresent(value -> arguments.put("signature", value));
      return work("recipient.enrol", arguments);
    }

    @Override
    void tell(JsonNode result) {
      line(
          "Releases for " + party + " are sealed to " + result.path("key").asText() + ".",
          "向 " + party + " 的发布将密封给 " + result.path("key").asText() + "。");
    }
  }
}
