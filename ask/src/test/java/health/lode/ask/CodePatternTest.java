package health.lode.ask;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.governance.rulebook.RowRule;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A pattern that lets a code slip through shows what the permit withholds. */
class CodePatternTest {
  private static final String[] PIECES = {
    "A", "B2", "F", "0", "9", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "^", "$", "|", "\\",
    "\\E", "\\d", "'", "\"", "/", "-", " ", "\n", "\t", "%", "_", "抗", "孕", "é", "𠮷"
  };

  @Test
  void theEngineFindsOnTheListExactlyWhatTheRuleDoes() throws SQLException {
    Random random = new Random(20261124);
    try (Connection engine = DriverManager.getConnection("jdbc:duckdb:")) {
      int matches = 0;
      for (int round = 0; round < 60; round++) {
        List<String> codes = texts(random, random.nextInt(6));
        List<String> prefixes = texts(random, random.nextInt(6));
        if (codes.isEmpty() && prefixes.isEmpty()) {
          continue;
        }
        RowRule rule =
            new RowRule(
                "list",
                Optional.empty(),
                new TreeSet<>(List.of("code")),
                new TreeSet<>(codes),
                prefixes);
        CodePattern pattern = new CodePattern();
        pattern.add(rule);
        List<String> values = texts(random, 30);
        for (String listed : List.copyOf(rule.codes())) {
          values.add(listed);
          values.add(listed + PIECES[random.nextInt(PIECES.length)]);
        }
        for (String prefix : prefixes) {
          values.add(prefix + PIECES[random.nextInt(PIECES.length)]);
          values.add(prefix.substring(0, prefix.offsetByCodePoints(prefix.length(), -1)));
        }
        String sql = "SELECT regexp_matches(?, " + Literals.text(pattern.toString()) + ")";
        for (String value : values) {
          boolean expected =
              rule.codes().contains(value) || prefixes.stream().anyMatch(value::startsWith);
          assertThat(found(engine, sql, value)).as("%s in %s", value, pattern).isEqualTo(expected);
          matches += expected ? 1 : 0;
        }
      }
      assertThat(matches).isGreaterThan(300);
    }
  }

  private static boolean found(Connection engine, String sql, String value) throws SQLException {
    try (PreparedStatement statement = engine.prepareStatement(sql)) {
      statement.setString(1, value);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static List<String> texts(Random random, int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(4); piece >= 0; piece--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      texts.add(text.toString().toUpperCase(java.util.Locale.ROOT));
    }
    return texts;
  }
}
