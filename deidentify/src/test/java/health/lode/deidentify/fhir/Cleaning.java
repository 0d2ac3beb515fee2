package health.lode.deidentify.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.strict.StrictYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** A de-identifier for tests, with a cleaner that takes out what begins with {@code PLANT}. */
public final class Cleaning {
  public static final ObjectMapper JSON = new ObjectMapper();
  public static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
  public static final TextCleaner PLANTS =
      (about, text) -> text.replaceAll("PLANT[0-9a-zA-Z]*", "_");

  private Cleaning() {}

  public static FhirDeidentifier by(String policy, TextCleaner cleaner) {
    return FhirDeidentifier.of(
        FhirPolicy.read(StrictYaml.read(policy)),
        new Dates.Shift(100),
        PseudonymKey.of(new byte[32]).pseudonyms(),
        cleaner,
        TODAY);
  }

  public static FhirDeidentifier standard() {
    return by("{patientKey: id}", PLANTS);
  }

  static JsonNode clean(FhirDeidentifier deidentifier, String json) {
    Outcome outcome = deidentifier.resource(json.getBytes(StandardCharsets.UTF_8));
    assertThat(outcome).as(json).isInstanceOf(Outcome.Cleaned.class);
    try {
      return JSON.readTree(((Outcome.Cleaned) outcome).bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
