package health.lode.vault.identity;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.cut.Intakes;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkageTest {
  /** Made up; the check digit is right. */
  private static final String ID = "330106199003077731";

  private static final String OTHER_ID = "110105194912310020";

  @Test
  void residentIdNumbersAreCheckedAndNormalised() {
    assertThat(ResidentId.normalised("11010519491231002X")).contains("11010519491231002X");
    assertThat(ResidentId.normalised("11010519491231002x")).contains("11010519491231002X");
    assertThat(ResidentId.normalised(" １１０１０５ 19491231 002Ｘ")).contains("11010519491231002X");
    // The old form of the same number.
    assertThat(ResidentId.normalised("110105491231002")).contains("11010519491231002X");
    assertThat(ResidentId.normalised("110105194912310021")).isEmpty();
    assertThat(ResidentId.normalised("110105194913310029")).isEmpty();
    assertThat(ResidentId.normalised("000000000000000")).isEmpty();
    assertThat(ResidentId.normalised("999-12-3456")).isEmpty();
    assertThat(ResidentId.normalised("")).isEmpty();
  }

  @Test
  void theSameIdNumberIsTheSamePersonAcrossSources(@TempDir Path folder) throws SQLException {
    String id = valid(ID);
    try (Intakes vault = new Intakes(folder)) {
      vault.fact("person", 1, "a", "a", "gender_concept_id = 8507", "year_of_birth = 1990");
      vault.fact("person", 2, "b", "b", "gender_concept_id = 8507", "year_of_birth = 1991");
      vault.fact("person", 2, "c", "c", "year_of_birth = 1990");
      vault.identify(1, "a", Kind.ID_NUMBER, id);
      vault.identify(2, "b", Kind.ID_NUMBER, ' ' + id);
      vault.identify(2, "c", Kind.ID_NUMBER, "330106199003070000");
      vault.publish();

      assertThat(persons(vault, 1)).containsExactly("1|1", "2|1", "3|3");
      assertThat(vault.rows("SELECT person_id FROM cut_1.person ORDER BY 1"))
          .containsExactly("1", "3");
    }
  }

  @Test
  void whereSexAndBirthBothContradictNothingIsLinked(@TempDir Path folder) throws SQLException {
    String id = valid(ID);
    try (Intakes vault = new Intakes(folder)) {
      vault.fact("person", 1, "a", "a", "gender_concept_id = 8507", "year_of_birth = 1990");
      vault.fact("person", 2, "b", "b", "gender_concept_id = 8532", "year_of_birth = 1960");
      vault.identify(1, "a", Kind.ID_NUMBER, id);
      vault.identify(2, "b", Kind.ID_NUMBER, id);
      vault.publish();

      assertThat(persons(vault, 1)).containsExactly("1|1", "2|2");
      assertThat(vault.rows("FROM identity.not_linked")).containsExactly("2|1|CONTRADICTION");
    }
  }

  @Test
  void recordNumbersLinkWithinASourceAndFillersDoNot(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      vault.identify(1, "a", Kind.MEDICAL_RECORD_NUMBER, "0001");
      vault.identify(1, "b", Kind.MEDICAL_RECORD_NUMBER, "0001");
      vault.identify(2, "c", Kind.MEDICAL_RECORD_NUMBER, "0001");
      for (int i = 0; i <= Linkage.SHARED_BY_TOO_MANY; i++) {
        vault.identify(3, "x" + i, Kind.MEDICAL_RECORD_NUMBER, "无");
      }
      vault.fact("person", 1, "a", "a");
      vault.publish();

      assertThat(persons(vault, 1)).startsWith("1|1", "2|1", "3|3", "4|4", "5|5").endsWith("24|24");
    }
  }

  @Test
  void mergesAreReversible(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      vault.fact("condition_occurrence", 1, "x", "old", "condition_source_value = 'R05'");
      vault.fact("condition_occurrence", 1, "y", "kept", "condition_source_value = 'R05'");
      vault.merge(1, "kept", "old");
      vault.publish();
      assertThat(vault.rows("SELECT DISTINCT person_id FROM cut_1.condition_occurrence"))
          .containsExactly("1");

      vault.forget(1);
      vault.publish();
      assertThat(vault.rows("SELECT person_id FROM cut_2.condition_occurrence ORDER BY 1"))
          .containsExactly("1", "2");
    }
  }

  @Test
  void theNewestIdentifierCountsAndNoneIsReadable(@TempDir Path folder) throws SQLException {
    String id = valid(ID);
    try (Intakes vault = new Intakes(folder)) {
      vault.identify(1, "a", Kind.ID_NUMBER, id);
      vault.identify(2, "b", Kind.ID_NUMBER, id);
      vault.identify(2, "b", Kind.NAME, "测试者甲");
      vault.record();
      vault.identify(2, "b", Kind.ID_NUMBER, valid(OTHER_ID));
      vault.fact("person", 1, "a", "a");
      vault.publish();

      assertThat(persons(vault, 1)).containsExactly("1|1", "2|2");
      List<String> stored = vault.rows("SELECT sealed::VARCHAR FROM identity.identifier");
      assertThat(stored).hasSize(4).noneMatch(s -> s.contains(id.substring(6)) || s.contains("甲"));
      assertThat(stored).doesNotHaveDuplicates();
    }
  }

  @Test
  void aPersonIsFoundByANumberOnlyWhereOneAnswersToIt(@TempDir Path folder) throws SQLException {
    String id = valid(ID);
    try (Intakes vault = new Intakes(folder)) {
      vault.fact("person", 1, "a", "a", "gender_concept_id = 8507", "year_of_birth = 1990");
      vault.fact("person", 2, "b", "b", "gender_concept_id = 8507", "year_of_birth = 1990");
      vault.identify(1, "a", Kind.ID_NUMBER, id);
      vault.identify(1, "a", Kind.MEDICAL_RECORD_NUMBER, "M-1");
      vault.identify(1, "a", Kind.NAME, "测试者甲");
      vault.identify(2, "b", Kind.MEDICAL_RECORD_NUMBER, "M-1");
      vault.identify(2, "b", Kind.MEDICAL_RECORD_NUMBER, "M-2");
      vault.source(1).source(2).publish();
      CutInfo cut = vault.cuts.latest(vault.connection).orElseThrow();
      Identities identities = vault.identities();

      assertThat(identities.personByNumber(cut, " " + id)).hasValue(1);
      assertThat(identities.personByNumber(cut, "M-2")).hasValue(2);
      assertThat(identities.personByNumber(cut, "M-1")).as("two persons").isEmpty();
      assertThat(identities.personByNumber(cut, "M-3")).isEmpty();
      KnownPatient known = identities.known(cut, 1).orElseThrow();
      assertThat(known.of(Kind.NAME)).containsExactly("测试者甲");
      assertThat(known.of(Kind.ID_NUMBER)).containsExactly(id);
      assertThat(known.toString()).doesNotContain("甲");
      assertThat(identities.known(cut, 99)).isEmpty();
    }
  }

  /** The number with the check digit it ought to have. */
  private static String valid(String number) {
    for (char check : "0123456789X".toCharArray()) {
      String candidate = number.substring(0, 17) + check;
      if (ResidentId.normalised(candidate).isPresent()) {
        return candidate;
      }
    }
    throw new IllegalArgumentException(number);
  }

  private static List<String> persons(Intakes vault, int cut) throws SQLException {
    return vault.rows(
        "SELECT source_patient_id, person_id FROM identity.person_of WHERE cut = "
            + cut
            + " ORDER BY 1");
  }
}
