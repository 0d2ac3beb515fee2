package health.lode.governance;

import static health.lode.governance.Offices.COMMISSION;
import static health.lode.governance.Offices.DEPARTMENT;
import static health.lode.governance.Offices.ETHICS;
import static health.lode.governance.Offices.HOSPITAL;
import static health.lode.governance.Offices.INFORMATION;
import static health.lode.governance.Offices.NOW;
import static health.lode.governance.Offices.PERMIT;
import static health.lode.governance.Offices.RESEARCHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Admission;
import health.lode.governance.permit.Grant;
import health.lode.governance.permit.Need;
import health.lode.governance.permit.Needs;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitAct;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitSignature;
import health.lode.governance.permit.PermitStatus;
import health.lode.governance.permit.SigningDocument;
import health.lode.governance.rulebook.ConsentMode;
import health.lode.governance.rulebook.Form;
import health.lode.governance.rulebook.Rulebook;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.signing.Signature;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a permit must not hold, tried. */
final class AdmissionTest {
  private final Offices hospital = new Offices();

  @Test
  void aPermitSignedByTheHospitalsOwnOfficesGrantsWhatItNames() {
    Permit permit = hospital.request(PERMIT);
    assertThat(((Needs.Needed) hospital.state().needs(permit)).needs())
        .extracting(Need::office)
        .containsExactly(DEPARTMENT, ETHICS, INFORMATION);
    assertThat(status(permit)).isEqualTo(PermitStatus.REQUESTED);
    hospital.signAll(permit);

    Grant grant = admit(permit).orThrow();

    assertThat(status(permit)).isEqualTo(PermitStatus.ACTIVE);
    assertThat(grant.categories())
        .containsExactly("demographics", "diagnosis", "laboratory", "sensitive", "visit");
    assertThat(grant.forms()).containsExactly(Form.AGGREGATE);
    assertThat(grant.minimumPersons()).isEqualTo(10);
    assertThat(grant.consent()).isEqualTo(ConsentMode.OPT_OUT);
    assertThat(grant.requester()).isEqualTo(RESEARCHER);
    assertThat(grant.columns().exclusions()).as("sensitive is granted").isEmpty();
    assertThat(grant.columns().readable("condition_occurrence", "condition_icd10")).isTrue();
    assertThat(grant.columns().readable("person", "year_of_birth")).isTrue();
    assertThat(grant.columns().readable("person", "person_source_value")).isFalse();
    assertThat(grant.columns().readable("measurement", "journal_ref")).isFalse();
    assertThat(grant.columns().readable("drug_exposure", "drug_source_value")).isFalse();
    assertThat(grant.columns().readable("source_patient", "key_hmac")).isFalse();
  }

  @Test
  void theOfficeThatIsMissingIsNamed() {
    Permit permit = hospital.request(PERMIT);
    hospital.sign(permit, INFORMATION);
    hospital.sign(permit, DEPARTMENT);

    Refusal refusal = refused(permit);

    assertThat(refusal.code().name()).isEqualTo("PERMIT_UNSIGNED");
    assertThat(refusal.reason().en()).contains("hospital/ethics");
    assertThat(refusal.remedy().zh()).contains("hospital/ethics");
    assertThat(hospital.state().standings(permit.id()))
        .filteredOn(s -> s.problem().isPresent())
        .singleElement()
        .satisfies(s -> assertThat(s.office()).isEqualTo(ETHICS));
  }

  @Test
  void aForgedSignatureIsFound() {
    Permit permit = hospital.request(PERMIT);
    hospital.signAll(permit);
    admit(permit).orThrow(); // so that the genuine one is known
    PermitSignature real =
        hospital.state().permit(permit.id()).orElseThrow().signatures().get(ETHICS);
    byte[] bytes = real.signature().bytes();
    bytes[7] ^= 1;
    enterSignature(
        permit, ETHICS, permit.hash(), new Signature("Ed25519", real.signature().keyId(), bytes));

    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_SIGNATURE_INVALID");
    assertThat(status(permit)).isEqualTo(PermitStatus.REQUESTED);
  }

  @Test
  void anotherOfficesKeyDoesNotSignForEthics() {
    Permit permit = hospital.request(PERMIT);
    SigningDocument document = hospital.state().document(permit, ETHICS);
    Signature byInformation = hospital.keyOf(INFORMATION).sign(document.bytes());

    assertThatThrownBy(() -> enterSignature(permit, ETHICS, permit.hash(), byInformation))
        .hasMessageContaining("EVENT_SIGNATURE_INVALID");

    // Even with the right key's name on it, the bytes do not verify.
    Signature disguised =
        new Signature(
            "Ed25519", hospital.keyOf(ETHICS).publicKey().fingerprint(), byInformation.bytes());
    hospital.sign(permit, INFORMATION);
    hospital.sign(permit, DEPARTMENT);
    enterSignature(permit, ETHICS, permit.hash(), disguised);
    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_SIGNATURE_INVALID");
  }

