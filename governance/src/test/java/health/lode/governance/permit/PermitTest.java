package health.lode.governance.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.canonical.CanonicalJson;
import health.lode.governance.Offices;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PermitTest {
  private static final String FULL =
      """
      project: 肺部疾病研究
      purpose: research
      requester: institute/呼吸研究所
      recipient: institute/呼吸研究所
      data: [diagnosis, demographics]
      forms: [release, aggregate]
      hospitals: [第一医院, 第二医院]
      valid: {from: "2026-01-01", until: 2027-12-31}
      basis: consent
      ethics: {number: EC-2026-17, until: 2027-06-30}
      agreement: {name: 合作协议, sha256: "%s"}
      attachments:
        - protocol.pdf
      limits: {questions: 40, minimumPersons: 20}
      price: {amount: "1200.50", currency: CNY}
      obligations: [结果须注明来源]
      """
          .formatted("ab".repeat(32));

  @Test
  void aPermitIsTheSameInYamlAndJson() {
    Permit permit = Permit.fromYaml(FULL);

    assertThat(Permit.fromJson(CanonicalJson.parse(CanonicalJson.encode(permit.toJson()))))
        .isEqualTo(permit);
    assertThat(permit.id().value()).isEqualTo("P-" + permit.hash().substring(0, 12));
  }

  @Test
  void orderAndQuotesOfTheFileDoNotMatter() {
    String other =
        FULL.replace("[diagnosis, demographics]", "[demographics, diagnosis]")
            .replace("project: 肺部疾病研究\n", "")
            .replace("\"2026-01-01\"", "2026-01-01");
    assertThat(Permit.fromYaml(other + "project: '肺部疾病研究'\n").hash())
        .isEqualTo(Permit.fromYaml(FULL).hash());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "forms: [release, aggregate] | forms: [aggregates] | line 6 | aggregate, model, release",
        "purpose: research | purpos: research | line 1 | 'purpose' is missing",
        "basis: consent | bases: consent | line 9 | unknown key 'bases'",
        "2027-12-31 | 31.12.2027 | line 8 | 2026-01-31",
        "2027-12-31 | 2027-02-30 | line 8 | 2026-01-31",
        "2027-12-31 | 2025-12-31 | line 8 | ends before it begins",
        "requester: institute | requester: ministry | line 3 | institute, company",
        "[diagnosis, demographics] | [] | line 5 | names nothing",
        "[diagnosis, demographics] | diagnosis | line 5 | must be a list",
        "basis: consent | cohort: {age: 60} | line 9 | cannot be enforced",
        "questions: 40 | questions: 0 | line 14 | between 1",
        "basis: consent | basis: *a | line 9 | anchors",
        "basis: consent | purpose: quality | line 9 | 'purpose' is repeated",
        "basis: consent | basis: \"a\\u202eb\" | line 9 | direction characters",
      })
  void whatCannotBeReadIsRefusedWithItsLine(String from, String to, String line, String says) {
    String text = FULL.replace(from, to);
    assertThat(text).isNotEqualTo(FULL);
    assertThatThrownBy(() -> Permit.fromYaml(text))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              Refusal refusal = e.refusal();
              assertThat(refusal.code()).isEqualTo(PermitReason.PERMIT_UNREADABLE);
              assertThat(refusal.reason().en()).contains(line).contains(says);
            });
  }

  @Test
  void theSignedTextStatesEverythingInBothLanguages() {
    Offices hospital = new Offices();
    Permit permit =
        Permit.fromYaml(FULL.replace("forms: [release, aggregate]", "forms: [aggregate]"));
    SigningDocument document = hospital.state().document(permit, Offices.COMMISSION);

    for (String text : new String[] {document.text().en(), document.text().zh()}) {
      assertThat(text)
          .contains(permit.id().value(), permit.hash(), document.rulebookHash())
          .contains("第一医院", "第二医院", "commission", "hospital/ethics", "hospital/department")
          .contains("肺部疾病研究", "research", "institute/呼吸研究所", "diagnosis", "demographics")
          .contains("aggregate", "2026-01-01", "2027-12-31", "consent", "EC-2026-17", "2027-06-30")
          .contains("合作协议", "ab".repeat(32), "protocol.pdf", "40", "20", "1200.50", "结果须注明来源")
          .contains("国卫科教发〔2023〕4号");
    }
    assertThat(document.text().en().lines().count())
        .isEqualTo(document.text().zh().lines().count());
    assertThat(document.text().zh()).contains("未提出反对的全部患者", "敏感级别 4");
  }
}
