package health.lode.deidentify.table;

import health.lode.deidentify.table.ColumnPolicy.Role;
import health.lode.deidentify.table.TablePolicy.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a command line says over a policy: it wins where both speak.
 *
 * @param roles columns by role, {@code qi, sensitive, keep, drop}
 * @param k replaces the policy's k, 2 to 1,000,000
 * @param suppress replaces the policy's share, 0 to 1
 * @param hierarchies a folder with files {@code …_hierarchy_COLUMN.csv} or {@code COLUMN.csv} for
 *     the quasi-identifiers of {@code roles}
 */
public record TableChoices(
    Optional<String> person,
    Map<String, List<String>> roles,
    Optional<Integer> k,
    Optional<Double> suppress,
    Optional<Path> hierarchies,
    Optional<TablePolicy.Method> method,
    Optional<LossMeasure> loss,
    Optional<String> target) {
  public static final TableChoices NONE =
      new TableChoices(
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** The policy with these choices made. */
  public TablePolicy over(TablePolicy policy) {
    Map<String, ColumnPolicy> columns = new LinkedHashMap<>(policy.columns());
    roles.forEach(
        (role, names) -> {
          for (String name : names) {
            columns.put(name, column(role, name));
          }
        });
    // Rows of a person stay together under a pseudonym, where nothing else is said.
    person.ifPresent(name -> columns.putIfAbsent(name, ColumnPolicy.person()));
    Settings s = policy.settings();
    List<PrivacyModel> models = new ArrayList<>(s.models());
    if (k.isPresent()) {
      models.removeIf(PrivacyModel.K.class::isInstance);
      models.add(0, new PrivacyModel.K(k.get()));
    }
    return policy
        .withColumns(columns)
        .with(
            new Settings(
                person.or(s::person),
                s.others(),
                models,
                suppress.orElse(s.suppress()),
                loss.orElse(s.loss()),
                method.orElse(s.method()),
                target.or(s::target),
                s.base()));
  }

  private ColumnPolicy column(String role, String name) {
    return switch (role) {
      case "qi" ->
          hierarchies
              .flatMap(folder -> file(folder, name))
              .map(file -> ColumnPolicy.quasi(new Hierarchy.FromFile(file)))
              .orElseGet(() -> ColumnPolicy.of(Role.QUASI));
      case "sensitive" -> ColumnPolicy.of(Role.SENSITIVE);
      case "keep" -> ColumnPolicy.of(Role.KEEP);
      case "drop" -> ColumnPolicy.of(Role.DROP);
      default -> throw new IllegalArgumentException("no role " + role);
    };
  }

  private static Optional<Path> file(Path folder, String name) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file -> {
                String found = String.valueOf(file.getFileName());
                return found.equals(name + ".csv") || found.endsWith("_hierarchy_" + name + ".csv");
              })
          .map(Path::toAbsolutePath)
          .sorted()
          .findFirst();
    } catch (IOException e) {
      throw TableRefusals.refused(
          TableReason.HIERARCHY_UNREADABLE,
          folder + " cannot be read as a folder of hierarchies.",
          folder + " 无法作为层级文件目录读取。",
          "Name a folder with a file COLUMN.csv for each quasi-identifier.",
          "请指定目录，其中每个准标识符有一个 COLUMN.csv 文件。");
    }
  }
}