  @Test
  void anOldKeyCountsNoLongerOnceItIsReplacedOrUnpinned() {
    Permit permit = hospital.request(PERMIT);
    hospital.signAll(permit);
    admit(permit).orThrow();

    hospital.pin(ETHICS, Offices.key(77));
    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_KEY_NOT_PINNED");
    hospital.sign(permit, ETHICS);
    admit(permit).orThrow();

    hospital.enter(new PartyUnpinned(ETHICS, NOW));
    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_KEY_NOT_PINNED");
  }

  @Test
  void aSignatureForAnotherPermitHospitalOfficeOrTextDoesNotCount() {
    Permit permit = hospital.request(PERMIT);
    Permit other = hospital.request(PERMIT.replace("2027-12-31", "2027-12-30"));
    hospital.sign(permit, INFORMATION);
    hospital.sign(permit, DEPARTMENT);
    Governance state = hospital.state();
    Rulebook rulebook = state.rulebook().orElseThrow();
    SigningDocument real = state.document(permit, ETHICS);
    List<SigningDocument> wrong =
        List.of(
            state.document(other, ETHICS),
            SigningDocument.of(permit, "第二医院", ETHICS, rulebook),
            state.document(permit, INFORMATION),
            new SigningDocument(
                permit,
                HOSPITAL,
                ETHICS,
                rulebook.hash(),
                Words.of("something harmless", real.text().zh())));
    for (SigningDocument document : wrong) {
      enterSignature(permit, ETHICS, permit.hash(), hospital.keyOf(ETHICS).sign(document.bytes()));
      assertThat(refused(permit).code().name()).isEqualTo("PERMIT_SIGNATURE_INVALID");
    }
    hospital.sign(permit, ETHICS);
    admit(permit).orThrow();
  }

  @Test
  void aSignatureThatNamesAnotherPermitsHashIsNotEntered() {
    Permit permit = hospital.request(PERMIT);
    Permit other = hospital.request(PERMIT.replace("2027-12-31", "2027-12-30"));
    PermitSignature forOther =
        hospital.state().document(other, ETHICS).sign(hospital.keyOf(ETHICS));

    assertThatThrownBy(() -> hospital.enter(new PermitSigned(permit.id(), forOther, NOW)))
        .hasMessageContaining("EVENT_IMPOSSIBLE");
  }

  @ParameterizedTest
  @CsvSource({
    "Cough, Coughs",
    "purpose: research, purpose: teaching",
    "'requester: local/researcher', 'requester: local/other'",
    "'recipient: local/researcher', 'recipient: hospital'",
    "', sensitive', ''",
    "'[aggregate]', '[aggregate, model]'",
    "2026-01-01, 2026-01-02",
    "2027-12-31, 2028-12-31"
  })
  void aPermitChangedInOneFieldIsAnotherPermit(String from, String to) {
    Permit permit = hospital.request(PERMIT);
    hospital.signAll(permit);
    Permit changed = Permit.fromYaml(PERMIT.replace(from, to));
    assertThat(changed).isNotEqualTo(permit);

    Admission withItsId = hospital.state().admit(permit.id(), changed.hash(), NOW);
    Admission onItsOwn = hospital.state().admit(changed.id(), changed.hash(), NOW);

    assertThat(code(withItsId)).isEqualTo("PERMIT_CHANGED");
    assertThat(code(onItsOwn)).isEqualTo("PERMIT_UNKNOWN");
  }

  @Test
  void validityIsInTheHospitalsOwnDays() {
    Permit permit = hospital.request(PERMIT);
    hospital.signAll(permit);

    assertThat(codeAt(permit, "2025-12-31T15:59:59Z")).isEqualTo("PERMIT_NOT_YET_VALID");
    assertThat(codeAt(permit, "2025-12-31T16:00:00Z")).isEqualTo("admitted");
    assertThat(codeAt(permit, "2027-12-31T15:59:59Z")).isEqualTo("admitted");
    assertThat(codeAt(permit, "2027-12-31T16:00:00Z")).isEqualTo("PERMIT_EXPIRED");
    assertThat(hospital.state().status(permit.id(), Instant.parse("2025-06-01T00:00:00Z")))
        .isEqualTo(PermitStatus.APPROVED);
    assertThat(hospital.state().status(permit.id(), Instant.parse("2028-06-01T00:00:00Z")))
        .isEqualTo(PermitStatus.EXPIRED);
  }

