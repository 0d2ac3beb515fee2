package health.lode.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.PermitAct;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitSignature;
import health.lode.signing.PublicKey;
import health.lode.signing.Signature;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.time.Instant;
import java.util.List;

/**
 * What happens at a hub beside the events that every home knows: enrolments, signatures handed on,
 * questions routed and merged. Questions appear as hashes.
 */
sealed interface HubEvent {
  Instant at();

  String type();

  ObjectNode toJson();

  /** A token was issued; only its hash is kept. */
  record TokenIssued(String tokenHash, Instant at) implements HubEvent {
    static final String TYPE = "hub-token-issued";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public ObjectNode toJson() {
      return begin(this).put("tokenHash", tokenHash);
    }
  }

  /** A hospital's node was enrolled with a token. */
  record NodeJoined(String name, PublicKey key, String ledger, String tokenHash, Instant at)
      implements HubEvent {
    static final String TYPE = "hub-node-joined";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public ObjectNode toJson() {
      return begin(this)
          .put("name", name)
          .put("key", key.encoded())
          .put("ledger", ledger)
          .put("tokenHash", tokenHash);
    }
  }

  /** An office outside the hospitals signed a permit for one hospital. */
  record SignatureGiven(String hospital, PermitId permit, PermitSignature signature, Instant at)
      implements HubEvent {
    static final String TYPE = "hub-signature-given";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json =
          begin(this)
              .put("hospital", hospital)
              .put("permit", permit.value())
              .put("office", signature.office().value())
              .put("permitHash", signature.permitHash())
              .put("rulebook", signature.rulebookHash());
      json.putObject("signature")
          .put("alg", signature.signature().alg())
          .put("keyId", signature.signature().keyId())
          .put("value", signature.signature().base64());
      return json;
    }
  }

  /** An office outside the hospitals revoked, suspended, resumed, returned or closed a permit. */
  record ActGiven(String hospital, PermitAct act, Instant at) implements HubEvent {
    static final String TYPE = "hub-act-given";

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = begin(this).put("hospital", hospital);
      json.set("act", act.toJson());
      return json;
    }
  }

  /** A question was handed to these hospitals. */
  record QuestionRouted(
      String question,
      PermitId permit,
      String questionHash,
      PartyId asker,
      List<String> hospitals,
      Instant at)
      implements HubEvent {
    static final String TYPE = "hub-question-routed";

    public QuestionRouted {
      hospitals = List.copyOf(hospitals);
    }

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json =
          begin(this)
              .put("question", question)
              .put("permit", permit.value())
              .put("questionHash", questionHash)
              .put("asker", asker.value());
      ArrayNode names = json.putArray("hospitals");
      hospitals.forEach(names::add);
      return json;
    }
  }

  /** The parts of these hospitals became an answer. */
  record QuestionMerged(String question, String answerHash, List<String> hospitals, Instant at)
      implements HubEvent {
    static final String TYPE = "hub-question-merged";

    public QuestionMerged {
      hospitals = List.copyOf(hospitals);
    }

    @Override
    public String type() {
      return TYPE;
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = begin(this).put("question", question).put("answerHash", answerHash);
      ArrayNode names = json.putArray("hospitals");
      hospitals.forEach(names::add);
      return json;
    }
  }

  private static ObjectNode begin(HubEvent event) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", event.type())
        .put("at", event.at().toString());
  }

  /** Whether this entry is one of these, and none of governance's. */
  static boolean owns(JsonNode entry) {
    return entry.path("type").asText().startsWith("hub-")
        && !entry.path("type").asText().equals("hub-joined");
  }

  /** Reads an entry to its last field; throws StrictException or IllegalArgumentException. */
  static HubEvent read(JsonNode entry) {
    StrictMapping map = StrictNode.of(entry).mapping();
    String type = map.text("type");
    Instant at = Instant.parse(map.text("at"));
    HubEvent event =
        switch (type) {
          case TokenIssued.TYPE -> new TokenIssued(map.text("tokenHash"), at);
          case NodeJoined.TYPE ->
              new NodeJoined(
                  map.text("name"),
                  PublicKey.parse(map.text("key")),
                  map.text("ledger"),
                  map.text("tokenHash"),
                  at);
          case SignatureGiven.TYPE ->
              new SignatureGiven(
                  map.text("hospital"), PermitId.of(map.text("permit")), signature(map), at);
          case ActGiven.TYPE ->
              new ActGiven(map.text("hospital"), PermitAct.read(map.required("act")), at);
          case QuestionRouted.TYPE ->
              new QuestionRouted(
                  map.text("question"),
                  PermitId.of(map.text("permit")),
                  map.text("questionHash"),
                  PartyId.of(map.text("asker")),
                  map.required("hospitals").texts(),
                  at);
          case QuestionMerged.TYPE ->
              new QuestionMerged(
                  map.text("question"),
                  map.text("answerHash"),
                  map.required("hospitals").texts(),
                  at);
          default -> throw new IllegalArgumentException("unknown event of a hub");
        };
    map.done();
    return event;
  }

  private static PermitSignature signature(StrictMapping map) {
    PartyId office = PartyId.of(map.text("office"));
    String permitHash = map.text("permitHash");
    String rulebook = map.text("rulebook");
    StrictMapping sig = map.required("signature").mapping();
    Signature signature =
        Signature.fromBase64(sig.text("alg"), sig.text("keyId"), sig.text("value"));
    sig.done();
    return new PermitSignature(office, permitHash, rulebook, signature);
  }
}
