package health.lode.deidentify.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Text goes through the cleaner, and the patient's own words do not survive even a blind one. */
class FreeTextTest {
  private static final String PATIENT =
      "{\"resourceType\":\"Patient\",\"id\":\"pat-001\",\"name\":[{\"family\":\"Müller\",\"given\":[\"Ann\"]},"
          + "{\"text\":\"王小宝\"}],\"telecom\":[{\"value\":\"13912345678\"}],\"address\":[{\"line\":[\"1 Long Road\"]}],"
          + "\"identifier\":[{\"value\":\"MRN-77\"}],\"contact\":[{\"name\":{\"text\":\"王大宝\"}}]}";

  private static FhirDeidentifier blind() {
    FhirDeidentifier by =
        Cleaning.by("{rules: [{path: Attachment.data, action: text}]}", (about, text) -> text);
    by.learn(PATIENT.getBytes(StandardCharsets.UTF_8));
    return by;
  }

  private static JsonNode note(String field) {
    return Cleaning.clean(
        blind(),
        "{\"resourceType\":\"DocumentReference\",\"subject\":{\"reference\":\"Patient/pat-001\"},"
            + field
            + "}");
  }

  @Test
  void knownWordsGoWhereTheCleanerMissedThem() {
    String text =
        note("\"description\":\"MÜLLER, ann (王小宝) of 1 long road, MRN-77, pat-001, tel 13912345678;"
                + " annual check, Long Roadway; 母王大宝\"")
            .path("description")
            .asText();
    assertThat(text)
        .isEqualTo(
            "[removed], [removed] ([removed]) of [removed], [removed], [removed], tel [removed];"
                + " annual check, Long Roadway; 母[removed]");
  }

  @Test
  void aNameBrokenByTagsIsFound() {
    String div =
        note("\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns='http://www.w3.org/1999/xhtml' class='王小宝'>"
                + "<table><tr><td>王<b>小</b>宝</td><td title='王小宝 x' colspan='2'>fine <i>as is</i></td></tr></table>"
                + "<script>x</script><!-- 王小宝 --></div>\"}")
            .at("/text/div")
            .asText();
    assertThat(div)
        .isEqualTo(
            "<div xmlns=\"http://www.w3.org/1999/xhtml\"><table><tr><td>[removed]</td>"
                + "<td title=\"[removed] x\" colspan=\"2\">fine <i>as is</i></td></tr></table>x</div>");
  }

  @Test
  void anAttachedTextIsCleanedWhereThePolicyNamesIt() {
    String data =
        Base64.getEncoder().encodeToString("王小宝 has a cough".getBytes(StandardCharsets.UTF_8));
    String content =
        "\"content\":[{\"attachment\":{\"contentType\":\"%s\",\"data\":\"" + data + "\"}}]";
    JsonNode plain = note(content.formatted("text/plain; charset=utf-8"));
    String out = plain.at("/content/0/attachment/data").asText();
    assertThat(new String(Base64.getDecoder().decode(out), StandardCharsets.UTF_8))
        .isEqualTo("[removed] has a cough");
    assertThat(note(content.formatted("application/pdf")).at("/content/0/attachment").has("data"))
        .isFalse();
  }

  @Test
  void withoutACleanerNoTextStays() {
    JsonNode out =
        Cleaning.clean(
            Cleaning.by("{}", TextCleaner.WITHHOLD),
            "{\"resourceType\":\"DocumentReference\",\"status\":\"current\",\"subject\":{\"reference\":\"Patient/1\"},"
                + "\"description\":\"x\",\"text\":{\"status\":\"generated\",\"div\":\"<div>x</div>\"}}");
    assertThat(out.fieldNames()).toIterable().containsExactly("resourceType", "status", "subject");
  }

  /** Takes every word away from text, and digits from the words of codes. */
  private static final TextCleaner TWO =
      new TextCleaner() {
        @Override
        public String clean(Subject about, String text) {
          return "text";
        }

        @Override
        public String cleanTerm(Subject about, String words) {
          return words.replaceAll("[0-9]", "#");
        }
      };

  private static JsonNode concept(String concept) {
    FhirDeidentifier by = Cleaning.by("{patientKey: id}", TWO);
    by.learn(PATIENT.getBytes(StandardCharsets.UTF_8));
    return Cleaning.clean(
            by,
            "{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Patient/pat-001\"},"
                + "\"code\":"
                + concept
                + "}")
        .path("code");
  }

  @Test
  void whatAPublishedCodeIsCalledStaysAndTheRestIsText() {
    String sct = "{\"system\":\"http://snomed.info/sct\",\"code\":\"22298006\",\"display\":";
    JsonNode term =
        concept("{\"coding\":[" + sct + "\"Infarction 1\"}],\"text\":\"Infarction 1\"}");
    assertThat(term.at("/coding/0/display").asText()).isEqualTo("Infarction #");
    assertThat(term.path("text").asText()).isEqualTo("Infarction #");
    // What somebody wrote beside the code is no term.
    JsonNode said = concept("{\"coding\":[" + sct + "\"Infarction\"}],\"text\":\"told by Bo\"}");
    assertThat(said.path("text").asText()).isEqualTo("text");
    // A hospital's own system, and a code that the terminology cannot hold, vouch for nothing.
    JsonNode own =
        concept(
            "{\"coding\":[{\"system\":\"http://h.example/c\",\"code\":\"1\",\"display\":\"Bo\"}]}");
    assertThat(own.at("/coding/0/display").asText()).isEqualTo("text");
    JsonNode wrong =
        concept(
            "{\"coding\":[" + sct.replace("22298006", "22298007") + "\"Bo\"}],\"text\":\"Bo\"}");
    assertThat(wrong.at("/coding/0/display").asText()).isEqualTo("text");
    assertThat(wrong.path("text").asText()).isEqualTo("text");
    // The patient's own words go from terms too.
    JsonNode named = concept("{\"coding\":[" + sct + "\"Fear of Müller\"}]}");
    assertThat(named.at("/coding/0/display").asText()).isEqualTo("Fear of [removed]");
  }
}