  @Test
  void theEthicsApprovalsEndIsAnEnd() {
    Permit permit =
        hospital.request(PERMIT + "ethics: {number: \"2026-017\", until: 2026-11-22}\n");
    hospital.signAll(permit);

    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_ETHICS_EXPIRED");
    assertThat(codeAt(permit, "2026-11-22T15:59:59Z")).isEqualTo("admitted");
  }

  @Test
  void anySigningOfficeCanRevokeForGood() {
    Permit permit = hospital.request(PERMIT);
    hospital.signAll(permit);
    hospital.act(PermitAct.Kind.REVOKE, permit, DEPARTMENT);

    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_REVOKED");
    assertThat(refused(permit).reason().en()).contains("hospital/department");
    assertThat(status(permit)).isEqualTo(PermitStatus.REVOKED);
    assertThatThrownBy(() -> hospital.sign(permit, DEPARTMENT))
        .hasMessageContaining("EVENT_IMPOSSIBLE");
    assertThatThrownBy(() -> hospital.enter(PermitRequested.of(permit, NOW)))
        .hasMessageContaining("PERMIT_EXISTS");
    assertThatThrownBy(() -> hospital.act(PermitAct.Kind.RESUME, permit, DEPARTMENT))
        .hasMessageContaining("EVENT_IMPOSSIBLE");
  }

  @Test
  void aSuspensionIsLiftedOnlyByTheOfficeThatMadeItAndOnlyGenuinely() {
    Permit permit = hospital.request(PERMIT);
    hospital.signAll(permit);
    hospital.act(PermitAct.Kind.SUSPEND, permit, ETHICS);
    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_SUSPENDED");

    hospital.act(PermitAct.Kind.RESUME, permit, INFORMATION);
    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_SUSPENDED");

    PermitAct forged =
        PermitAct.of(
            PermitAct.Kind.RESUME, permit, HOSPITAL, ETHICS, "", hospital.keyOf(INFORMATION));
    hospital.enter(new PermitActed(forged, NOW));
    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_SUSPENDED");

    hospital.act(PermitAct.Kind.RESUME, permit, ETHICS);
    admit(permit).orThrow();
  }

  @Test
  void aReturnedPermitStartsAgainWithoutItsSignatures() {
    Permit permit = hospital.request(PERMIT);
    hospital.sign(permit, INFORMATION);
    hospital.act(PermitAct.Kind.RETURN, permit, ETHICS);
    assertThat(status(permit)).isEqualTo(PermitStatus.RETURNED);
    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_RETURNED");

    hospital.enter(PermitRequested.of(permit, NOW));

    assertThat(hospital.state().permit(permit.id()).orElseThrow().signatures()).isEmpty();
    hospital.signAll(permit);
    admit(permit).orThrow();
  }

  @Test
  void anOutsiderHasNoSay() {
    Permit permit = hospital.request(PERMIT);
    PartyId company = PartyId.of("company/x");
    hospital.pin(company, Offices.key(50));

    assertThatThrownBy(() -> hospital.act(PermitAct.Kind.SUSPEND, permit, company))
        .hasMessageContaining("EVENT_IMPOSSIBLE");
    hospital.act(PermitAct.Kind.CLOSE, permit, RESEARCHER);
    assertThat(status(permit)).isEqualTo(PermitStatus.CLOSED);
  }

  @Test
  void aRulebookThatOpensSomethingElseAsksForNewSignatures() {
    Permit permit = hospital.request(PERMIT);
    hospital.signAll(permit);

    hospital.adopt(Rulebook.starterText().replace("minimumPersons: 10", "minimumPersons: 5"));
    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_RULEBOOK_CHANGED");

    hospital.adopt(
        Rulebook.starterText()
            .replace(
                "columns: [condition_occurrence.*, condition_era.*]",
                "columns: [condition_occurrence.*, note.*]"));
    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_RULEBOOK_CHANGED");

    hospital.adopt(Rulebook.starterText() + "# a comment opens nothing\n");
    admit(permit).orThrow();
  }

  @Test
  void aRulebookThatNamesOneMoreOfficeAsksForItsSignature() {
    Permit permit = hospital.request(PERMIT);
    hospital.signAll(permit);

    hospital.adopt(
        Rulebook.starterText()
            .replace("by: [hospital/department]", "by: [hospital/department, commission]"));

    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_UNSIGNED");
    assertThat(refused(permit).reason().en()).contains("commission");
    hospital.sign(permit, COMMISSION);
    admit(permit).orThrow();
  }

  @Test
  void aRulebookThatForbidsEndsThePermit() {
    Permit permit = hospital.request(PERMIT);
    hospital.signAll(permit);

    hospital.adopt(
        Rulebook.starterText().replace("- data: [identity]", "- data: [identity, diagnosis]"));

    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_DATA_FORBIDDEN");
  }

