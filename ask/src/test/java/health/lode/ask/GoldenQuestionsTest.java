package health.lode.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.permit.Grant;
import health.lode.vault.record.OmopSchema;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each case of golden.yaml: refused with its code; or answered, equal to an independent statement
 * over the permitted rows, and the same from three hospitals as from one that holds all.
 */
class GoldenQuestionsTest {
  private static final int MINIMUM = 10;
  private static final Planner PLANNER = new Planner();
  private static final OmopSchema SCHEMA = OmopSchema.standard();
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

  static Grant grant(int minimum) {
    return ThreeHospitals.grant(
        minimum, "demographics", "visit", "diagnosis", "laboratory", "mortality");
  }

  @TestFactory
  Stream<DynamicTest> golden() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in = getClass().getResourceAsStream("golden.yaml")) {
      for (JsonNode test : new YAMLMapper().readTree(in)) {
        tests.add(
            DynamicTest.dynamicTest(
                test.get("id").asText(),
                () -> {
                  if (test.has("refused")) {
                    refused(test.get("sql").asText(), test.get("refused").asText());
                  } else {
                    answered(
                        test.get("sql").asText(),
                        test.path("expect").asText(test.get("sql").asText()),
                        test.path("ordered").asBoolean(false),
                        test.path("single").asBoolean(false));
                  }
                }));
      }
    }
    assertThat(tests.size()).isGreaterThanOrEqualTo(60);
    return tests.stream();
  }

  private static void refused(String sql, String code) {
    PlanOutcome outcome =
        PLANNER.plan(sql.replace("LONG", "1950, ".repeat(4000) + "1"), grant(MINIMUM), SCHEMA);
    if (!(outcome instanceof PlanOutcome.Refused refused)) {
      fail("planned: " + sql);
      return;
    }
    assertThat(refused.refusal().code().name())
        .as(refused.refusal().reason().en() + " " + refused.refusal().remedy().en())
        .isEqualTo(code);
  }

  private static void answered(String sql, String expect, boolean ordered, boolean single) {
    Plan plan = PLANNER.plan(sql, grant(MINIMUM), SCHEMA).orThrow();
    Answer answer = plan.finish(List.of(data.part(plan, "pool", MINIMUM)));
    List<List<Object>> expected = data.query(expect);
    assertThat(expected).as("the case shows something").isNotEmpty();
    assertSame(comparable(answer.rows(), ordered), comparable(expected, ordered));
    assertThat(answer.masked()).isEmpty();
    assertThat(answer.partial()).isEmpty();

    if (single) {
      assertThat(plan.refusalFor(3).orElseThrow().code())
          .isEqualTo(AskReason.DISTINCT_ACROSS_HOSPITALS);
      return;
    }
    Plan open = PLANNER.plan(sql, grant(1), SCHEMA).orThrow();
    Plan hub = PLANNER.planForMerge(sql, SCHEMA).orThrow();
    List<NodePart> parts = new ArrayList<>();
    for (String hospital : ThreeHospitals.HOSPITALS) {
      NodePart part = data.part(open, hospital, 1);
      parts.add(NodePart.fromJson(CanonicalJson.parse(CanonicalJson.encode(part.toJson()))));
    }
    Answer merged = hub.finish(parts);
    Answer pooled = open.finish(List.of(data.part(open, "pool", 1)));
    assertThat(merged.rows()).isEqualTo(pooled.rows());
  }

  /** Figures agree to six places: the independent statement sums in binary fractions. */
  private static void assertSame(List<List<String>> rows, List<List<String>> expected) {
    assertThat(rows).hasSameSizeAs(expected);
    for (int r = 0; r < rows.size(); r++) {
      assertThat(rows.get(r))
          .as("%s beside %s", rows.get(r), expected.get(r))
          .hasSameSizeAs(expected.get(r));
      for (int c = 0; c < rows.get(r).size(); c++) {
        String value = rows.get(r).get(c);
        String wanted = expected.get(r).get(c);
        if (value.matches("-?[0-9]+(\\.[0-9]+)?") && wanted.matches("-?[0-9]+(\\.[0-9]+)?")) {
          assertThat(new BigDecimal(value))
              .as("%s beside %s", rows.get(r), expected.get(r))
              .isCloseTo(new BigDecimal(wanted), within(new BigDecimal("0.000002")));
        } else {
          assertThat(value).isEqualTo(wanted);
        }
      }
    }
  }

  private static List<List<String>> comparable(List<? extends List<?>> rows, boolean ordered) {
    List<List<String>> texts = new ArrayList<>();
    for (List<?> row : rows) {
      List<String> cells = new ArrayList<>();
      for (Object value : row) {
        cells.add(
            value instanceof Number
                ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString()
                : String.valueOf(value));
      }
      texts.add(cells);
    }
    if (!ordered) {
      texts.sort(Comparator.comparing(Object::toString));
    }
    return texts;
  }
}
