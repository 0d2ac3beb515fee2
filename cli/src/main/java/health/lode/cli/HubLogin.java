package health.lode.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --user} and {@code --hub-key}, of commands that log in at a hub. */
final class HubLogin {
  @Option(
      names = "--user",
      paramLabel = "NAME",
      defaultValue = "admin",
      descriptionKey = "hub.user",
      description = "The account at the hub; its password is read from LODE_PASSWORD.")
  String user = "";

  @Option(
      names = "--hub-key",
      paramLabel = "FINGERPRINT",
      descriptionKey = "hub.key",
      description =
          "The hub's key, as its operator gives it: needed where the hub made its own certificate.")
  Optional<String> hubKey = Optional.empty();

  HubSession at(String url) {
    return new HubSession(url, user, hubKey, System.getenv().getOrDefault("LODE_PASSWORD", ""));
  }
}