  @Test
  void aConditionThatCannotBeEvaluatedRefuses() {
    Permit permit = hospital.request(PERMIT);
    hospital.signAll(permit);

    hospital.adopt(
        Rulebook.starterText()
            .replace("when: permit.foreign == true", "when: 1 / (permit.hospitals - 1) == 7"));

    assertThat(refused(permit).code().name()).isEqualTo("RULEBOOK_CONDITION_FAILED");
  }

  @Test
  void limitsAreKept() {
    Permit permit = hospital.request(PERMIT + "limits: {questions: 2, minimumPersons: 30}\n");
    hospital.signAll(permit);
    assertThat(admit(permit).orThrow().minimumPersons()).isEqualTo(30);
    for (int i = 0; i < 2; i++) {
      admit(permit).orThrow();
      hospital.enter(
          new QuestionAccepted("q" + i, permit.id(), permit.hash(), "00", RESEARCHER, 1, NOW));
      hospital.enter(new QuestionAnswered("q" + i, "00", 3, 1, NOW));
    }

    assertThat(refused(permit).code().name()).isEqualTo("PERMIT_USED_UP");
    assertThat(hospital.state().permit(permit.id()).orElseThrow().usage().answered()).isEqualTo(2);
  }

  @Test
  void aPermitForOtherHospitalsOrFormsDoesNotHoldHere() {
    Permit elsewhere = hospital.request(PERMIT + "hospitals: [第二医院]\n");
    assertThat(refused(elsewhere).code().name()).isEqualTo("PERMIT_OTHER_HOSPITAL");
    Permit permit = hospital.request(PERMIT);
    hospital.signAll(permit);

    assertThat(code(hospital.state().admit(permit.id(), permit.hash(), Form.RELEASE, NOW)))
        .isEqualTo("PERMIT_FORM_NOT_GRANTED");
  }

  @Test
  void acceptRefusesAForgedSignatureBeforeItIsEntered() {
    Permit permit = hospital.request(PERMIT);
    Governance state = hospital.state();
    PermitSignature good = state.document(permit, ETHICS).sign(hospital.keyOf(ETHICS));
    byte[] bytes = good.signature().bytes();
    bytes[0] ^= 1;
    PermitSignature bad =
        new PermitSignature(
            ETHICS,
            permit.hash(),
            good.rulebookHash(),
            new Signature("Ed25519", good.signature().keyId(), bytes));
    PermitAct forged =
        PermitAct.of(PermitAct.Kind.REVOKE, permit, HOSPITAL, ETHICS, "", Offices.key(99));

    state.accept(state.size(), new PermitSigned(permit.id(), good, NOW));
    assertThatThrownBy(() -> state.accept(state.size(), new PermitSigned(permit.id(), bad, NOW)))
        .hasMessageContaining("PERMIT_SIGNATURE_INVALID");
    assertThatThrownBy(() -> state.accept(state.size(), new PermitActed(forged, NOW)))
        .hasMessageContaining("EVENT_SIGNATURE_INVALID");
  }

  @Test
  void nothingHoldsWithoutARulebook() {
    Governance bare = Governance.empty().apply(0, new HomeCreated("h", HomeKind.NODE, NOW));
    Permit permit = Permit.fromYaml(PERMIT);
    Governance asked = bare.apply(1, PermitRequested.of(permit, NOW));

    assertThat(code(asked.admit(permit.id(), permit.hash(), NOW))).isEqualTo("RULEBOOK_MISSING");
    assertThat(asked.needs(permit)).isInstanceOf(Needs.Refused.class);
    assertThat(code(asked.admit(PermitId.of("P-000000000000"), "", NOW)))
        .isEqualTo("PERMIT_UNKNOWN");
  }

  private void enterSignature(Permit permit, PartyId office, String hash, Signature signature) {
    String rulebook = hospital.state().rulebook().orElseThrow().hash();
    hospital.enter(
        new PermitSigned(permit.id(), new PermitSignature(office, hash, rulebook, signature), NOW));
  }

  private Admission admit(Permit permit) {
    return hospital.state().admit(permit.id(), permit.hash(), NOW);
  }

  private Refusal refused(Permit permit) {
    return ((Admission.Refused) admit(permit)).refusal();
  }

  private String codeAt(Permit permit, String instant) {
    return code(hospital.state().admit(permit.id(), permit.hash(), Instant.parse(instant)));
  }

  private static String code(Admission admission) {
    try {
      admission.orThrow();
      return "admitted";
    } catch (RefusedException e) {
      return e.refusal().code().name();
    }
  }

  private PermitStatus status(Permit permit) {
    return hospital.state().status(permit.id(), NOW);
  }
}
