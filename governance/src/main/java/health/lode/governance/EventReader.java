package health.lode.governance;

import health.lode.governance.party.Custody;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.PermitSignature;
import health.lode.signing.Signature;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;

/** Reads entries; the table of all event types is here and nowhere else. */
final class EventReader {
  private static final Map<String, BiFunction<StrictMapping, Instant, ? extends Event>> READERS =
      Map.ofEntries(
          Map.entry(HomeCreated.TYPE, HomeCreated::read),
          Map.entry(PartyPinned.TYPE, PartyPinned::read),
          Map.entry(PartyUnpinned.TYPE, PartyUnpinned::read),
          Map.entry(RulebookAdopted.TYPE, RulebookAdopted::read),
          Map.entry(PermitRequested.TYPE, PermitRequested::read),
          Map.entry(PermitSigned.TYPE, PermitSigned::read),
          Map.entry(PermitActed.TYPE, PermitActed::read),
          Map.entry(ConsentRecorded.TYPE, ConsentRecorded::read),
          Map.entry(QuestionAccepted.TYPE, QuestionAccepted::read),
          Map.entry(QuestionAnswered.TYPE, QuestionAnswered::read),
          Map.entry(QuestionRefused.TYPE, QuestionRefused::read),
          Map.entry(CaptureCompleted.TYPE, CaptureCompleted::read),
          Map.entry(CutPublished.TYPE, CutPublished::read),
          Map.entry(HubJoined.TYPE, HubJoined::read),
          Map.entry(ReleaseAccepted.TYPE, ReleaseAccepted::read),
          Map.entry(RecipientKeyEnrolled.TYPE, RecipientKeyEnrolled::read),
          Map.entry(ReleaseMade.TYPE, ReleaseMade::read),
          Map.entry(ReleaseRefused.TYPE, ReleaseRefused::read),
          Map.entry(PseudonymUndone.TYPE, PseudonymUndone::read),
          Map.entry(StaffLooked.TYPE, StaffLooked::read));

  private EventReader() {}

  static Event read(StrictMapping map) {
    StrictNode type = map.required("type");
    BiFunction<StrictMapping, Instant, ? extends Event> reader = READERS.get(type.text());
    if (reader == null) {
      throw type.wrong("is no known type of event", "不是已知的事件类型");
    }
    StrictNode at = map.required("at");
    Event event;
    try {
      event = reader.apply(map, Instant.parse(at.text()));
    } catch (DateTimeException e) {
      throw at.wrong("is no instant", "不是有效的时刻");
    }
    map.done();
    return event;
  }

  static long count(StrictMapping map, String key) {
    StrictNode node = map.required(key);
    long value = node.whole();
    if (value < 0) {
      throw node.wrong("must not be negative", "不能为负数");
    }
    return value;
  }

  static HomeKind homeKind(StrictNode node) {
    for (HomeKind kind : HomeKind.values()) {
      if (kind.word().equals(node.text())) {
        return kind;
      }
    }
    throw node.wrong("must be node or hub", "应为 node 或 hub");
  }

  static Custody custody(StrictNode node) {
    for (Custody custody : Custody.values()) {
      if (custody.word().equals(node.text())) {
        return custody;
      }
    }
    throw node.wrong("must be node or external", "应为 node 或 external");
  }

  static Signature signature(StrictNode node) {
    StrictMapping map = node.mapping();
    Signature signature =
        Signature.fromBase64(map.text("alg"), map.text("keyId"), map.text("value"));
    map.done();
    return signature;
  }

  static PermitSignature permitSignature(StrictNode node) {
    StrictMapping map = node.mapping();
    PermitSignature signature =
        new PermitSignature(
            PartyId.of(map.text("office")),
            map.text("permitHash"),
            map.text("rulebook"),
            signature(map.required("signature")));
    map.done();
    return signature;
  }
}
