package health.lode.node;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import health.lode.ask.NodePart;
import health.lode.deidentify.StagedOutput;
import health.lode.server.HubClient;
import health.lode.server.wire.CatalogueReport;
import health.lode.server.wire.QuestionAnswered;
import org.junit.jupiter.api.Test;

/** Promise 1: there is one exit in the code, and it is small. */
class BorderTest {
  private static final JavaClasses NODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("health.lode.node");

  @Test
  void onlyTheBorderMakesTheMessagesThatCarryData() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Border.class.getName())
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "an answer or a catalogue for the hub is made",
                call ->
                    call.getTargetOwner().isEquivalentTo(QuestionAnswered.class)
                        || call.getTargetOwner().isEquivalentTo(CatalogueReport.class)))
        .check(NODE);
  }

  @Test
  void onlyTheBorderPutsAReleaseInItsPlace() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Border.class.getName())
        .should()
        .callMethod(StagedOutput.class, "publish")
        .check(NODE);
  }

  @Test
  void whoSpeaksToTheNetworkSeesNoRows() {
    classes()
        .that(
            DescribedPredicate.describe(
                "speak to a hub",
                type ->
                    type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(d -> d.getTargetClass().isEquivalentTo(HubClient.class))))
        .should()
        .haveSimpleNameStartingWith("Hub")
        .andShould()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages("health.lode.vault..", "health.lode.ask..")
        .check(NODE);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "javax.net..")
        .check(NODE);
  }

  @Test
  void onlyTheQuestionDeskAndTheBorderSeeAPart() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.(QuestionDesk|Border)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(NodePart.class)
        .check(NODE);
  }
}
