package health.lode.deidentify.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.deidentify.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DicomPolicyTest {
  @Test
  void theShippedPolicySpeaksOfDicom() {
    DicomPolicy policy = Policy.standard().section(Policy.Section.DICOM, DicomPolicy::read);
    assertThat(policy.options())
        .containsExactlyInAnyOrder(Option.PATIENT, Option.DESCRIPTORS, Option.STRUCTURED);
    assertThat(policy.pixels().ocr()).isEqualTo(DicomPolicy.Ocr.MATCHING);
    assertThat(policy.pixels().every()).contains("US", "SC", "XA", "RF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  retain: [everything]\n",
        "  clean: [uids]\n",
        "  unlisted: keep\n",
        "  typo: 1\n",
        "  attributes: {NoSuchKeyword: keep}\n",
        "  attributes: {00091001: keep}\n",
        "  attributes: {PatientName: hide}\n",
        "  safePrivate: [{creator: A, elements: [0028xx10]}]\n",
        "  safePrivate: [{creator: A}]\n"
      })
  void whatIsNotUnderstoodIsRefused(String line) {
    String policy = Outcome.BASIC.replace("  pixels:", line + "  pixels:");
    assertThatThrownBy(() -> Outcome.deidentifier(policy, TextCleaners.NONE))
        .hasMessageContaining("POLICY_UNREADABLE")
        .hasMessageContaining("line 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ocr: some, sample: 20, languages: eng}",
        "{ocr: all, sample: 0, languages: eng}",
        "{ocr: all, sample: 1, languages: \"eng; rm\"}",
        "{ocr: all, sample: 1, languages: eng, regions: \"{ Oops.equals(\\\"a\\\") } (1,2,3,4)\"}",
        "{ocr: all, sample: 1}"
      })
  void pixelsThatAreNotUnderstoodAreRefused(String pixels) {
    String policy =
        Outcome.BASIC.replace("{ocr: none, sample: 20, languages: chi_sim+eng}", pixels);
    assertThatThrownBy(() -> Outcome.deidentifier(policy, TextCleaners.NONE))
        .hasMessageContaining("POLICY_UNREADABLE");
  }
}
