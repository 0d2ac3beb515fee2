package health.lode.cli;

import health.lode.deidentify.table.TableReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --charset}, of commands that read delimited files. */
final class TableCharset {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      descriptionKey = "deidentify.charset",
      description = "Character set of the input, for example GB18030; UTF-8 otherwise.")
  Optional<String> name = Optional.empty();

  /** GBK is read as GB18030, which holds it. */
  TableReader.Options options() {
    try {
      return name.map(n -> Charset.forName(n.equalsIgnoreCase("GBK") ? "GB18030" : n))
          .map(set -> new TableReader.Options(set, Optional.empty()))
          .orElse(TableReader.Options.STANDARD);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new ParameterException(
          spec.commandLine(), "--charset names no character set / --charset 不是有效的字符集");
    }
  }
}
