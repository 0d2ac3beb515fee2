package health.lode.deidentify.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.junit.jupiter.api.Test;

/** The shipped tables say what HL7's structure definitions say, element by element. */
class R4Test {
  @Test
  void theTablesAreTheStandards() {
    List<StructureDefinition> all =
        new DefaultProfileValidationSupport(FhirContext.forR4()).fetchAllStructureDefinitions();
    Set<String> checked = new HashSet<>();
    for (StructureDefinition each : all) {
      boolean logical = each.getKind() == StructureDefinitionKind.LOGICAL;
      if (each.getDerivation() == TypeDerivationRule.CONSTRAINT || logical) {
        continue;
      }
      for (ElementDefinition element : each.getSnapshot().getElement()) {
        int dot = element.getPath().lastIndexOf('.');
        if (dot > 0) {
          same(element, element.getPath().substring(0, dot), element.getPath().substring(dot + 1));
          checked.add(element.getPath());
        }
      }
    }
    assertThat(checked).hasSizeGreaterThan(6000);
  }

  private static void same(ElementDefinition element, String owner, String name) {
    R4.Type type = R4.STANDARD.type(owner).orElseThrow(() -> new AssertionError(owner));
    List<R4.Element> ours =
        type.elements().values().stream().filter(e -> e.choice().equals(name)).toList();
    if (element.getMax().equals("0")) {
      assertThat(ours).as(element.getPath()).isEmpty();
      return;
    }
    int types = element.hasContentReference() ? 1 : element.getType().size();
    assertThat(ours).as(element.getPath()).hasSize(types);
    for (R4.Element each : ours) {
      assertThat(each.required()).as(element.getPath()).isEqualTo(element.getMin() > 0);
      assertThat(each.many()).as(element.getPath()).isEqualTo(!element.getMax().equals("1"));
      assertThat(R4.STANDARD.type(each.type())).as(element.getPath()).isPresent();
      if (!element.hasContentReference() && types == 1) {
        String code = element.getType().get(0).getCode();
        boolean own =
            code.startsWith("http") || code.equals("BackboneElement") || code.equals("Element");
        assertThat(own || each.type().equals(code)).as(element.getPath()).isTrue();
      }
    }
  }
}
