package health.lode.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.refusal.RefusedException;
import health.lode.vault.record.OmopSchema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MergeTest {
  private static final String BY_CODE_AND_YEAR =
      "SELECT condition_source_value AS code, EXTRACT(YEAR FROM condition_start_date) AS y, COUNT(*) AS"
          + " n, AVG(EXTRACT(DAY FROM condition_start_date)) AS a FROM condition_occurrence GROUP BY 1,"
          + " 2";
  private static final Planner PLANNER = new Planner();
  private static ThreeHospitals data;

  @BeforeAll
  static void fill() throws SQLException {
    data = new ThreeHospitals();
  }

  @AfterAll
  static void close() throws SQLException {
    data.close();
    PLANNER.close();
  }

  private static Plan plan(String sql) {
    return PLANNER.planForMerge(sql, OmopSchema.standard()).orThrow();
  }

  private static List<NodePart> parts(String sql) {
    Plan node = PLANNER.plan(sql, GoldenQuestionsTest.grant(10), OmopSchema.standard()).orThrow();
    List<NodePart> parts = new ArrayList<>();
    ThreeHospitals.HOSPITALS.forEach(hospital -> parts.add(data.part(node, hospital, 10)));
    return parts;
  }

  @Test
  void aGroupThatAHospitalMaySuppressIsMarkedAndNeverPassesForComplete() {
    Answer answer = plan(BY_CODE_AND_YEAR).finish(parts(BY_CODE_AND_YEAR));

    // Recounted from the tables: figures and persons per hospital and group.
    Map<String, Map<String, List<Object>>> groups = new TreeMap<>();
    long suppressed = 0;
    TreeSet<String> suppressing = new TreeSet<>();
    for (String hospital : ThreeHospitals.HOSPITALS) {
      for (List<Object> row :
          data.query(
              "SELECT condition_source_value, year(condition_start_date), COUNT(DISTINCT person_id),"
                  + " COUNT(*) FROM "
                  + hospital
                  + ".condition_occurrence WHERE consent_class = 0 AND condition_source_value <> 'B20'"
                  + " GROUP BY 1, 2")) {
        if (((Number) row.get(2)).longValue() < 10) {
          suppressed++;
          suppressing.add(hospital);
        } else {
          groups
              .computeIfAbsent(row.get(0) + "|" + row.get(1), key -> new TreeMap<>())
              .put(hospital, row);
        }
      }
    }
    assertThat(answer.suppressed()).isEqualTo(suppressed).isPositive();
    assertThat(answer.rows()).hasSameSizeAs(groups.keySet());
    Map<Integer, List<String>> partial = new TreeMap<>();
    answer.partial().forEach(row -> partial.put(row.row(), row.hospitals()));
    for (int r = 0; r < answer.rows().size(); r++) {
      List<Object> row = answer.rows().get(r);
      Map<String, List<Object>> shown = groups.get(row.get(0) + "|" + row.get(1));
      long n = shown.values().stream().mapToLong(g -> ((Number) g.get(3)).longValue()).sum();
      assertThat(row.get(2)).isEqualTo(n);
      TreeSet<String> lacking = new TreeSet<>(suppressing);
      lacking.removeAll(shown.keySet());
      assertThat(partial.getOrDefault(r, List.of())).containsExactlyElementsOf(lacking);
    }
    assertThat(partial).isNotEmpty();
  }

  @Test
  void theOrderOfTheHospitalsDoesNotMatter() {
    String sql =
        "SELECT measurement_source_value, SUM(value_as_number), AVG(value_as_number),"
            + " STDDEV(value_as_number) FROM measurement GROUP BY 1";
    List<NodePart> parts = parts(sql);
    Answer answer = plan(sql).finish(parts);
    Collections.reverse(parts);
    assertThat(plan(sql).finish(parts).toJson()).isEqualTo(answer.toJson());
  }

  @Test
  void aCellThatOneHospitalMasksIsLeftOutAndMarked() {
    String sql =
        "SELECT COUNT(*) AS n, COUNT(*) FILTER (WHERE year_of_birth > 2005) AS young FROM person";
    List<NodePart> parts = parts(sql);
    List<NodePart> masked = new ArrayList<>();
    for (NodePart part : parts) {
      NodePart.Row row = part.rows().get(0);
      List<List<String>> cells = new ArrayList<>();
      cells.add(row.cells().get(0));
      cells.add(part.hospital().equals("h2") ? null : List.of("12"));
      masked.add(
          new NodePart(
              part.hospital(),
              part.layout(),
              List.of(new NodePart.Row(row.key(), cells)),
              0,
              part.cut(),
              part.patientsExcluded()));
    }
    Answer answer = plan(sql).finish(masked);
    assertThat(answer.rows().get(0).get(1)).isEqualTo(24L);
    assertThat(answer.partial()).containsExactly(new Answer.PartialRow(0, List.of("h2")));
    assertThat(answer.masked()).isEmpty();
  }

  @Test
  void foreignRepeatedAndMalformedPartsAreRefused() {
    String sql = "SELECT COUNT(*) FROM person";
    Plan plan = plan(sql);
    NodePart part = parts(sql).get(0);
    refused(plan, List.of(part, part));
    refused(plan("SELECT COUNT(*) FROM death"), List.of(part));
    refused(plan, List.of(with(part, List.of("x"), List.of("12"))));
    refused(plan, List.of(with(part, List.of(), List.of("12", "13"))));
    refused(plan, List.of(with(part, List.of(), List.of("1E2147483647"))));
    refused(plan, List.of(with(part, List.of(), List.of())));
  }

  private static NodePart with(NodePart part, List<String> key, List<String> cell) {
    return new NodePart(
        part.hospital(), part.layout(), List.of(new NodePart.Row(key, List.of(cell))), 0, 1, "0-9");
  }

  private static void refused(Plan plan, List<NodePart> parts) {
    assertThatThrownBy(() -> plan.finish(parts))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo(AskReason.PART_MISMATCH));
  }

  @Test
  void aSumTooLargeIsRefusedAndNeverWrong() {
    String sql = "SELECT SUM(year_of_birth) FROM person";
    NodePart part = parts(sql).get(0);
    String most = Long.toString(Long.MAX_VALUE);
    assertThat(plan(sql).finish(List.of(with(part, List.of(), List.of(most)))).rows().get(0))
        .containsExactly(Long.MAX_VALUE);
    List<NodePart> two =
        List.of(
            with(part, List.of(), List.of(most)),
            new NodePart(
                "h9",
                part.layout(),
                List.of(new NodePart.Row(List.of(), List.of(List.of("1")))),
                0,
                1,
                "0-9"));
    assertThatThrownBy(() -> plan(sql).finish(two))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo(AskReason.MERGE_FAILED));
  }

  @Test
  void averagesAndSpreadAreRoundedHalfEvenToSixPlaces() {
    String sql = "SELECT AVG(value_as_number), STDDEV_SAMP(value_as_number) FROM measurement";
    NodePart part = parts(sql).get(0);
    NodePart two =
        new NodePart(
            "h1",
            part.layout(),
            List.of(
                new NodePart.Row(List.of(), List.of(List.of("3", "2"), List.of("3", "6", "14")))),
            0,
            1,
            "0-9");
    assertThat(plan(sql).finish(List.of(two)).rows().get(0).toString()).isEqualTo("[0.666667, 1]");
  }

  @Test
  void plansAreKeptPerGrant() {
    String sql = "SELECT COUNT(*) FROM person";
    OmopSchema schema = OmopSchema.standard();
    PlanOutcome first = PLANNER.plan(sql, GoldenQuestionsTest.grant(10), schema);
    assertThat(PLANNER.plan(sql, GoldenQuestionsTest.grant(10), schema)).isSameAs(first);
    assertThat(PLANNER.plan(sql, GoldenQuestionsTest.grant(11), schema)).isNotSameAs(first);
    assertThat(PLANNER.plan(sql, ThreeHospitals.grant(10, "visit"), schema))
        .isInstanceOf(PlanOutcome.Refused.class);
    assertThat(first.orThrow().explain().zh()).contains("person").contains("10");
  }

  @Test
  void refusalsSayWhatWouldPass() {
    Map<String, String> expected =
        Map.of(
            "SELECT COUNT(*) FROM condition_occurence", "condition_occurrence",
            "SELECT COUNT(year_of_brith) FROM person", "year_of_birth",
            "SELECT COUNT(*) FROM drug_exposure", "medication",
            "SELECT COUNT(*) FROM person a, person b", "a.person_id = b.person_id");
    expected.forEach(
        (sql, words) -> {
          PlanOutcome outcome =
              PLANNER.plan(sql, GoldenQuestionsTest.grant(10), OmopSchema.standard());
          assertThat(((PlanOutcome.Refused) outcome).refusal().remedy().en()).contains(words);
          assertThat(((PlanOutcome.Refused) outcome).refusal().remedy().zh()).contains(words);
        });
  }
}
