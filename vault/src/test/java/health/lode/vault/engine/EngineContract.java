package health.lode.vault.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.refusal.RefusedException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine promises; each engine's test extends it. */
abstract class EngineContract {
  private static final Limits LIMITS = new Limits(Duration.ofSeconds(20), 1000);

  /** An engine over a cut whose {@code measurement} has numbers 1 to 5, each of its own person. */
  abstract Engine engine();

  /** The schema of that cut. */
  abstract String cut();

  @Test
  void valuesHaveTheTypesAResultMayHold() {
    EngineResult result =
        engine()
            .run(
                "SELECT 1 AS whole, CAST(2 AS BIGINT) AS large, CAST(1.50 AS DECIMAL(38,10)) AS exact,"
                    + " CAST(0.5 AS DOUBLE) AS measured, '肺炎; --' AS words, DATE '2026-11-24' AS day,"
                    + " TIMESTAMP '2026-11-24 08:30:00' AS moment, 1 = 1 AS truth,"
                    + " CAST(NULL AS INTEGER) AS nothing",
                LIMITS);

    assertThat(result.columns())
        .containsExactly(
            "whole", "large", "exact", "measured", "words", "day", "moment", "truth", "nothing");
    assertThat(result.rows().get(0))
        .isEqualTo(
            Arrays.asList(
                1,
                2L,
                new BigDecimal("1.5000000000"),
                0.5,
                "肺炎; --",
                LocalDate.of(2026, 11, 24),
                LocalDateTime.of(2026, 11, 24, 8, 30),
                true,
                null));
  }

  @Test
  void aggregatesAreExact() {
    EngineResult result =
        engine()
            .run(
                "SELECT COUNT(DISTINCT person_id), SUM(CAST(value_as_number AS DECIMAL(38,10)))"
                    + " FROM "
                    + cut()
                    + ".measurement",
                LIMITS);
    assertThat(result.rows()).hasSize(1);
    assertThat(result.rows().get(0).get(0)).isEqualTo(5L);
    assertThat((BigDecimal) result.rows().get(0).get(1)).isEqualByComparingTo("15");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM measurement",
        "SELECT 1; DROP SCHEMA catalog CASCADE",
        "SELECT 'a' -- b",
        "SELECT E'\\'; DROP SCHEMA catalog CASCADE --'",
        "SELECT $$'$$; DROP SCHEMA catalog CASCADE --'",
        "SET threads = 1",
        "",
        "SELECT 'open",
      })
  void whatIsNoSingleSelectIsRefused(String sql) {
    assertRefused(sql, LIMITS, EngineReason.ENGINE_STATEMENT);
  }

  @Test
  void nothingIsEverWritten() {
    assertRefused(
        "WITH x AS (SELECT 1) DELETE FROM " + cut() + ".measurement",
        LIMITS,
        EngineReason.ENGINE_FAILED);
    assertThat(engine().run("SELECT COUNT(*) FROM " + cut() + ".measurement", LIMITS).rows())
        .containsExactly(List.of(5L));
  }

  @Test
  void errorsTellNothing() {
    assertRefused("SELECT CAST('secret' AS INTEGER)", LIMITS, EngineReason.ENGINE_FAILED);
    assertRefused("SELECT missing FROM nowhere", LIMITS, EngineReason.ENGINE_FAILED);
  }

  @Test
  void limitsHold() {
    assertRefused(
        "SELECT person_id FROM " + cut() + ".measurement",
        new Limits(Duration.ofSeconds(20), 4),
        EngineReason.ENGINE_ROWS);
    long before = System.nanoTime();
    assertRefused(
        "SELECT COUNT(*) FROM " + crossJoin(12),
        new Limits(Duration.ofMillis(200), 10),
        EngineReason.ENGINE_TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    // The engine is as good as before.
    assertThat(engine().run("SELECT 1", LIMITS).rows()).containsExactly(List.of(1));
  }

  private String crossJoin(int times) {
    List<String> tables =
        IntStream.range(0, times).mapToObj(i -> cut() + ".measurement m" + i).toList();
    StringBuilder sql =
        new StringBuilder(String.join(", ", tables)).append(" WHERE 0 < m0.person_id");
    for (int i = 1; i < times; i++) {
      sql.append(" + m").append(i).append(".person_id");
    }
    return sql.toString();
  }

  @Test
  void manyThreadsMayAsk() {
    List<CompletableFuture<EngineResult>> all =
        IntStream.range(0, 16)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> engine().run("SELECT " + i, LIMITS)))
            .toList();
    for (int i = 0; i < 16; i++) {
      assertThat(all.get(i).join().rows()).containsExactly(List.of(i));
    }
  }

  private void assertRefused(String sql, Limits limits, EngineReason reason) {
    assertThatThrownBy(() -> engine().run(sql, limits))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal().code()).isEqualTo(reason);
              assertThat(e.getMessage()).doesNotContain("secret").doesNotContain("nowhere");
              assertThat(e.getCause()).isNull();
            });
  }
}
