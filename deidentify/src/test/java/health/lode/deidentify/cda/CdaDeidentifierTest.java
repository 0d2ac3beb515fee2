package health.lode.deidentify.cda;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.deidentify.fhir.Cleaning;
import health.lode.deidentify.fhir.FhirDeidentifier;
import health.lode.deidentify.fhir.TextCleaner;
import health.lode.deidentify.markup.Markup;
import health.lode.deidentify.markup.MarkupReader;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdaDeidentifierTest {
  private static final Pseudonyms PSEUDONYMS = PseudonymKey.of(new byte[32]).pseudonyms();

  private static String document() throws Exception {
    try (InputStream in = CdaDeidentifierTest.class.getResourceAsStream("discharge.xml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static CdaDeidentifier by(String policy, TextCleaner cleaner) {
    FhirDeidentifier fhir = Cleaning.by(policy, cleaner);
    return CdaDeidentifier.of(fhir, Cleaning.TODAY);
  }

  private static String clean(CdaDeidentifier by, String xml) {
    CdaDeidentifier.Result result = by.document(xml.getBytes(StandardCharsets.UTF_8));
    assertThat(result).isInstanceOf(CdaDeidentifier.Result.Cleaned.class);
    return new String(((CdaDeidentifier.Result.Cleaned) result).bytes(), StandardCharsets.UTF_8);
  }

  private static void held(CdaReason reason, byte[] xml) {
    assertThat(by("{}", Cleaning.PLANTS).document(xml))
        .isEqualTo(new CdaDeidentifier.Result.Quarantined(reason));
  }

  private static void held(CdaReason reason, String xml) {
    held(reason, xml.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Each attribute and text of the document in turn, and attributes and elements of no standard.
   */
  @Test
  void noIdentitySurvivesWhereverItIsPut() throws Exception {
    CdaDeidentifier by = by("{}", Cleaning.PLANTS);
    Markup.Element whole = MarkupReader.read(document());
    int places = count(whole);
    assertThat(places).isGreaterThan(200);
    for (int place = 0; place < places; place++) {
      int[] at = {place};
      StringBuilder planted = new StringBuilder();
      Markup.write(plant(whole, at), planted);
      assertThat(planted.toString()).contains("PLANT");
      assertThat(clean(by, planted.toString())).as("place %s", place).doesNotContain("PLANT");
    }
  }

  private static int count(Markup.Element element) {
    int count = 2;
    for (Markup.Attribute each : element.attributes()) {
      count += each.name().startsWith("xmlns") ? 0 : 1;
    }
    for (Markup each : element.inside()) {
      count += each instanceof Markup.Element e ? count(e) : 1;
    }
    return count;
  }

  /** The element with an identity at place {@code at[0]}, counted down. */
  private static Markup.Element plant(Markup.Element in, int[] at) {
    Markup.Element out = Markup.Element.of(in.name(), in.uri());
    for (Markup.Attribute each : in.attributes()) {
      boolean here = !each.name().startsWith("xmlns") && at[0]-- == 0;
      out.attributes().add(here ? new Markup.Attribute(each.name(), "PLANT7") : each);
    }
    if (at[0]-- == 0) {
      out.attributes().add(new Markup.Attribute("PLANT9", "PLANT7"));
    }
    if (at[0]-- == 0) {
      out.inside().add(Markup.Element.of("PLANT9", in.uri()));
    }
    for (Markup each : in.inside()) {
      if (each instanceof Markup.Element e) {
        out.inside().add(plant(e, at));
      } else {
        out.inside().add(at[0]-- == 0 ? new Markup.Text("PLANT7") : each);
      }
    }
    return out;
  }

  @Test
  void theDocumentsOwnIdentitiesAreGoneAndWhatIsPublishedStays() throws Exception {
    String out = clean(by("{}", (about, text) -> text), document());
    assertThat(out)
        .doesNotContain("Wang", "Baoyu", "王宝玉", "MRN-7788", "13912345678", "Long Road", "Jia Zheng")
        .doesNotContain("19310719", "comment", "xml-stylesheet", "UExBTlQ", "Rong Hospital")
        .contains("code=\"8302-2\"", "value=\"178\"", "unit=\"cm\"", "moodCode=\"EVN\"")
        .contains("root=\"2.16.840.1.113883.10.20.22.1.1\"", "<birthTime value=\"1936\"/>")
        .contains("extension=\"" + PSEUDONYMS.code(Pseudonyms.PATIENT, "MRN-7788") + "\"")
        .contains("[removed] was seen", "<text>[removed]</text>");
  }

  @Test
  void datesMoveByThePatientsDaysAndKeepTheirPrecision() throws Exception {
    String out = clean(by("{}", Cleaning.PLANTS), document());
    int days = PSEUDONYMS.shiftDays(new Dates.Shift(100), "MRN-7788");
    String moved = java.time.LocalDate.of(2024, 3, 5).plusDays(days).toString().replace("-", "");
    assertThat(out).contains("<effectiveTime value=\"" + moved + "101500+0800\"/>");
    assertThat(out).contains("<low value=\"" + moved + "\"/>");
    assertThat(out).contains("<low value=\"1500\" unit=\"mg\"/>"); // a quantity is no year
  }

  @Test
  void anchorsStillLeadWhereTheyLed() throws Exception {
    String out = clean(by("{}", Cleaning.PLANTS), document());
    String anchor = out.replaceAll("(?s).*<content ID=\"([^\"]+)\">.*", "$1");
    assertThat(out).contains("<reference value=\"#" + anchor + "\"/>");
  }

  @Test
  void orderIsKept() throws Exception {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    names(MarkupReader.read(document()), before);
    names(MarkupReader.read(clean(by("{}", Cleaning.PLANTS), document())), after);
    assertThat(before).containsSubsequence(after);
  }

  private static void names(Markup.Element element, List<String> names) {
    names.add(element.local());
    element.elements().forEach(e -> names(e, names));
  }

  @Test
  void aPolicysRuleComesFirst() throws Exception {
    String policy =
        "{cda: {rules: [{path: '**.patient.name.family', action: keep},"
            + " {path: '**.id.@extension', where: {root: 1.2.3.9}, action: keep}]}}";
    assertThat(clean(by(policy, Cleaning.PLANTS), document()))
        .contains("<family>Wang</family>", "extension=\"VISIT-1\"")
        .doesNotContain("Baoyu");
  }

  @Test
  void twoPatientsLeaveTheYearOnly() throws Exception {
    String second =
        "<recordTarget><patientRole><id root=\"1.2.3\" extension=\"OTHER\"/></patientRole></recordTarget>";
    String out =
        clean(
            by("{}", Cleaning.PLANTS),
            document().replace("</recordTarget>", "</recordTarget>" + second));
    assertThat(out).contains("<effectiveTime value=\"2024\"/>").doesNotContain("was seen");
  }

  @Test
  void hostileDocumentsAreRefusedUnread(@TempDir Path folder) throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "SECRET");
    String root = "<ClinicalDocument xmlns='urn:hl7-org:v3'>";
    held(
        CdaReason.CDA_HAS_DTD,
        "<!DOCTYPE c [<!ENTITY x SYSTEM '"
            + secret.toUri()
            + "'>]>"
            + root
            + "<title>&x;</title></ClinicalDocument>");
    StringBuilder laughs = new StringBuilder("<!DOCTYPE c [<!ENTITY a0 'ha'>");
    for (int i = 1; i < 40; i++) {
      laughs.append("<!ENTITY a%d '&a%d;&a%d;&a%d;'>".formatted(i, i - 1, i - 1, i - 1));
    }
    held(CdaReason.CDA_HAS_DTD, laughs + "]>" + root + "<title>&a39;</title></ClinicalDocument>");
    held(
        CdaReason.CDA_HAS_DTD,
        "<!DOCTYPE c SYSTEM 'http://x.invalid/c.dtd'>" + root + "</ClinicalDocument>");
    held(CdaReason.CDA_NOT_XML, root + "<title>&undeclared;</title></ClinicalDocument>");
    held(CdaReason.CDA_NOT_XML, root + "<sdtc:id/></ClinicalDocument>");
    held(CdaReason.CDA_NOT_XML, root + "</ClinicalDocument>more");
    held(CdaReason.CDA_NOT_XML, root + "<title>");
    held(CdaReason.CDA_NOT_XML, "");
    held(CdaReason.CDA_TOO_DEEP, root + "<component>".repeat(10_000));
    held(CdaReason.CDA_NOT_CDA, "<Patient xmlns='http://hl7.org/fhir'><id value='a'/></Patient>");
    held(CdaReason.CDA_NOT_CDA, "<ClinicalDocument/>");
    byte[] broken =
        (root + "<title>__</title></ClinicalDocument>").getBytes(StandardCharsets.UTF_8);
    broken[root.length() + 7] = (byte) 0xC3;
    broken[root.length() + 8] = (byte) 0x28;
    held(CdaReason.CDA_NOT_XML, broken);
  }
}
