package health.lode.governance;

import static health.lode.governance.Offices.ETHICS;
import static health.lode.governance.Offices.HOSPITAL;
import static health.lode.governance.Offices.INFORMATION;
import static health.lode.governance.Offices.NOW;
import static health.lode.governance.Offices.PERMIT;
import static health.lode.governance.Offices.RESEARCHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.party.Custody;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitAct;
import health.lode.governance.rulebook.Grade;
import health.lode.governance.rulebook.Rulebook;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Events as ledger entries: nothing is lost on the way, and nothing unknown is let in. */
final class EventTest {
  static List<Event> everyEvent() {
    Offices offices = new Offices();
    Permit permit =
        offices.request(
            PERMIT
                + """
                hospitals: [第一医院, 第二医院]
                basis: 伦理豁免
                ethics: {number: "2026-017", until: 2027-06-30}
                agreement: {name: "协议", sha256: "%s"}
                attachments: [protocol.pdf]
                limits: {questions: 5}
                price: {amount: 12000.00, currency: CNY}
                obligations: [cite the hospital]
                """
                    .formatted("ab".repeat(32)));
    return List.of(
        new HomeCreated(HOSPITAL, HomeKind.NODE, NOW),
        new PartyPinned(ETHICS, Offices.key(9).publicKey(), Custody.EXTERNAL, NOW),
        new PartyUnpinned(ETHICS, NOW),
        RulebookAdopted.of(
            HOSPITAL, Rulebook.starterText(), INFORMATION, offices.keyOf(INFORMATION), NOW),
        PermitRequested.of(permit, NOW),
        new PermitSigned(
            permit.id(), offices.state().document(permit, ETHICS).sign(offices.keyOf(ETHICS)), NOW),
        new PermitActed(
            PermitAct.of(
                PermitAct.Kind.REVOKE, permit, HOSPITAL, ETHICS, "停止", offices.keyOf(ETHICS)),
            NOW),
        new ConsentRecorded("b", "00", 3, NOW),
        new QuestionAccepted("q", permit.id(), permit.hash(), "00", RESEARCHER, 1, NOW),
        new QuestionAnswered("q", "00", 4, 1, NOW),
        new QuestionRefused("q", Optional.of(permit.id()), "PERMIT_EXPIRED", NOW),
        new CaptureCompleted("his", 3, 1, 1, 1, 0, 2, 999, NOW),
        new CutPublished(2, "00", NOW),
        new HubJoined("ab", "https://hub.example", NOW),
        new ReleaseAccepted("R-1", permit.id(), permit.hash(), "00", RESEARCHER, 1, NOW),
        new RecipientKeyEnrolled(
            RESEARCHER, "X25519:AAAA", offices.keyOf(RESEARCHER).sign(new byte[] {1}), NOW),
        new ReleaseMade("R-1", "00", "11", Grade.L3, 120, 3400, NOW),
        new ReleaseRefused("R-2", Optional.of(permit.id()), "RELEASE_GRADE_BELOW", NOW),
        PseudonymUndone.of(
            HOSPITAL, "R-1", ETHICS, "00", "recall of a drug", offices.keyOf(ETHICS), NOW),
        new StaffLooked("admin", "quarantine", "mapping", NOW));
  }

  @Test
  void everyKindOfEventIsTried() {
    Set<Class<?>> tried = everyEvent().stream().map(Object::getClass).collect(Collectors.toSet());
    assertThat(tried).containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void anEventSurvivesTheLedger(Event event) {
    byte[] entry = CanonicalJson.encode(event.toJson());
    assertThat(entry.length).isLessThanOrEqualTo(65_535);
    assertThat(Event.fromJson(CanonicalJson.parse(entry))).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("everyEvent")
  void aFieldMoreOrLessIsRefused(Event event) {
    ObjectNode more = (ObjectNode) event.toJson().deepCopy();
    more.put("urgent", true);
    refused(more);
    if (event instanceof QuestionRefused || event instanceof ReleaseRefused) {
      return; // its permit is optional
    }
    event
        .toJson()
        .fieldNames()
        .forEachRemaining(
            name -> {
              ObjectNode less = (ObjectNode) event.toJson().deepCopy();
              less.remove(name);
              refused(less);
            });
  }

  static Stream<String> unreadable() {
    return Stream.of(
        "{}",
        "[]",
        "{\"type\":\"permit-waived\",\"at\":\"2026-01-01T00:00:00Z\"}",
        "{\"type\":\"home-created\",\"at\":\"yesterday\",\"name\":\"h\",\"kind\":\"node\"}",
        "{\"type\":\"home-created\",\"at\":\"2026-01-01T00:00:00Z\",\"name\":7,\"kind\":\"tower\"}",
        "{\"type\":\"cut-published\",\"at\":\"2026-01-01T00:00:00Z\",\"number\":\"1\",\"manifestHash\":\"00\"}",
        "{\"type\":\"cut-published\",\"at\":\"2026-01-01T00:00:00Z\",\"number\":-1,\"manifestHash\":\"00\"}",
        "{\"type\":\"party-pinned\",\"at\":\"2026-01-01T00:00:00Z\",\"party\":\"hospital/x\","
            + "\"key\":\"RSA:AAAA\",\"custody\":\"node\"}");
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatIsNoEventIsRefused(String json) {
    refused(CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static void refused(JsonNode json) {
    assertThatThrownBy(() -> Event.fromJson(json)).hasMessageStartingWith("EVENT_UNKNOWN");
  }
}
