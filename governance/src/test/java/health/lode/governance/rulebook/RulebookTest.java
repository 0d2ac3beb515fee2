package health.lode.governance.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.governance.party.PartyId;
import health.lode.refusal.RefusedException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reader refuses with a line; the verdicts add up as the format says. */
final class RulebookTest {
  private static final String SMALL =
      """
      rulebook: lode-rulebook/1
      title: {en: small, zh: 小}
      minimumPersons: 10
      purposes:
        research: {en: research, zh: 科研}
        product: {en: product, zh: 产品}
      codes:
        hiv:
          title: {en: HIV, zh: 艾滋病}
          lists:
            - columns: [condition_source_value]
              codes: [z21]
              ranges: [B20-B24]
        vital-signs:
          title: {en: vital signs, zh: 生命体征}
          lists:
            - columns: [measurement_category]
              codes: [vital-signs]
      data:
        diagnosis:
          title: {en: diagnoses, zh: 诊断}
          sensitivity: 4
          columns: [condition_occurrence.*, person.year_of_birth]
        vital:
          title: {en: vital signs, zh: 生命体征}
          sensitivity: 3
          columns: [measurement.*]
          rows: [vital-signs]
        laboratory:
          title: {en: laboratory, zh: 检验}
          sensitivity: 4
          columns: [measurement.value_as_number]
        sensitive:
          title: {en: sensitive, zh: 敏感}
          sensitivity: 5
          columns: []
          withholds: [hiv]
      rules:
        - data: [diagnosis, vital]
          purpose: [research]
          recipient: [hospital]
          form: [aggregate, release]
          verdict: approve
          by: [hospital/information]
          consent: none
          because: {law: "L1", en: e1, zh: z1}
        - data: [diagnosis]
          purpose: [research]
          recipient: [hospital]
          form: any
          verdict: approve
          by: [hospital/ethics, hospital/information]
          because: {law: "L2", en: e2, zh: z2}
        - data: [diagnosis]
          purpose: any
          recipient: any
          form: [release]
          verdict: deidentify
          grade: L3
          because: {law: "L3", en: e3, zh: z3}
        - data: [vital]
          purpose: any
          recipient: any
          form: any
          verdict: forbid
          when: permit.foreign || permit.priced
          because: {law: "L4 (unverified)", en: e4, zh: z4}
        - data: [laboratory]
          purpose: any
          recipient: [hospital]
          form: [aggregate]
          verdict: allow
          consent: none
          when: size(permit.data) == 1
          because: {law: "L5", en: e5, zh: z5}
      """;

