package health.lode.deidentify.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.deidentify.table.Table;
import health.lode.strict.StrictYaml;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  private static final byte[] SECRET = SyntheticRelease.secret(1);
  private static final byte[] SALT = new byte[16];
  private final Table table = SyntheticRelease.table(1000, 7);

  private static Table marked(Table table, String recipient) {
    return Fingerprint.mark(table, SyntheticRelease.policy(), SECRET, SALT, recipient).table();
  }

  @Test
  void onlyNamedColumnsChangeAndByNoMoreThanAllowed() {
    Fingerprint.Marked marked =
        Fingerprint.mark(table, SyntheticRelease.policy(), SECRET, SALT, "institute");
    assertThat(marked.table().names()).isEqualTo(table.names());
    for (String untouched : List.of("sex", "city", "ward", "diagnosis", "weight", "creatinine")) {
      for (int row = 0; row < table.rows(); row++) {
        assertThat(marked.table().column(untouched).at(row))
            .isEqualTo(table.column(untouched).at(row));
      }
    }
    for (Utility utility : marked.utility()) {
      long changed = 0;
      for (int row = 0; row < table.rows(); row++) {
        String before = table.column(utility.column()).at(row);
        String after = marked.table().column(utility.column()).at(row);
        changed += before.equals(after) ? 0 : 1;
        double allowed =
            switch (utility.column()) {
              case "admitted" -> 2;
              case "paid" -> 0.05;
              default -> 1;
            };
        MarkPolicy.MarkColumn column =
            SyntheticRelease.policy().column(utility.column()).orElseThrow();
        assertThat(column.mark().distance(before, after)).isLessThanOrEqualTo(allowed + 1e-9);
      }
      assertThat(utility.changed()).as(utility.column()).isEqualTo(changed);
      assertThat(utility.cells()).isEqualTo(1000);
    }
  }

  /** The same rows in another release: elsewhere, in another order, among others. */
  @Test
  void theSameRowGetsTheSameMarksForTheSameRecipient() {
    Set<List<String>> whole = new HashSet<>(Attack.rows(marked(table, "institute")));
    Table later = Attack.sampled(table, 0.5, new Random(4));
    List<List<String>> again = Attack.rows(marked(later, "institute"));
    long same = again.stream().filter(whole::contains).count();
    // Where the range of a column shrank with the rows, a value at its end may move otherwise.
    assertThat(same).isGreaterThan(again.size() * 98L / 100);
    List<List<String>> other = Attack.rows(marked(later, "company"));
    assertThat(other.stream().filter(whole::contains).count()).isZero();
  }

  @Test
  void pseudonymsStayDistinctAndJoinAcrossTables() {
    Table marked = marked(table, "institute");
    assertThat(new HashSet<>(values(marked))).hasSameSizeAs(new HashSet<>(values(table)));
    // An events' table whose column has another name, of the same domain.
    MarkPolicy events =
        MarkPolicy.read(
            StrictYaml.read(
                """
                rows: [who]
                columns:
                  - {column: who, role: pseudonym, letters: 4, domain: patient}
                """));
    Table.Builder builder = new Table.Builder(List.of("who"));
    values(table).forEach(builder::row);
    Table joined = Fingerprint.mark(builder.build(), events, SECRET, SALT, "institute").table();
    for (int row = 0; row < table.rows(); row++) {
      assertThat(joined.column("who").at(row)).isEqualTo(marked.column("patient").at(row));
    }
  }

  private static List<String> values(Table table) {
    return Attack.rows(table).stream().map(row -> row.get(0)).toList();
  }

  /** Two pseudonyms that differ only where marks stand would become one patient. */
  @Test
  void pseudonymsOfOneStemAreLeftAlone() {
    Table.Builder builder = new Table.Builder(List.of("patient"));
    builder.row("123456000").row("123456001").row("999999000");
    MarkPolicy policy =
        MarkPolicy.read(
            StrictYaml.read(
                "rows: [patient]\ncolumns: [{column: patient, role: pseudonym, digits: 3}]"));
    Table table = builder.build();
    for (int recipient = 0; recipient < 20; recipient++) {
      Table marked = Fingerprint.mark(table, policy, SECRET, SALT, "r" + recipient).table();
      assertThat(marked.column("patient").at(0)).isEqualTo("123456000");
      assertThat(marked.column("patient").at(1)).isEqualTo("123456001");
      assertThat(marked.column("patient").at(2)).startsWith("999999");
    }
  }

  @Test
  void aTableWithTooLittleToMarkSaysSo() {
    MarkPolicy policy =
        MarkPolicy.read(
            StrictYaml.read(
                """
                rows: [patient]
                columns:
                  - {column: birth_year, role: demographic, change: 1}
                """));
    Capacity few =
        Fingerprint.mark(SyntheticRelease.table(60, 3), policy, SECRET, SALT, "r").capacity();
    assertThat(few.enough(100)).isFalse();
    assertThat(few.slots()).isLessThanOrEqualTo(60);
    // However many rows: without a fallback nothing is left once the pseudonym is gone.
    Capacity oneKey =
        Fingerprint.mark(SyntheticRelease.table(3000, 3), policy, SECRET, SALT, "r").capacity();
    assertThat(oneKey.enough(100)).isFalse();
    assertThat(oneKey.weakest().logOdds()).isZero();
    assertThat(oneKey.scenarios().get(1).names(100, 1e-6)).isTrue();
    Capacity enough =
        Fingerprint.mark(
                SyntheticRelease.table(2000, 3), SyntheticRelease.policy(), SECRET, SALT, "r")
            .capacity();
    assertThat(enough.enough(100)).isTrue();
    assertThat(enough.absent()).isEmpty();
  }

  @Test
  void aTableWithoutTheColumnsIsRefused() {
    Table other = table.select(List.of("sex", "city"));
    assertThatThrownBy(() -> marked(other, "institute"))
        .hasMessageStartingWith("MARK_COLUMN_MISSING");
  }

  @Test
  void noValueLeavesItsColumnsRange() {
    Table marked = marked(table, "institute");
    assertThat(years(marked).min().orElseThrow())
        .isGreaterThanOrEqualTo(years(table).min().orElseThrow());
    assertThat(years(marked).max().orElseThrow())
        .isLessThanOrEqualTo(years(table).max().orElseThrow());
  }

  private static java.util.stream.IntStream years(Table table) {
    return Attack.rows(table).stream().mapToInt(row -> Integer.parseInt(row.get(2)));
  }
}
