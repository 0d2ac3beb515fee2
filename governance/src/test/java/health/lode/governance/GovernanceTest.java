package health.lode.governance;

import static health.lode.governance.Offices.COMMISSION;
import static health.lode.governance.Offices.ETHICS;
import static health.lode.governance.Offices.INFORMATION;
import static health.lode.governance.Offices.NOW;
import static health.lode.governance.Offices.PERMIT;
import static health.lode.governance.Offices.RESEARCHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitSignature;
import health.lode.governance.permit.PermitState;
import health.lode.governance.rulebook.Grade;
import health.lode.governance.rulebook.Rulebook;
import health.lode.signing.SigningKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fold, and the events it does not believe. */
final class GovernanceTest {
  private final Offices hospital = new Offices();

  static List<Event> impossible() {
    Offices offices = new Offices();
    Permit permit = Permit.fromYaml(PERMIT);
    PermitId id = permit.id();
    PermitSignature signature =
        offices.state().document(permit, ETHICS).sign(offices.keyOf(ETHICS));
    String text = Rulebook.starterText();
    RulebookAdopted adopted =
        RulebookAdopted.of(Offices.HOSPITAL, text, INFORMATION, offices.keyOf(INFORMATION), NOW);
    return List.of(
        new HomeCreated("again", HomeKind.NODE, NOW),
        new PartyUnpinned(PartyId.of("hospital/nobody"), NOW),
        new PermitSigned(id, signature, NOW),
        new PermitRequested(permit, "00".repeat(32), NOW),
        new QuestionAccepted("q", id, permit.hash(), "00", RESEARCHER, 1, NOW),
        new QuestionAnswered("q", "00", 1, 0, NOW),
        new CaptureCompleted("his", 10, 8, 1, 0, 0, 1, 100, NOW),
        new RulebookAdopted(adopted.hash(), text + " ", INFORMATION, adopted.signature(), NOW),
        new RulebookAdopted(adopted.hash(), text, COMMISSION, adopted.signature(), NOW),
        RulebookAdopted.of("第二医院", text, INFORMATION, offices.keyOf(INFORMATION), NOW),
        RulebookAdopted.of(Offices.HOSPITAL, text, INFORMATION, Offices.key(66), NOW),
        RulebookAdopted.of(
            Offices.HOSPITAL, "rules: []", INFORMATION, offices.keyOf(INFORMATION), NOW));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void anImpossibleEventIsRefusedAndChangesNothing(Event event) {
    long before = hospital.state().size();
    assertThatThrownBy(() -> hospital.enter(event))
        .hasMessageMatching(
            "(EVENT_IMPOSSIBLE|EVENT_SIGNATURE_INVALID|PARTY_UNKNOWN|RULEBOOK_UNREADABLE).*");
    assertThat(hospital.state().size()).isEqualTo(before);
  }

  @Test
  void eventsComeInOrderAndTheHomeComesFirst() {
    assertThatThrownBy(
            () -> Governance.empty().apply(0, new HubJoined("f", "https://hub.example", NOW)))
        .hasMessageContaining("EVENT_IMPOSSIBLE");
    assertThatThrownBy(() -> Governance.empty().apply(1, new HomeCreated("h", HomeKind.NODE, NOW)))
        .hasMessageContaining("EVENT_IMPOSSIBLE");
  }

  @Test
  void anEarlierStateIsLeftAsItWas() {
    Governance before = hospital.state();
    Permit permit = hospital.request(PERMIT);

    assertThat(before.permit(permit.id())).isEmpty();
    assertThat(hospital.state().permit(permit.id())).isPresent();
    assertThat(before.parties().find(ETHICS)).isPresent();
    assertThat(hospital.state().parties().singleOperator()).isTrue();
  }

  @Test
  void questionsAreMeteredPerPermit() {
    Permit permit = hospital.request(PERMIT);
    hospital.enter(accepted("a", permit));
    hospital.enter(accepted("b", permit));
    assertThatThrownBy(() -> hospital.enter(accepted("b", permit)))
        .hasMessageContaining("EVENT_IMPOSSIBLE");
    hospital.enter(new QuestionAnswered("a", "00", 12, 3, NOW));
    hospital.enter(new QuestionRefused("b", Optional.empty(), "ENGINE_TIMEOUT", NOW));
    hospital.enter(new QuestionRefused("c", Optional.of(permit.id()), "SQL_NO_SELECT", NOW));
    hospital.enter(
        new QuestionRefused(
            "d", Optional.of(PermitId.of("P-000000000000")), "PERMIT_UNKNOWN", NOW));

    var usage = hospital.state().permit(permit.id()).orElseThrow().usage();
    assertThat(usage.accepted()).isEqualTo(2);
    assertThat(usage.answered()).isEqualTo(1);
    assertThat(usage.refused()).isEqualTo(2);
    assertThat(hospital.state().openQuestions()).isEmpty();
    assertThatThrownBy(() -> hospital.enter(new QuestionAnswered("a", "00", 12, 3, NOW)))
        .hasMessageContaining("EVENT_IMPOSSIBLE");
  }

  @Test
  void aReleaseLeavesOnceAndOnlyAfterItWasAccepted() {
    Permit permit = hospital.request(PERMIT);
    ReleaseMade made = new ReleaseMade("R-1", "00", "11", Grade.L3, 40, 400, NOW);
    impossible(made);
    hospital.enter(released("R-1", permit));
    impossible(released("R-1", permit));
    assertThat(hospital.state().releasesThatLeft()).isEmpty();
    hospital.enter(made);
    impossible(made);
    impossible(new ReleaseRefused("R-1", Optional.empty(), "RELEASE_GRADE_BELOW", NOW));
    hospital.enter(released("R-2", permit));
    hospital.enter(new ReleaseRefused("R-2", Optional.empty(), "RELEASE_GRADE_BELOW", NOW));
    impossible(new ReleaseMade("R-2", "00", "11", Grade.L3, 40, 400, NOW));
    hospital.enter(new ReleaseRefused("R-3", Optional.of(permit.id()), "PERMIT_UNSIGNED", NOW));

    assertThat(hospital.state().releasesThatLeft().keySet()).containsExactly("R-1");
    var usage = hospital.state().permit(permit.id()).orElseThrow().usage();
    assertThat(usage.accepted()).isEqualTo(2);
    assertThat(usage.answered()).isEqualTo(1);
    assertThat(usage.refused()).isEqualTo(2);
    ReleaseAccepted other =
        new ReleaseAccepted("R-4", permit.id(), "00".repeat(32), "00", RESEARCHER, 1, NOW);
    impossible(other);
  }

  @Test
  void aPseudonymIsUndoneOnlyByAHospitalsOfficeThatSignedThePermit() {
    Permit permit = hospital.request(PERMIT);
    hospital.sign(permit, INFORMATION);
    hospital.enter(released("R-1", permit));
    impossible(undone(INFORMATION, hospital.keyOf(INFORMATION)));
    hospital.enter(new ReleaseMade("R-1", "00", "11", Grade.L3, 40, 400, NOW));
    impossible(undone(ETHICS, hospital.keyOf(ETHICS)));
    impossible(undone(INFORMATION, hospital.keyOf(ETHICS)));
    impossible(undone(COMMISSION, hospital.keyOf(COMMISSION)));
    long looks = hospital.state().looks();
    hospital.enter(undone(INFORMATION, hospital.keyOf(INFORMATION)));
    assertThat(hospital.state().looks()).isEqualTo(looks + 1);
  }

  private void impossible(Event event) {
    assertThatThrownBy(() -> hospital.enter(event))
        .hasMessageMatching("(EVENT_IMPOSSIBLE|EVENT_SIGNATURE_INVALID).*");
  }

  private static PseudonymUndone undone(PartyId office, SigningKey key) {
    return PseudonymUndone.of(Offices.HOSPITAL, "R-1", office, "00", "recall of a drug", key, NOW);
  }

  private static ReleaseAccepted released(String id, Permit permit) {
    return new ReleaseAccepted(id, permit.id(), permit.hash(), "00", RESEARCHER, 1, NOW);
  }

  @Test
  void theRestOfAHomesLifeIsFoldedToo() {
    hospital.enter(new CaptureCompleted("his", 10, 8, 1, 1, 2, 1, 100, NOW));
    hospital.enter(new CutPublished(1, "ab", NOW));
    hospital.enter(new ConsentRecorded("batch-1", "cd", 12, NOW));
    hospital.enter(new ConsentRecorded("batch-2", "ef", 1, NOW));
    hospital.enter(new HubJoined("0123", "https://hub.example", NOW));
    hospital.enter(new StaffLooked("admin", "quarantine", "mapping", NOW));

    Governance state = hospital.state();
    assertThat(state.captures().get("his").captured()).isEqualTo(8);
    assertThat(state.latestCut().orElseThrow().number()).isEqualTo(1);
    assertThat(state.consentBatches())
        .extracting(ConsentRecorded::batch)
        .containsExactly("batch-1", "batch-2");
    assertThat(state.hubs()).hasSize(1);
    assertThat(state.looks()).isEqualTo(1);
    assertThatThrownBy(() -> hospital.enter(new CutPublished(1, "ab", NOW)))
        .hasMessageContaining("EVENT_IMPOSSIBLE");
  }

  @Test
  void aLedgerOfManyEventsFoldsWhole() {
    for (int i = 0; i < 500; i++) {
      hospital.request(PERMIT.replace("Cough", "Cough " + i));
    }
    List<PermitState> permits = List.copyOf(hospital.state().permits().values());
    List<PermitId> ids = permits.stream().map(PermitState::id).toList();
    Governance state = hospital.state();
    int rounds = 35_750;
    for (int i = 0; i < rounds; i++) {
      String question = "q" + i;
      int p = i % permits.size();
      state =
          state.apply(
              state.size(),
              new QuestionAccepted(
                  question, ids.get(p), permits.get(p).hash(), "00", RESEARCHER, 1, NOW));
      state = state.apply(state.size(), new QuestionAnswered(question, "00", 1, 0, NOW));
    }

    assertThat(state.size()).isGreaterThan(72_000 - 10);
    long answered = state.permits().values().stream().mapToLong(p -> p.usage().answered()).sum();
    assertThat(answered).isEqualTo(rounds);
    assertThat(hospital.state().permits().values()).allMatch(p -> p.usage().accepted() == 0);
  }

  private static QuestionAccepted accepted(String question, Permit permit) {
    return new QuestionAccepted(question, permit.id(), permit.hash(), "00", RESEARCHER, 1, NOW);
  }
}
