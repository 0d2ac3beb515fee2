package health.lode.deidentify.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No identity survives, wherever it is put: every resource type of R4, an identity at every place
 * it has. What comes out is read by a strict parser and misses nothing that R4 demands.
 */
class FhirIdentityTest {
  private static final FhirContext CONTEXT = FhirContext.forR4();
  private static final FhirDeidentifier STANDARD = Cleaning.standard();

  static Stream<String> types() {
    return R4.lines("r4-elements.txt").stream()
        .filter(l -> l.startsWith("type ") && l.contains(" resource "))
        .map(l -> l.split(" ")[1])
        .filter(R4.STANDARD::isResource);
  }

  @ParameterizedTest
  @MethodSource("types")
  void noneSurvives(String type) throws Exception {
    int planted = 0;
    for (int choice = 0; choice < 6; choice++) {
      for (boolean codes : new boolean[] {false, true}) {
        Planted plants = new Planted(codes, choice);
        ObjectNode in = plants.resource(type, 1);
        planted += plants.count();
        Outcome outcome = STANDARD.resource(in.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(outcome).isInstanceOf(Outcome.Cleaned.class);
        Outcome.Cleaned clean = (Outcome.Cleaned) outcome;
        String out = new String(clean.bytes(), StandardCharsets.UTF_8);
        assertThat(out).doesNotContain("PLANT", Planted.DATE, Planted.PHONE, "UExBTlQ");
        assertThat(clean.applied().toString()).doesNotContain("PLANT", Planted.DATE, Planted.PHONE);
        IParser parser = CONTEXT.newJsonParser();
        parser.setParserErrorHandler(new StrictErrorHandler());
        assertThat(parser.parseResource(out).fhirType()).isEqualTo(type);
        List<String> missing = new java.util.ArrayList<>();
        R4.Type definition = R4.STANDARD.type(type).orElseThrow();
        Planted.missing(
                in, Cleaning.JSON.readTree(out), definition, type, Cleaning.JSON.createArrayNode())
            .forEach(m -> missing.add(m.asText()));
        assertThat(missing).isEmpty();
      }
    }
    assertThat(planted).as("identities planted").isGreaterThan(100);
  }
}
