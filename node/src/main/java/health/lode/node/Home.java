package health.lode.node;

import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A home directory: where everything of one node lies.
 *
 * <pre>
 * lode.yaml       what this home is: kind, name, and where the journal's key lies
 * keys/           private keys, readable by their owner only
 * journal/        every captured byte, encrypted
 * vault/          tables, rebuilt from the journal when lost
 * ledger/         the tamper-evident log of every decision and every use
 * rulebook.yaml   the rulebook in force, as text; the ledger holds its signed copy
 * accounts.json   who may log in to the node's pages
 * </pre>
 *
 * @param folder absolute path of the home
 * @param settings the lines of {@code lode.yaml}
 */
public record Home(Path folder, Map<String, String> settings) {
  public static final String MARK = "lode.yaml";
  public static final String NODE = "node";

  public Home {
    settings = Map.copyOf(settings);
  }

  /** Opens the home of a node; refuses what is none. */
  public static Home node(Path folder) {
    Home home = any(folder);
    if (!home.kind().equals(NODE)) {
      throw Refusals.refused(
          NodeReason.HOME_OTHER_KIND,
          Words.of(
              folder + " is the home of a " + home.kind() + ", not of a node.",
              folder + " 是 " + home.kind() + " 的目录，不是医院节点的目录。"),
          Words.of("Name the home of a node.", "请指定医院节点的目录。"));
    }
    return home;
  }

  /** Opens a home of either kind, node or hub. */
  public static Home any(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize();
    Path mark = absolute.resolve(MARK);
    String text;
    try {
      text = Files.readString(mark, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw Refusals.refused(
          NodeReason.HOME_MISSING,
          Words.of(folder + " is no home of Lode.", folder + " 不是 Lode 的目录。"),
          Words.of(
              "Make one: lode init node " + folder + " --name NAME",
              "请先创建：lode init node " + folder + " --name 名称"));
    } catch (IOException e) {
      throw unreadable(mark);
    }
    Map<String, String> settings = Settings.parse(text).orElseThrow(() -> unreadable(mark));
    if (!settings.containsKey("kind") || !settings.containsKey("name")) {
      throw unreadable(mark);
    }
    return new Home(absolute, settings);
  }

  private static RuntimeException unreadable(Path mark) {
    return Refusals.refused(
        NodeReason.HOME_UNREADABLE,
        Words.of(mark + " cannot be understood.", mark + " 无法识别。"),
        Words.of(
            "Restore it from a backup: it holds lines `kind: node` and `name: NAME`.",
            "请从备份恢复该文件：其中应有 `kind: node` 和 `name: 名称` 两行。"));
  }

  public String kind() {
    return settings.getOrDefault("kind", "");
  }

  public String name() {
    return settings.getOrDefault("name", "");
  }

  public Path ledger() {
    return folder.resolve("ledger");
  }

  public Path journal() {
    return folder.resolve("journal");
  }

  public Path vault() {
    return folder.resolve("vault");
  }

  public Path keys() {
    return folder.resolve("keys");
  }

  public Path accounts() {
    return folder.resolve("accounts.json");
  }

  public Path rulebook() {
    return folder.resolve("rulebook.yaml");
  }

  /** Where question texts lie, sealed, one file a question. */
  public Path questions() {
    return journal().resolve("questions");
  }

  public Optional<String> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** Writes {@code lode.yaml} with one line changed and opens the home again. */
  public Home with(String key, String value) {
    Map<String, String> changed = new TreeMap<>(settings);
    changed.put(key, value);
    try {
      OwnerOnly.write(folder.resolve(MARK), Settings.render(changed));
    } catch (IOException e) {
      throw Refusals.fileUnreadable(MARK);
    }
    return new Home(folder, changed);
  }
}
