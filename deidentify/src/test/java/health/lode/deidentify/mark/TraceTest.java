package health.lode.deidentify.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.deidentify.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Attacks on the marks. A hundred recipients have the same table; the copy is recipient 0's unless
 * it says otherwise. Attack model: docs/spec/fingerprint.md.
 */
class TraceTest {
  private static final int ROWS = 2000;
  private static final byte[] SECRET = SyntheticRelease.secret(1);
  private static final byte[] SALT = new byte[16];
  private static final Table TABLE = SyntheticRelease.table(ROWS, 7);
  private static final Table MINE = marked(SECRET, 0);
  private static final Register REGISTER = register(100);

  private final Random random = new Random(11);
  private final Table half = Attack.sampled(MINE, 0.5, random);

  private static Table marked(byte[] secret, int recipient) {
    return Fingerprint.mark(TABLE, SyntheticRelease.policy(), secret, SALT, "r" + recipient)
        .table();
  }

  private static Register register(int recipients) {
    Release first =
        Release.of("R0", "r0", Instant.EPOCH, TABLE, SyntheticRelease.policy(), SECRET, SALT);
    List<Release> releases = new ArrayList<>();
    for (int i = 0; i < recipients; i++) {
      releases.add(
          new Release(
              "R" + i,
              "r" + i,
              Instant.EPOCH,
              first.key(),
              first.rows(),
              first.marks(),
              first.columns(),
              first.rowKeys()));
    }
    return Register.of(SALT, releases);
  }

  private static List<String> named(Table copy) {
    return Trace.of(copy, REGISTER, List.of(SECRET), Trace.Options.STANDARD).named().stream()
        .map(Trace.Suspect::recipient)
        .toList();
  }

  @TestFactory
  List<DynamicTest> theRecipientAloneIsNamed() {
    Table bare = Attack.without(half, "patient");
    List<DynamicTest> tests = new ArrayList<>();
    attack(tests, "whole", MINE);
    attack(tests, "sorted", Attack.sorted(MINE, "weight"));
    attack(tests, "half of the rows", half);
    attack(tests, "a fifth of the rows", Attack.sampled(MINE, 0.2, random));
    attack(tests, "one row in twenty", Attack.sampled(MINE, 0.05, random));
    for (String column : SyntheticRelease.NAMES) {
      attack(tests, "half without " + column, Attack.without(half, column));
      if (!column.equals("patient")) {
        attack(tests, "half without patient, " + column, Attack.without(bare, column));
      }
    }
    attack(tests, "three marked columns gone", Attack.without(bare, "paid", "admitted"));
    attack(tests, "only pseudonyms are left", half.select(List.of("patient")));
    attack(
        tests,
        "years rounded to ten",
        Attack.changed(bare, "birth_year", v -> Integer.parseInt(v) / 10 * 10 + ""));
    attack(
        tests,
        "money rounded to whole",
        Attack.changed(bare, "paid", v -> Math.round(Double.parseDouble(v)) + ""));
    attack(
        tests,
        "years moved by -1, 0 or 1",
        Attack.changed(bare, "birth_year", v -> Integer.parseInt(v) + random.nextInt(3) - 1 + ""));
    attack(
        tests,
        "weights written otherwise and rounded",
        Attack.changed(
            bare,
            "weight",
            v -> String.format("%.3f", (double) Math.round(Double.parseDouble(v)))));
    attack(tests, "one marked column shuffled", Attack.permuted(bare, "birth_year", random));
    attack(tests, "new pseudonyms", Attack.changed(half, "patient", v -> "P" + v.hashCode()));
    attack(
        tests,
        "among four times as many foreign rows",
        Attack.together(half, SyntheticRelease.table(4 * ROWS, 9)));
    attack(tests, "columns renamed", Attack.renamed(half, name -> "x" + name.hashCode()));
    return tests;
  }

  private static void attack(List<DynamicTest> tests, String name, Table copy) {
    tests.add(DynamicTest.dynamicTest(name, () -> assertThat(named(copy)).containsExactly("r0")));
  }

  @TestFactory
  List<DynamicTest> nobodyIsNamed() {
    List<DynamicTest> tests = new ArrayList<>();
    innocent(tests, "the table before marking", TABLE);
    innocent(tests, "another table of the same form", SyntheticRelease.table(ROWS, 8));
    innocent(tests, "marked under another secret", marked(SyntheticRelease.secret(2), 0));
    innocent(tests, "marked for a recipient who is not in the register", marked(SECRET, 4711));
    innocent(tests, "columns of no use", half.select(List.of("sex", "creatinine")));
    innocent(
        tests, "all years, days and sums gone", half.select(List.of("sex", "city", "diagnosis")));
    innocent(tests, "three rows", Attack.sampled(Attack.without(MINE, "patient"), 0.0015, random));
    return tests;
  }

  private static void innocent(List<DynamicTest> tests, String name, Table copy) {
    tests.add(DynamicTest.dynamicTest(name, () -> assertThat(named(copy)).isEmpty()));
  }

