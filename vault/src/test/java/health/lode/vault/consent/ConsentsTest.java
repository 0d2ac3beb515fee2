package health.lode.vault.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.governance.ConsentRecorded;
import health.lode.governance.consent.Choice;
import health.lode.governance.consent.Opening;
import health.lode.governance.rulebook.ConsentMode;
import health.lode.refusal.RefusedException;
import health.lode.vault.cut.Intakes;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsentsTest {
  private static final Set<String> DIAGNOSIS = Set.of("diagnosis");

  @Test
  void aWithdrawalLeavesEveryCutAtOnce(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      for (String patient : new String[] {"a", "b", "c", "d"}) {
        vault.fact("condition_occurrence", 1, "c" + patient, patient);
        vault.fact("measurement", 1, "m" + patient, patient);
      }
      vault.publish();
      vault.fact("procedure_occurrence", 1, "p", "a");
      vault.publish();

      Consents.Taken taken =
          vault.consents.take(
              vault.connection, batch("B1", object("b", "research", "*"), object("c", "*", "*")));

      assertThat(taken).isEqualTo(new Consents.Taken(2, 2));
      ConsentFilter research = filter(vault, "research", ConsentMode.OPT_OUT);
      ConsentFilter care = filter(vault, "quality", ConsentMode.OPT_OUT);
      assertThat(research.excludedPersons()).isEqualTo(2);
      assertThat(care.excludedPersons()).isEqualTo(1);
      for (String cut : new String[] {"cut_1", "cut_2"}) {
        assertThat(read(vault, cut + ".condition_occurrence", research)).containsExactly("1", "4");
        assertThat(read(vault, cut + ".measurement", research)).containsExactly("1", "4");
        assertThat(read(vault, cut + ".person", care)).containsExactly("1", "2", "4");
      }
      // The next cut is sorted by class again, and holds the same figures.
      String before = vault.cuts.latest(vault.connection).orElseThrow().manifestHash();
      vault.fact("procedure_occurrence", 1, "p2", "b");
      assertThat(vault.publish().manifestHash()).isNotEqualTo(before);
      assertThat(vault.rows("SELECT person_id FROM cut_3.measurement"))
          .containsExactly("1", "4", "2", "3");
      assertThat(read(vault, "cut_3.procedure_occurrence", research)).containsExactly("1");
    }
  }

  @Test
  void manifestsDoNotDependOnChoices(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      vault.fact("measurement", 1, "m", "a");
      String before = vault.publish().manifestHash();
      vault.consents.take(vault.connection, batch("B1", object("a", "*", "*")));
      vault.execute("UPDATE catalog.cut SET state = 'unknown'");

      assertThat(vault.publish().manifestHash()).isEqualTo(before);
      assertThat(read(vault, "cut_2.measurement", filter(vault, "x", ConsentMode.OPT_OUT)))
          .isEmpty();
    }
  }

  @Test
  void choicesOfPatientsNotMetYetHoldFromTheirFirstFactOn(@TempDir Path folder)
      throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      vault.fact("measurement", 1, "m", "a");
      vault.publish();
      assertThat(vault.consents.take(vault.connection, batch("B1", object("late", "*", "*"))))
          .isEqualTo(new Consents.Taken(1, 0));
      vault.fact("measurement", 1, "m2", "late");
      vault.publish();

      assertThat(read(vault, "cut_2.measurement", filter(vault, "x", ConsentMode.OPT_OUT)))
          .containsExactly("1");
    }
  }

  @Test
  void anObjectionFollowsThePersonThroughLinks(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      vault.fact("measurement", 1, "m", "a");
      vault.fact("measurement", 1, "m2", "b");
      vault.publish();
      vault.consents.take(vault.connection, batch("B1", object("b", "*", "*")));
      vault.merge(1, "a", "b");
      vault.publish();

      ConsentFilter filter = filter(vault, "x", ConsentMode.OPT_OUT);
      assertThat(read(vault, "cut_2.measurement", filter)).isEmpty();
      // In the older cut they are two, but the human being has objected.
      assertThat(read(vault, "cut_1.measurement", filter)).isEmpty();

      vault.consents.take(vault.connection, batch("B2", opening("a", "*", "*", Choice.AGREE)));
      ConsentFilter after = filter(vault, "x", ConsentMode.OPT_OUT);
      assertThat(read(vault, "cut_1.measurement", after)).containsExactly("1", "2");
      assertThat(read(vault, "cut_2.measurement", after)).containsExactly("1", "1");
    }
  }

  @Test
  void optInNeedsAgreementAndNoneNeedsNothing(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      for (String patient : new String[] {"silent", "agreed", "objected"}) {
        vault.fact("measurement", 1, "m" + patient, patient);
      }
      vault.publish();
      vault.consents.take(
          vault.connection,
          batch(
              "B1",
              opening("agreed", "training", "diagnosis", Choice.AGREE),
              object("objected", "training", "*")));

      assertThat(read(vault, "cut_1.measurement", filter(vault, "training", ConsentMode.OPT_IN)))
          .containsExactly("2");
      assertThat(read(vault, "cut_1.measurement", filter(vault, "training", ConsentMode.OPT_OUT)))
          .containsExactly("1", "2");
      assertThat(read(vault, "cut_1.measurement", filter(vault, "training", ConsentMode.NONE)))
          .containsExactly("1", "2", "3");
    }
  }

  @Test
  void batchesAreTakenOnceAndMissedWhenMissing(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      vault.fact("measurement", 1, "m", "a");
      vault.publish();
      ConsentBatch batch = batch("B1", object("a", "*", "*"));
      ConsentRecorded entry = new ConsentRecorded("B1", batch.root(), 1, Instant.EPOCH);
      assertThat(vault.consents.standing(vault.connection).incomplete(List.of(entry)))
          .hasValueSatisfying(
              r -> assertThat(r.code()).isEqualTo(ConsentReason.CONSENT_INCOMPLETE));

      ConsentBatch fromJournal = ConsentBatch.decode(batch.encode());
      assertThat(fromJournal.root()).isEqualTo(batch.root());
      vault.consents.take(vault.connection, fromJournal);
      vault.consents.take(vault.connection, fromJournal);

      assertThat(vault.rows("SELECT count(*) FROM catalog.consent_opening")).containsExactly("1");
      assertThat(vault.consents.standing(vault.connection).incomplete(List.of(entry))).isEmpty();
      assertThatThrownBy(
              () -> vault.consents.take(vault.connection, batch("B1", object("z", "*", "*"))))
          .isInstanceOfSatisfying(
              RefusedException.class,
              e -> assertThat(e.refusal().code()).isEqualTo(ConsentReason.CONSENT_BATCH_DIFFERS));
    }
  }

  @Test
  void conditionsAreTheFewestRanges() {
    assertThat(ConsentFilter.of(new java.util.TreeSet<>(), 3).condition("c")).isEqualTo("FALSE");
    assertThat(ConsentFilter.of(new java.util.TreeSet<>(Set.of(0)), 0).condition("c"))
        .isEqualTo("c = 0");
    assertThat(
            ConsentFilter.of(new java.util.TreeSet<>(Set.of(0, 1, 2, 5, 7, 8)), 0).condition("c"))
        .isEqualTo("(c BETWEEN 0 AND 2 OR c = 5 OR c BETWEEN 7 AND 8)");
  }

  private static ConsentFilter filter(Intakes vault, String purpose, ConsentMode mode)
      throws SQLException {
    return vault.consents.standing(vault.connection).filter(purpose, DIAGNOSIS, mode);
  }

  private static List<String> read(Intakes vault, String table, ConsentFilter filter)
      throws SQLException {
    return vault.rows(
        "SELECT person_id FROM "
            + table
            + " WHERE "
            + filter.condition("consent_class")
            + " ORDER BY 1");
  }

  private static ConsentBatch batch(String id, Opening... openings) {
    return new ConsentBatch(id, List.of(openings));
  }

  private static Opening object(String patient, String purpose, String category) {
    return opening(patient, purpose, category, Choice.OBJECT);
  }

  private static Opening opening(String patient, String purpose, String category, Choice choice) {
    return new Opening(
        new byte[Opening.SALT_BYTES],
        Consents.patient(Intakes.key(1, patient)),
        purpose,
        category,
        choice,
        false);
  }
}
