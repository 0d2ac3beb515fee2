package health.lode.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A command that only groups others: called alone, it is wrong usage. */
@Command(mixinStandardHelpOptions = true)
abstract class Group implements Runnable {
  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @Override
  public final void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), String.join(" | ", spec.subcommands().keySet()) + " ?");
  }
}
