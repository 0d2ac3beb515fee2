package health.lode.governance.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.governance.Offices;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Need;
import health.lode.governance.permit.Needs;
import health.lode.governance.permit.Permit;
import health.lode.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a new home allows and forbids. */
final class StarterRulebookTest {
  private static final Set<String> CATEGORIES =
      Set.of(
          "identity",
          "demographics",
          "visit",
          "diagnosis",
          "laboratory",
          "vital",
          "medication",
          "procedure",
          "imaging",
          "waveform",
          "note",
          "narrative",
          "mortality",
          "payment",
          "genetic",
          "sensitive");
  private final Rulebook starter = Rulebook.parse(Rulebook.starterText());
  private final Offices hospital = new Offices();

  @Test
  void everyCombinationIsRuledOrForbiddenAndNoRuleIsIdle() {
    RulebookCheck check = Rulebook.check(Rulebook.starterText());

    assertThat(check.refusal()).isEmpty();
    assertThat(starter.categories()).isEqualTo(new TreeSet<>(CATEGORIES));
    assertThat(check.combinations()).isEqualTo(16 * 6 * 5 * 3);
    assertThat(check.ruled() + check.conditional().size() + check.unnamed().size())
        .isEqualTo(check.combinations());
    assertThat(check.unreachable()).isEmpty();
    assertThat(check.conditional()).isEmpty();
    assertThat(Rulebook.starterText().getBytes(StandardCharsets.UTF_8).length)
        .as("fits into one ledger entry")
        .isLessThan(60_000);
  }

  @Test
  void noFactsOpenIdentityOrTheBorder() {
    for (boolean flag : new boolean[] {true, false}) {
      Facts facts =
          new Facts(flag, 1, List.of(), List.of(), "", "", "consent", true, true, false, 1);
      for (Cell cell : starter.cells()) {
        boolean red = cell.data().equals("identity") || cell.recipient() == RecipientKind.FOREIGN;
        if (red || flag) {
          assertThat(starter.rule(cell, facts))
              .as(cell.toString())
              .isInstanceOf(Ruling.Forbidden.class);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hospital | research | [diagnosis] | [aggregate] | hospital/department hospital/information",
        "hospital/information | research | [diagnosis, sensitive] | [aggregate] |"
            + " hospital/department hospital/ethics hospital/information",
        "local/researcher | operations | [payment, visit] | [aggregate] | hospital/information",
        "hospital | research | [diagnosis, note, narrative] | [release] |"
            + " hospital/department hospital/ethics hospital/information",
        "commission | public-health | [diagnosis, sensitive] | [aggregate] | hospital/information",
        "institute/x | research | [diagnosis] | [aggregate] |"
            + " commission hospital/department hospital/ethics hospital/information",
      })
  void theseOfficesAreAsked(
      String recipient, String purpose, String data, String forms, String offices) {
    Needs needs = hospital.state().needs(permit(recipient, purpose, data, forms, ""));

    assertThat(needs).isInstanceOf(Needs.Needed.class);
    assertThat(((Needs.Needed) needs).needs())
        .extracting(n -> n.office().value())
        .containsExactly(offices.split(" "));
    assertThat(((Needs.Needed) needs).needs())
        .extracting(Need::because)
        .allSatisfy(w -> assertThat(w.en()).contains("[").isNotEqualTo(w.zh()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hospital | research | [identity] | [aggregate] | PERMIT_DATA_FORBIDDEN",
        "hospital | research | [sensitive] | [release] | PERMIT_DATA_FORBIDDEN",
        "hospital | research | [narrative] | [aggregate] | PERMIT_DATA_FORBIDDEN",
        "institute/x | research | [narrative] | [model] | PERMIT_DATA_FORBIDDEN",
        "foreign/lab | research | [diagnosis] | [aggregate] | PERMIT_DATA_FORBIDDEN",
        "foreign/lab | research | [genetic] | [aggregate] | PERMIT_DATA_FORBIDDEN",
        "company/x | research | [diagnosis] | [aggregate] | PERMIT_DATA_FORBIDDEN",
        "institute/x | research | [sensitive] | [aggregate] | PERMIT_DATA_FORBIDDEN",
        "institute/x | product | [genetic] | [model] | PERMIT_DATA_FORBIDDEN",
        "commission | research | [diagnosis] | [aggregate] | PERMIT_DATA_FORBIDDEN",
        "hospital | curiosity | [diagnosis] | [aggregate] | PERMIT_WORD_UNKNOWN",
        "hospital | research | [diagnoses] | [aggregate] | PERMIT_WORD_UNKNOWN",
      })
  void theseAreRefusedWithTheWayOut(
      String recipient, String purpose, String data, String forms, String code) {
    Needs needs = hospital.state().needs(permit(recipient, purpose, data, forms, ""));

    assertThat(needs).isInstanceOf(Needs.Refused.class);
    List<Refusal> refusals = ((Needs.Refused) needs).refusals();
    assertThat(refusals).allSatisfy(r -> assertThat(r.code().name()).isEqualTo(code));
    if (code.equals("PERMIT_WORD_UNKNOWN")) {
      assertThat(refusals.get(0).remedy().en()).contains("choose from: ");
    }
  }

  @Test
  void acrossHospitalsTheCommissionIsAskedToo() {
    Permit permit =
        permit("hospital", "research", "[diagnosis]", "[aggregate]", "hospitals: [第一医院, 第二医院]\n");

    assertThat(((Needs.Needed) hospital.state().needs(permit)).needs())
        .extracting(Need::office)
        .contains(PartyId.of("commission"), PartyId.of("hospital/ethics"));
  }

  @Test
  void anAgreementOpensACompanysWay() {
    Permit permit =
        permit("company/x", "research", "[diagnosis]", "[aggregate]", "agreement: 数据合作协议\n");
    assertThat(hospital.state().needs(permit)).isInstanceOf(Needs.Needed.class);
  }

  @Test
  void withoutSensitiveTheListedRowsAreWithheld() {
    List<RowRule> withheld =
        starter.columns(new TreeSet<>(Set.of("diagnosis", "laboratory"))).exclusions();

    for (String code : List.of("B20", "B24.x01", "Z21", "F32.900x003", "O80.0", "Z34.9", "N97.1")) {
      assertThat(withheld).as(code).anyMatch(r -> r.matches("condition_source_value", code));
      assertThat(withheld).as(code).anyMatch(r -> r.matches("condition_icd10", code));
    }
    for (String code : List.of("J18.900", "R05.x00", "C34.9", "E11.9", "Z00.0", "N95.1", "B19.9")) {
      assertThat(withheld).as(code).noneMatch(r -> r.matches("condition_source_value", code));
    }
    assertThat(withheld).anyMatch(r -> r.matches("measurement_source_value", "75622-1"));
    assertThat(withheld).anyMatch(r -> r.matches("measurement_source_text", "HIV抗体"));
    assertThat(withheld).anyMatch(r -> r.matches("condition_source_value", "72892002"));
    for (String item : List.of("WBC", "O2SAT", "F-T4", "718-7", "FBG", "NEUT%")) {
      assertThat(withheld).as(item).noneMatch(r -> r.matches("measurement_source_value", item));
    }
  }

  private static Permit permit(
      String recipient, String purpose, String data, String forms, String more) {
    return Permit.fromYaml(
        """
        project: a project
        purpose: %s
        requester: %s
        recipient: %s
        data: %s
        forms: %s
        valid: {from: 2026-01-01, until: 2026-12-31}
        """
                .formatted(purpose, recipient, recipient, data, forms)
            + more);
  }
}