  /** Every strength of collusion that docs/spec/fingerprint.md promises at this size. */
  @TestFactory
  List<DynamicTest> colludersAreNamedAndNobodyElse() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int many = 2; many <= 3; many++) {
      List<String> guilty = new ArrayList<>();
      List<Table> copies = new ArrayList<>();
      List<Table> bare = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        guilty.add("r" + i);
        copies.add(marked(SECRET, i));
        bare.add(Attack.without(copies.get(i), "patient"));
      }
      colluding(
          tests, many + " mix rows", guilty, Attack.colluded(copies, true, Attack::any, random));
      colluding(
          tests, many + " mix cells", guilty, Attack.colluded(copies, false, Attack::any, random));
      colluding(
          tests,
          many + " mix rows, half of them, without pseudonyms",
          guilty,
          Attack.sampled(Attack.colluded(bare, true, Attack::any, random), 0.5, random));
      colluding(
          tests,
          many + " put their copies one after the other",
          guilty,
          Attack.together(copies.toArray(Table[]::new)));
    }
    List<String> three = List.of("r0", "r1", "r2");
    List<Table> bare =
        List.of(0, 1, 2).stream().map(i -> Attack.without(marked(SECRET, i), "patient")).toList();
    colluding(
        tests, "the rarest value", three, Attack.colluded(bare, false, Attack::rarest, random));
    colluding(
        tests,
        "the commonest value",
        three,
        Attack.colluded(bare, false, Attack::commonest, random));
    return tests;
  }

  private static void colluding(
      List<DynamicTest> tests, String name, List<String> guilty, Table copy) {
    tests.add(
        DynamicTest.dynamicTest(
            name, () -> assertThat(named(copy)).containsExactlyInAnyOrderElementsOf(guilty)));
  }

  /** What an auditor reads of a mixed copy. */
  @Test
  void aMixedCopyIsSeenAsMixed() {
    Table mixed =
        Attack.colluded(List.of(MINE, marked(SECRET, 1)), true, Attack::any, random);
    Trace trace = Trace.of(mixed, REGISTER, List.of(SECRET), Trace.Options.STANDARD);
    assertThat(trace.evidence().leakers()).isEqualTo(2);
    assertThat(
            Trace.of(MINE, REGISTER, List.of(SECRET), Trace.Options.STANDARD)
                .evidence()
                .leakers())
        .isEqualTo(1);
  }

  @Test
  void theReleaseThatHoldsTheRowsComesFirst() {
    MarkPolicy policy = SyntheticRelease.policy();
    Table other = SyntheticRelease.table(ROWS, 21);
    Register register =
        Register.of(SALT, List.of())
            .with(Release.of("old", "r0", Instant.EPOCH, other, policy, SECRET, SALT))
            .with(Release.of("new", "r0", Instant.EPOCH, TABLE, policy, SECRET, SALT))
            .with(Release.of("theirs", "r1", Instant.EPOCH, TABLE, policy, SECRET, SALT));
    Trace trace = Trace.of(half, register, List.of(SECRET), Trace.Options.STANDARD);
    assertThat(trace.named()).hasSize(1);
    assertThat(trace.named().get(0).releases().keySet()).containsExactly("new", "old");
    assertThat(trace.named().get(0).releases()).containsEntry("new", 1.0).containsEntry("old", 0.0);
  }

  /** Releases with other marks are read in their own way, and share the odds. */
  @Test
  void releasesOfTwoPoliciesAreBothLookedFor() {
    MarkPolicy years =
        MarkPolicy.read(
            health.lode.strict.StrictYaml.read(
                "rows: [patient]\ncolumns: [{column: birth_year, role: demographic, change: 1}]"));
    Register register =
        REGISTER.with(Release.of("years", "late", Instant.EPOCH, TABLE, years, SECRET, SALT));
    Table late = Fingerprint.mark(TABLE, years, SECRET, SALT, "late").table();
    Trace trace = Trace.of(late, register, List.of(SECRET), Trace.Options.STANDARD);
    assertThat(trace.candidates()).isEqualTo(101);
    assertThat(trace.named()).extracting(Trace.Suspect::recipient).containsExactly("late");
    assertThat(Trace.of(MINE, register, List.of(SECRET), Trace.Options.STANDARD).named())
        .extracting(Trace.Suspect::recipient)
        .containsExactly("r0");
  }

  @Test
  void aKeyThatMarkedNothingIsRefused() {
    assertThatThrownBy(
            () ->
                Trace.of(
                    MINE, REGISTER, List.of(SyntheticRelease.secret(5)), Trace.Options.STANDARD))
        .hasMessageStartingWith("TRACE_KEY_WRONG");
    // An older version of the key beside a newer one is found.
    Trace trace =
        Trace.of(
            MINE, REGISTER, List.of(SyntheticRelease.secret(5), SECRET), Trace.Options.STANDARD);
    assertThat(trace.named()).hasSize(1);
  }

  @Test
  void aPersonMaySayWhatAColumnIsCalledNow() {
    Table renamed = Attack.renamed(half, name -> name.equals("patient") ? "谁" : name);
    Trace.Options said = new Trace.Options(1e-6, Map.of("patient", "谁"));
    Trace trace = Trace.of(renamed, REGISTER, List.of(SECRET), said);
    assertThat(trace.evidence().renamed()).isEqualTo(Map.of("patient", "谁"));
    assertThat(trace.named()).hasSize(1);
    Trace.Options wrong = new Trace.Options(1e-6, Map.of("patient", "nowhere"));
    assertThatThrownBy(() -> Trace.of(renamed, REGISTER, List.of(SECRET), wrong))
        .hasMessageStartingWith("TRACE_COLUMN_UNKNOWN");
  }

  @Test
  void anEmptyRegisterNamesNobody() {
    Trace trace =
        Trace.of(MINE, Register.of(SALT, List.of()), List.of(SECRET), Trace.Options.STANDARD);
    assertThat(trace.suspects()).isEmpty();
    assertThat(trace.named()).isEmpty();
  }
}
