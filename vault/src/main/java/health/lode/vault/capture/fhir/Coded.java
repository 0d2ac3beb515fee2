package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.vault.capture.FactRow;
import health.lode.vault.codes.CodeSystem;
import org.jspecify.annotations.Nullable;

/**
 * A CodeableConcept, Coding or code as the tables keep it: the first coding that has a code, and
 * the words.
 */
record Coded(@Nullable String code, @Nullable String system, @Nullable String text, JsonNode all) {
  static Coded of(JsonNode node) {
    JsonNode concept = node.isArray() ? node.path(0) : node;
    if (concept.isTextual()) {
      return new Coded(concept.asText(), null, null, concept);
    }
    JsonNode codings = concept.path("coding");
    JsonNode chosen = concept;
    if (codings.isArray()) {
      chosen = codings.path(0);
      for (JsonNode coding : codings) {
        if (Resource.textOf(coding.path("code")) != null) {
          chosen = coding;
          break;
        }
      }
    }
    String words = Resource.textOf(concept.path("text"));
    return new Coded(
        Resource.textOf(chosen.path("code")),
        Resource.textOf(chosen.path("system")),
        words != null ? words : Resource.textOf(chosen.path("display")),
        codings);
  }

  /** Fills {@code x_source_value}, {@code x_source_vocabulary}, {@code x_source_text}. */
  void into(FactRow row, String value, String vocabulary, String words) {
    row.text(value, code).text(vocabulary, system).text(words, text);
  }

  /** The coding of ICD-10, where there is one among them; else the chosen one. */
  Coded icd10() {
    for (JsonNode coding : all) {
      String its = Resource.textOf(coding.path("system"));
      CodeSystem known = CodeSystem.named(its);
      if (known == CodeSystem.ICD10 || known == CodeSystem.ICD10_CM) {
        return new Coded(Resource.textOf(coding.path("code")), its, text, all);
      }
    }
    return this;
  }
}
