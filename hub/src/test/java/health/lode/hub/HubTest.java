package health.lode.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitId;
import health.lode.ledger.Ledger;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.server.HubClient;
import health.lode.server.Listening;
import health.lode.server.wire.Envelope;
import health.lode.server.wire.LedgerReceipt;
import health.lode.server.wire.Message;
import health.lode.server.wire.Question;
import health.lode.server.wire.QuestionAnswered;
import health.lode.server.wire.RefusalReport;
import health.lode.server.wire.WirePaths;
import health.lode.signing.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub with two hospitals that speak the real wire over real connections. */
final class HubTest {
  @TempDir Path folder;
  private HubFixture all;

  @BeforeEach
  void start() {
    all = new HubFixture(folder, Duration.ofSeconds(3));
  }

  @AfterEach
  void stop() throws InterruptedException {
    all.close();
  }

  private static void refused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code().name()).isEqualTo(code));
  }

  private static JsonNode hospital(JsonNode answer, String name) {
    for (JsonNode each : answer.path("hospitals")) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void aQuestionReachesBothHospitalsAndTheirPartsBecomeOneAnswer() {
    PermitId id = all.signedPermit();
    ObjectNode answer = all.hub.ask(id, HubFixture.SQL);
    assertThat(answer.path("columns").toString()).isEqualTo("[\"condition_icd10\",\"patients\"]");
    assertThat(answer.path("rows").toString())
        .isEqualTo("[[\"J18.9\",90],[\"I10\",63],[\"E11.9\",36]]");
    assertThat(answer.path("suppressed").asLong()).isEqualTo(2);
    for (FakeNode node : List.of(all.east, all.west)) {
      JsonNode one = hospital(answer, node.name);
      assertThat(one.path("state").asText()).isEqualTo("answered");
      assertThat(one.path("receipt").path("index").asLong()).isEqualTo(41);
    }
    assertThat(answer.path("receipt").path("root").asText()).matches("[0-9a-f]{64}");
  }

  @Test
  void aHospitalThatIsNotThereOrRefusesIsNamedAndTheRestIsAnswered() throws Exception {
    PermitId id =
        all.hub.requestPermit(
            HubFixture.permit("Away", all.east.name, all.west.name, "North Hospital"));
    all.west.refuses =
        Optional.of(
            new RefusalReport(
                "PERMIT_NOT_ACTIVE", Words.of("not signed", "未签署"), Words.of("sign", "签署")));
    ObjectNode answer = all.hub.ask(id, HubFixture.SQL);
    assertThat(hospital(answer, "North Hospital").path("state").asText()).isEqualTo("unknown");
    assertThat(hospital(answer, all.west.name).path("refusal").path("code").asText())
        .isEqualTo("PERMIT_NOT_ACTIVE");
    assertThat(answer.path("rows").get(0).toString()).isEqualTo("[\"J18.9\",30]");

    all.west.stop();
    answer = all.hub.ask(id, HubFixture.SQL);
    assertThat(hospital(answer, all.west.name).path("state").asText()).isIn("late", "offline");
    assertThat(hospital(answer, all.east.name).path("state").asText()).isEqualTo("answered");
  }

  @Test
  void whenEveryHospitalRefusesTheirReasonIsTheAnswer() {
    PermitId id = all.hub.requestPermit(HubFixture.permit("No", all.east.name));
    all.east.refuses =
        Optional.of(
            new RefusalReport(
                "COLUMN_NOT_GRANTED", Words.of("not granted", "未授予"), Words.of("ask", "申请")));
    refused(() -> all.hub.ask(id, HubFixture.SQL), "COLUMN_NOT_GRANTED");
    refused(() -> all.hub.ask(id, "DELETE FROM person"), "SQL_NOT_SELECT");
    PermitId nowhere = all.hub.requestPermit(HubFixture.permit("Far", "North Hospital"));
    refused(() -> all.hub.ask(nowhere, HubFixture.SQL), "NO_HOSPITAL_ANSWERED");
  }

  @Test
  void onlyTheRequestersOwnSignatureOverThisVeryPermitAsks() {
    PermitId id = all.signedPermit();
    Permit permit = HubFixture.permit("Lungs", all.east.name, all.west.name);
    SigningKey stranger = SigningKey.generate(all.random);
    refused(() -> send(stranger, "institute/lung", id, permit.hash()), "ENVELOPE_FORGED");
    refused(() -> send(stranger, "institute/none", id, permit.hash()), "ENVELOPE_FORGED");

    SigningKey own = SigningKey.generate(all.random);
    all.hub.enrolOffice(PartyId.of("institute/other"), own.publicKey());
    refused(() -> send(own, "institute/other", id, permit.hash()), "QUESTION_NOT_BY_REQUESTER");
    Permit mine =
        Permit.fromYaml(
            "project: Mine\npurpose: research\nrequester: institute/other\n"
                + "recipient: institute/other\ndata: [diagnosis]\nforms: [aggregate]\n"
                + "valid: {from: 2020-01-01, until: 2039-12-31}\nhospitals: ["
                + all.east.name
                + "]\n");
    PermitId other = all.hub.requestPermit(mine);
    refused(() -> send(own, "institute/other", other, permit.hash()), "QUESTION_PERMIT_MISMATCH");
    JsonNode answer = send(own, "institute/other", other, mine.hash());
    assertThat(answer.path("rows").size()).isEqualTo(3);
  }

  private JsonNode send(SigningKey key, String author, PermitId id, String hash) {
    HubClient client =
        HubClient.connect(
            all.server.address(), all.hub.fingerprint(), author, key, all.clock, all.random);
    Envelope envelope =
        Envelope.seal(
            new Question(id, HubFixture.SQL),
            author,
            key,
            client.fingerprint(),
            all.clock.instant().plusSeconds(60),
            Optional.of(hash),
            all.random);
    JsonNode answer = client.ask(WirePaths.QUESTION, envelope, Duration.ofSeconds(10));
    refused(
        () -> client.ask(WirePaths.QUESTION, envelope, Duration.ofSeconds(10)),
        "ENVELOPE_REPLAYED");
    return answer;
  }

  @Test
  void oneHospitalsRubbishDoesNotSpoilTheOthersAnswer() {
    PermitId id = all.signedPermit();
    for (String figure : List.of("1E999999999", "many", "")) {
      all.west.rows =
          List.of(
              new health.lode.ask.NodePart.Row(
                  List.of("I10"), List.of(figure.isEmpty() ? List.of() : List.of(figure))));
      ObjectNode answer = all.hub.ask(id, HubFixture.SQL);
      assertThat(hospital(answer, all.west.name).path("state").asText()).isEqualTo("unreadable");
      assertThat(answer.path("rows").get(0).toString()).isEqualTo("[\"J18.9\",30]");
    }
  }

  @Test
  void tokensAreGoodOnceAndNamesBelongToKeys() {
    FakeNode again = all.node(all.east.name, List.of(), 0);
    refused(() -> again.join("guess"), "JOIN_TOKEN_INVALID");
    String token = all.hub.issueToken();
    refused(() -> again.join(token), "NODE_NAME_TAKEN");
    FakeNode fresh = all.node("South Hospital", List.of(), 0);
    fresh.join(token);
    FakeNode late = all.node("Other Hospital", List.of(), 0);
    refused(() -> late.join(token), "JOIN_TOKEN_INVALID");
    // Not enrolled: nothing it signs is believed.
    refused(
        () -> late.say(WirePaths.POLL, new health.lode.server.wire.Poll(0, 0)), "ENVELOPE_FORGED");
  }

  @Test
  void aHospitalCannotAnswerForAnother() {
    PermitId id = all.hub.requestPermit(HubFixture.permit("Both", all.east.name));
    PendingQuestion waiting = new PendingQuestion("Q-1", List.of(all.east.name));
    var part = new health.lode.ask.NodePart(all.west.name, "x", List.of(), 0, 1, "0");
    var lie = new QuestionAnswered("Q-1", part.toJson(), new LedgerReceipt(0, 1, "00"), 1);
    waiting.answered(all.west.name, lie);
    assertThat(waiting.done()).isNotDone();
    waiting.answered(all.east.name, lie);
    assertThat(waiting.done().join().get(all.east.name))
        .isInstanceOf(PendingQuestion.Outcome.Unreadable.class);
    assertThat(id).isNotNull();
  }

  @Test
  void nothingIsSignedButWhatWasRequested() {
    all.east.documents = json -> ((ObjectNode) json.deepCopy()).put("hospital", "Elsewhere");
    PermitId id = all.hub.requestPermit(HubFixture.permit("Twisted", all.east.name));
    HubFixture.await(() -> all.waiting(id) == 1);
    refused(() -> all.hub.signPermit(id, PartyId.of("commission")), "HUB_DOCUMENT_MISMATCH");
    all.east.documents = json -> json;
    PermitId signed = all.signedPermit();
    refused(() -> all.hub.signPermit(signed, PartyId.of("commission")), "HUB_NOTHING_TO_SIGN");
    refused(() -> all.hub.signPermit(id, PartyId.of("company/x")), "HUB_KEY_ELSEWHERE");
  }

  @Test
  void aRestartedHubKnowsEverythingFromItsLedger() throws Exception {
    PermitId id = all.signedPermit();
    String before = all.hub.showPermit(id).toString();
    all.hub.close();
    all.server.close();
    try (Ledger ledger = Ledger.open(all.home.resolve("ledger"), HubHome.open(all.home).key())) {
      List<String> types = new ArrayList<>();
      ledger.forEach(0, (index, entry) -> types.add(entry.path("type").asText()));
      assertThat(types)
          .startsWith("home-created", "party-pinned")
          .containsAll(
              Set.of(
                  "hub-token-issued",
                  "hub-node-joined",
                  "permit-requested",
                  "hub-signature-given"));
    }
    all.hub = Hub.open(all.home, all.clock, all.random, Duration.ofSeconds(3));
    all.server = all.hub.serve(Listening.plainOnLoopback(0));
    assertThat(all.hub.showPermit(id).toString()).isEqualTo(before);
    assertThat(all.hub.hospitals().size()).isEqualTo(2);
    assertThat(all.hub.hospitals().get(0).path("catalogue").path("cut").asInt()).isEqualTo(3);
  }

  /** Prints how much the hub adds to a question; asserts only that it is not absurd. */
  @Test
  void theWayThroughTheHubIsShort() {
    PermitId id = all.signedPermit();
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long began = System.nanoTime();
      all.hub.ask(id, HubFixture.SQL);
      if (i >= 20) {
        millis.add((System.nanoTime() - began) / 1_000);
      }
    }
    Collections.sort(millis);
    System.out.println(
        "question over two hospitals, microseconds: median "
            + millis.get(millis.size() / 2)
            + ", slowest "
            + millis.get(millis.size() - 1));
    assertThat(millis.get(millis.size() / 2)).isLessThan(1_000_000);
  }

  @Test
  void messagesSurviveTheWire() {
    Message report =
        new QuestionAnswered(
            "Q-2",
            new health.lode.ask.NodePart("A", "x", HubFixture.rows(1), 0, 1, "0").toJson(),
            new LedgerReceipt(0, 1, "00"),
            7);
    assertThat(Message.fromJson(report.kind(), report.toJson())).isEqualTo(report);
  }
}
