package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.strict.StrictException;
import health.lode.strict.StrictNode;
import java.time.Instant;

/**
 * One thing that happened, as a ledger entry: {@code {"type": …, "at": ISO instant, …}}. The whole
 * state of a home is the fold of these. No event holds personal data: patients appear only as
 * salted commitments and counts.
 */
public sealed interface Event
    permits HomeCreated,
        PartyPinned,
        PartyUnpinned,
        RulebookAdopted,
        PermitRequested,
        PermitSigned,
        PermitActed,
        ConsentRecorded,
        QuestionAccepted,
        QuestionAnswered,
        QuestionRefused,
        CaptureCompleted,
        CutPublished,
        HubJoined,
        ReleaseAccepted,
        RecipientKeyEnrolled,
        ReleaseMade,
        ReleaseRefused,
        PseudonymUndone,
        StaffLooked {

  /** The word in the entry's {@code type} field. */
  String type();

  /** When it happened, by the home's clock. */
  Instant at();

  /** The entry; its canonical form is what the ledger stores. */
  JsonNode toJson();

  /**
   * The state after this event; refused with EVENT_IMPOSSIBLE where it cannot follow {@code
   * before}. Use {@link Governance#apply}.
   */
  State after(State before);

  /**
   * Reads an entry to its last field; refused with EVENT_UNKNOWN on an unknown type, an unknown or
   * missing field, or a value of the wrong kind.
   */
  static Event fromJson(JsonNode json) {
    try {
      return EventReader.read(StrictNode.of(json).mapping());
    } catch (StrictException e) {
      throw unknown(e.problem());
    } catch (RefusedException | IllegalArgumentException e) {
      // Names, keys and permits inside the entry are read by types that refuse in their own words.
      throw new RefusedException(
          unknown(Words.of("it holds a value that this version cannot read", "其中有此版本无法读取的值"))
              .refusal(),
          e);
    }
  }

  private static RefusedException unknown(Words problem) {
    return Refusal.of(
            GovernanceReason.EVENT_UNKNOWN,
            Words.of(
                "a ledger entry is no event of this version: " + problem.en(),
                "账本条目不是此版本的事件：" + problem.zh()),
            Words.of(
                "open this home with the version that wrote it, and verify the ledger",
                "请用写入该条目的版本打开，并校验账本"))
        .asException();
  }
}
