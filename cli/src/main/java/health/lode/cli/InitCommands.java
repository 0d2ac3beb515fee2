package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.node.HomeInit;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode init node|hub}. */
@Command(
    name = "init",
    description = "Make a new home: keys, starter rulebook, first ledger entry.",
    subcommands = {InitCommands.Node.class, InitCommands.Hub.class})
final class InitCommands extends Group {

  abstract static class Init extends LodeCommand {
    @Parameters(
        index = "0",
        paramLabel = "HOME",
        descriptionKey = "HOME",
        description = "The home's folder.")
    Path home = Path.of("");

    @Option(
        names = "--name",
        paramLabel = "NAME",
        description = "What to call it; the folder's name otherwise.")
    Optional<String> name = Optional.empty();

    final String named() {
      return name.orElseGet(() -> String.valueOf(home.toAbsolutePath().normalize().getFileName()));
    }
  }

  @Command(name = "node", description = "Make the home of a hospital's node.")
  static final class Node extends Init {
    @Override
    JsonNode result() {
      return HomeInit.node(home, named(), console.clock(), new SecureRandom());
    }

    @Override
    void tell(JsonNode made) {
      line(
          "Made " + made.path("home").asText() + " for " + made.path("name").asText() + ".",
          "已为 " + made.path("name").asText() + " 创建 " + made.path("home").asText() + "。");
      line(
          "All offices' keys lie in it (single-operator mode); take one out with: lode key move",
          "所有科室的密钥都在其中（单人操作模式）；可用 lode key move 取出。");
      for (JsonNode office : made.path("offices")) {
        console
            .out()
            .println("  " + office.path("office").asText() + "  " + office.path("key").asText());
      }
      line("Next: lode capture " + home + " FILE...", "下一步：lode capture " + home + " 文件...");
    }
  }

  @Command(name = "hub", description = "Make the home of a hub.")
  static final class Hub extends Init {
    @Override
    JsonNode result() {
      SecureRandom random = new SecureRandom();
      health.lode.hub.Hub.create(home, named(), console.clock(), random);
      try (health.lode.hub.Hub hub = health.lode.hub.Hub.open(home, console.clock(), random)) {
        return arguments()
            .put("home", home.toAbsolutePath().normalize().toString())
            .put("name", hub.name())
            .put("kind", "hub")
            .put("key", hub.fingerprint());
      }
    }

    @Override
    void tell(JsonNode made) {
      line(
          "Made the hub " + made.path("name").asText() + ".",
          "已创建枢纽 " + made.path("name").asText() + "。");
      Fields.lines(console, made);
    }
  }
}
