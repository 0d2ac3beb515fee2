package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an office does to a permit besides signing it: {@code return|suspend|resume|revoke|close}.
 */
final class PermitActs {
  private PermitActs() {}

  /** One act; the node signs it with the office's key, and governance judges who may. */
  abstract static class Act extends PermitCommands.ByOffice {
    @Option(
        names = {"--why", "--reason"},
        paramLabel = "WORDS",
        descriptionKey = "reason",
        description = "Why; shown with the refusal.")
    Optional<String> why = Optional.empty();

    abstract String verb();

    @Override
    final JsonNode result() {
      return work("permit." + verb(), signed().put("reason", why.orElse("")));
    }

    @Override
    final void tell(JsonNode result) {
      // Whoever resumes may not be the one who suspended it: the state says what holds now.
      line(
          result.path("id").asText() + " is now " + result.path("state").asText() + ".",
          result.path("id").asText() + " 的状态：" + result.path("state").asText() + "。");
    }
  }

  @Command(
      name = "return",
      description = "Send a permit back; requested again, it starts without signatures.")
  static final class Return extends Act {
    @Override
    String verb() {
      return "return";
    }
  }

  @Command(
      name = "suspend",
      description = "Stop a permit until the same office resumes it; the next use is refused.")
  static final class Suspend extends Act {
    @Override
    String verb() {
      return "suspend";
    }
  }

  @Command(name = "resume", description = "Take the office's own suspension back.")
  static final class Resume extends Act {
    @Override
    String verb() {
      return "resume";
    }
  }

  @Command(name = "revoke", description = "Take a permit back; the next question is refused.")
  static final class Revoke extends Act {
    @Override
    String verb() {
      return "revoke";
    }
  }

  @Command(
      name = "close",
      description = "End a permit whose project is done: for its requester and the offices.")
  static final class Close extends Act {
    @Override
    String verb() {
      return "close";
    }
  }
}