  private final Rulebook small = Rulebook.parse(SMALL);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: [diagnosis, vital] | data: [diagnosis, vitals] | WORD_UNKNOWN | line 39",
        "purpose: [research] | purpose: [reserch] | WORD_UNKNOWN | line 40",
        "recipient: [hospital] | recipient: [hospitals] | WORD_UNKNOWN | line 41",
        "form: [aggregate, release] | form: [aggregates] | WORD_UNKNOWN | line 42",
        "verdict: approve | verdict: permit | WORD_UNKNOWN | line 43",
        "by: [hospital/information] | by: [ministry] | WORD_UNKNOWN | line 44",
        "consent: none | consent: opt | WORD_UNKNOWN | line 45",
        "grade: L3 | grade: L5 | WORD_UNKNOWN | line 59",
        "withholds: [hiv] | withholds: [aids] | WORD_UNKNOWN | line 37",
        "permit.foreign | permit.foreigner | CONDITION_INVALID | line 66",
        "size(permit.data) == 1 | size(permit.data) | CONDITION_INVALID | line 74",
        "sensitivity: 3 | sensitivity: 6 | UNREADABLE | line 26",
        "sensitivity: 3 | level: 3 | UNREADABLE | line 25",
        "minimumPersons: 10 | minimumPersons: 1 | UNREADABLE | line 3",
        "minimumPersons: 10 | minimumPersons: 10.0 | UNREADABLE | line 3",
        "B20-B24 | B20-C24 | UNREADABLE | line 13",
        "measurement.* | measurement | UNREADABLE | line 27",
        "consent: none | unless: none | UNREADABLE | line 45",
        "verdict: deidentify | verdict: forbid | UNREADABLE | line 59",
        "{law: \"L1\", en: e1, zh: z1} | {en: e1, zh: z1} | UNREADABLE | line 46",
        "lode-rulebook/1 | lode-rulebook/2 | UNREADABLE | line 1",
        "data: [diagnosis, vital] | data: [] | UNREADABLE | line 39",
        "data: [diagnosis, vital] | data: all | UNREADABLE | line 39",
      })
  void aWordThatIsNotDefinedIsRefusedWithItsLine(String from, String to, String code, String line) {
    String text = SMALL.replace(from, to);
    assertThat(text).isNotEqualTo(SMALL);
    assertThatThrownBy(() -> Rulebook.parse(text))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal().code().name()).isEqualTo("RULEBOOK_" + code);
              assertThat(e.refusal().reason().en()).contains(line + ":");
            });
    assertThat(Rulebook.check(text).readable()).isFalse();
  }

  @Test
  void verdictsAddUp() {
    Ruling.Permitted ruling =
        (Ruling.Permitted) small.rule(cell("diagnosis", Form.RELEASE), facts(false));

    assertThat(ruling.approvals().keySet())
        .containsExactly(PartyId.of("hospital/ethics"), PartyId.of("hospital/information"));
    assertThat(ruling.approvals().get(PartyId.of("hospital/information"))).hasSize(2);
    assertThat(ruling.grade()).contains(Grade.L3);
    assertThat(ruling.consent())
        .as("a rule that says nothing of consent means opt-out")
        .isEqualTo(ConsentMode.OPT_OUT);
    Ruling.Permitted vital =
        (Ruling.Permitted) small.rule(cell("vital", Form.AGGREGATE), facts(false));
    assertThat(vital.consent()).isEqualTo(ConsentMode.NONE);
  }

  @Test
  void forbidWinsAndTheUnnamedIsForbidden() {
    Ruling red = small.rule(cell("vital", Form.AGGREGATE), facts(true));
    Ruling unnamed = small.rule(cell("sensitive", Form.AGGREGATE), facts(false));
    Ruling noCondition = small.rule(cell("laboratory", Form.AGGREGATE), facts(false, "a", "b"));

    assertThat(((Ruling.Forbidden) red).because().get(0).en()).contains("e4", "(unverified)");
    assertThat(((Ruling.Forbidden) unnamed).because().get(0).en()).contains("no rule");
    assertThat(noCondition).isInstanceOf(Ruling.Forbidden.class);
    assertThat(small.rule(cell("laboratory", Form.AGGREGATE), facts(false, "laboratory")))
        .isInstanceOf(Ruling.Permitted.class);
  }

  @Test
  void everyCombinationIsAccountedFor() {
    RulebookCheck check = Rulebook.check(SMALL);

    assertThat(check.combinations()).isEqualTo(4 * 2 * 5 * 3);
    assertThat(check.ruled() + check.conditional().size() + check.unnamed().size())
        .isEqualTo(check.combinations());
    assertThat(check.conditional())
        .containsExactlyInAnyOrder(
            new Cell("laboratory", "research", RecipientKind.HOSPITAL, Form.AGGREGATE),
            new Cell("laboratory", "product", RecipientKind.HOSPITAL, Form.AGGREGATE));
    assertThat(check.unnamed())
        .contains(cell("sensitive", Form.AGGREGATE))
        .doesNotContain(cell("diagnosis", Form.AGGREGATE));
    assertThat(check.unreachable()).isEmpty();
  }

  @Test
  void aRuleThatARedLineCoversIsReported() {
    String text =
        SMALL
            + """
              - data: [laboratory]
                purpose: any
                recipient: any
                form: any
                verdict: forbid
                because: {law: "L6", en: e6, zh: z6}
            """;
    List<Rule> idle = Rulebook.check(text).unreachable();
    assertThat(idle).singleElement().satisfies(r -> assertThat(r.because().law()).isEqualTo("L5"));
  }

  @Test
  void explainShowsEveryRuleAndRefusesUnknownWords() {
    Explanation explanation =
        small.explain("vital", "research", RecipientKind.HOSPITAL, Form.AGGREGATE);

    assertThat(explanation.rules()).hasSize(2);
    assertThat(explanation.summary().en())
        .isEqualTo(
            "approval by hospital/information; forbidden when permit.foreign || permit.priced");
    assertThat(explanation.toJson().get("rules").get(1).get("because").get("law").asText())
        .isEqualTo("L4 (unverified)");
    assertThatThrownBy(
            () -> small.explain("vitals", "research", RecipientKind.HOSPITAL, Form.AGGREGATE))
        .hasMessageContaining("RULEBOOK_WORD_UNKNOWN");
  }

  @Test
  void diffShowsWhatChangesInMeaningAndNothingElse() {
    Rulebook reworded = Rulebook.parse("# only words\n" + SMALL.replace("en: e1", "en: other"));
    Rulebook changed =
        Rulebook.parse(
            SMALL
                .replace("minimumPersons: 10", "minimumPersons: 5")
                .replace("ranges: [B20-B24]", "ranges: [B20-B23]")
                .replace("by: [hospital/information]", "by: [hospital/department]"));

    assertThat(Rulebook.diff(small, reworded)).isEmpty();
    assertThat(Rulebook.diff(small, changed))
        .extracting(RulebookChange::what)
        .containsExactly(
            "minimumPersons",
            "codes hiv",
            "diagnosis × research × hospital × aggregate",
            "diagnosis × research × hospital × release",
            "vital × research × hospital × aggregate",
            "vital × research × hospital × release");
  }

  @Test
  void columnsAndRowsAreClosedUnlessACategoryOpensThem() {
    CategoryColumns vital = small.columns(new TreeSet<>(Set.of("vital")));
    CategoryColumns both = small.columns(new TreeSet<>(Set.of("vital", "laboratory")));

    assertThat(vital.readable("measurement", "unit_source_value")).isTrue();
    assertThat(vital.readable("person", "year_of_birth")).isFalse();
    assertThat(vital.exclusions()).extracting(RowRule::list).containsExactly("hiv");
    assertThat(vital.requiredRows("measurement", Set.of("value_as_number"))).hasSize(1);
    assertThat(vital.requiredRows("measurement", Set.of())).hasSize(1);
    assertThat(both.requiredRows("measurement", Set.of("value_as_number")))
        .as("laboratory opens this column for all rows")
        .isEmpty();
    assertThat(both.requiredRows("measurement", Set.of("value_as_number", "unit_source_value")))
        .as("the other column is open for vital signs only")
        .hasSize(1);
    RowRule hiv = vital.exclusions().get(0);
    assertThat(hiv.prefixesByLength()).containsOnlyKeys(3);
    assertThat(hiv.prefixesByLength().get(3)).containsExactly("B20", "B21", "B22", "B23", "B24");
    assertThat(hiv.matches("condition_source_value", "b20.900")).isTrue();
    assertThat(hiv.matches("condition_source_value", " Z21 ")).isTrue();
    assertThat(hiv.matches("condition_source_value", "Z21.x")).isFalse();
    assertThat(hiv.matches("condition_source_value", "B25")).isFalse();
    assertThat(hiv.matches("drug_source_value", "B20")).isFalse();
  }

  private static Cell cell(String data, Form form) {
    return new Cell(data, "research", RecipientKind.HOSPITAL, form);
  }

  private static Facts facts(boolean foreign, String... data) {
    return new Facts(
        foreign, 1, List.of(data), List.of(), "research", "hospital", "", false, false, false, 1);
  }
}
