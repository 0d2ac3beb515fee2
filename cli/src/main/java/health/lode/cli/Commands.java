package health.lode.cli;

import picocli.CommandLine;

/** Makes commands and hands each the console it speaks to. */
final class Commands implements CommandLine.IFactory {
  private final Console console;
  private final CommandLine.IFactory other = CommandLine.defaultFactory();

  Commands(Console console) {
    this.console = console;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    K made = other.create(type);
    if (made instanceof LodeCommand command) {
      command.console = console;
    }
    return made;
  }
}
