package health.lode.deidentify.cda;

import health.lode.deidentify.fhir.FhirPolicy;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import health.lode.strict.StrictYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The part {@code cda} of the policy's section {@code fhir}: ordered rules as for FHIR. The
 * policy's own rules come first, then the shipped ones; what none names is redacted. An element
 * that is on no list of elements goes with all that is in it.
 *
 * @param elements local names of elements that may stay
 */
public record CdaPolicy(List<CdaRule> rules, Set<String> elements) {
  private static final String SHIPPED = "/health/lode/deidentify/cda/standard-rules.yaml";

  @Override
  public String toString() {
    return "CdaPolicy[" + rules.size() + " rules]";
  }

  /** The policy's CDA part; the shipped rules alone where it has none. */
  public static CdaPolicy of(FhirPolicy policy) {
    List<CdaRule> rules = new ArrayList<>();
    Set<String> elements = new HashSet<>();
    policy
        .cda()
        .ifPresent(
            node -> {
              StrictMapping mapping = node.mapping();
              mapping.optional("elements").ifPresent(n -> elements.addAll(n.texts()));
              mapping.optional("rules").ifPresent(n -> add(rules, "", n));
              mapping.done();
            });
    StrictMapping shipped = StrictYaml.read(shipped()).mapping();
    elements.addAll(shipped.required("elements").texts());
    add(rules, "standard:", shipped.required("rules"));
    shipped.done();
    return new CdaPolicy(List.copyOf(rules), Set.copyOf(elements));
  }

  private static void add(List<CdaRule> rules, String prefix, StrictNode list) {
    int number = 0;
    for (StrictNode item : list.items()) {
      number++;
      rules.add(CdaRule.read(prefix + number, item));
    }
  }

  private static String shipped() {
    try (InputStream in = CdaPolicy.class.getResourceAsStream(SHIPPED)) {
      if (in == null) {
        throw new IllegalStateException("the shipped CDA rules are missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
