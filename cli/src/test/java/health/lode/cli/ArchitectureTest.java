package health.lode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import health.lode.refusal.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the modules, and the picture of them in {@code docs/modules.md}. */
class ArchitectureTest {
  /** What each module may use: the modules below it, and nothing else. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "ledger", Set.of(),
          "deidentify", Set.of("ledger"),
          "governance", Set.of("ledger"),
          "vault", Set.of("governance", "ledger"),
          "ask", Set.of("vault", "governance", "ledger"),
          "server", Set.of("ask", "vault", "governance", "ledger"),
          "hub", Set.of("server", "ask", "vault", "governance", "ledger"),
          "node", Set.of("server", "ask", "vault", "deidentify", "governance", "ledger"),
          "simulator", Set.of(),
          "cli",
              Set.of(
                  "node",
                  "hub",
                  "server",
                  "simulator",
                  "ask",
                  "vault",
                  "deidentify",
                  "governance",
                  "ledger"));

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("health.lode");
  }

  @Test
  void arrowsPointDownOnly() {
    List<String> wrong = new ArrayList<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (!target.getPackageName().startsWith("health.lode")) {
          continue;
        }
        String from = module(type);
        String to = module(target);
        if (!from.equals(to) && !MAY_USE.getOrDefault(from, Set.of()).contains(to)) {
          wrong.add(dependency.getDescription());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void noPackageIsInTwoModules() {
    Map<String, Set<String>> modulesOfPackage = new HashMap<>();
    for (JavaClass type : classes) {
      type.getSource()
          .ifPresent(
              source ->
                  modulesOfPackage
                      .computeIfAbsent(type.getPackageName(), p -> new TreeSet<>())
                      .add(rootOf(source.getUri().toString(), type)));
    }
    assertThat(modulesOfPackage)
        .isNotEmpty()
        .allSatisfy((name, roots) -> assertThat(roots).as(name).hasSize(1));
  }

  @Test
  void reasonCodesAreUnique() {
    Map<String, String> ownerOf = new TreeMap<>();
    List<String> twice = new ArrayList<>();
    for (JavaClass type : classes) {
      if (!type.isAssignableTo(ReasonCode.class) || !type.isEnum()) {
        continue;
      }
      for (Object constant : type.reflect().getEnumConstants()) {
        String code = ((ReasonCode) constant).name();
        String before = ownerOf.put(code, type.getName());
        if (before != null) {
          twice.add(code + " in " + before + " and " + type.getName());
        }
      }
    }
    assertThat(ownerOf).as("codes found").hasSizeGreaterThan(20);
    assertThat(twice).isEmpty();
  }

  /** Run with {@code -Dlode.writeDocs=true} to write the picture anew. */
  @Test
  void thePictureInTheDocumentsIsTheCode() throws IOException {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass type : classes) {
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith("health.lode")
            && !module(type).equals(module(target))) {
          arrows.computeIfAbsent(module(type), m -> new TreeSet<>()).add(module(target));
        }
      }
    }
    StringBuilder picture =
        new StringBuilder(
            """
            # The modules and their arrows

            Drawn from the classes by `ArchitectureTest`, which fails when this page and the code differ.

            ```mermaid
            graph TD
            """);
    arrows.forEach(
        (from, targets) ->
            targets.forEach(
                to -> picture.append("  ").append(from).append(" --> ").append(to).append('\n')));
    picture.append("```\n");

    Path page = Path.of("..", "docs", "modules.md");
    if (Boolean.getBoolean("lode.writeDocs")) {
      Files.writeString(page, picture);
    }
    assertThat(page).hasContent(picture.toString());
  }

  private static String module(JavaClass type) {
    String name = type.getPackageName();
    String room = name.substring("health.lode.".length());
    int dot = room.indexOf('.');
    String first = dot < 0 ? room : room.substring(0, dot);
    // The base types live in the ledger's module, because the ledger is useful alone.
    return Set.of("refusal", "canonical", "signing", "strict").contains(first) ? "ledger" : first;
  }

  private static String rootOf(String uri, JavaClass type) {
    return uri.substring(0, uri.indexOf(type.getPackageName().replace('.', '/')));
  }
}
