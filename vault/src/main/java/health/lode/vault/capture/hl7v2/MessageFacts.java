package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.WrittenMoment;
import health.lode.vault.codes.Dictionary;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The facts of one message in the making: which patient and visit stand open, and since when. */
final class MessageFacts {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})");

  private final Message message;
  private final FactSink facts;
  private final Dictionary dictionary;
  private final @Nullable WrittenMoment sent;
  private final @Nullable WrittenMoment recorded;
  private final @Nullable WrittenMoment occurred;
  private final long version;

  private String patientKey = "";
  private String visitKey = "";
  private @Nullable WrittenMoment visitStart;

  MessageFacts(Message message, FactSink facts, Dictionary dictionary) throws QuarantinedException {
    this.message = message;
    this.facts = facts;
    this.dictionary = dictionary;
    sent = Timestamp.read(message.header(), 7);
    Segment event = message.first("EVN").orElse(null);
    recorded = event == null ? null : Timestamp.read(event, 2);
    occurred = event == null ? null : Timestamp.read(event, 6);
    version = Timestamp.version(sent == null ? recorded : sent);
  }

  Message message() {
    return message;
  }

  FactSink sink() {
    return facts;
  }

  Dictionary dictionary() {
    return dictionary;
  }

  /** When the event happened: EVN-6, else when it was recorded, EVN-2. */
  @Nullable WrittenMoment event() {
    return occurred == null ? recorded : occurred;
  }

  @Nullable WrittenMoment occurred() {
    return occurred;
  }

  boolean isAdt() {
    return message.code().equals("ADT");
  }

  boolean isEvent(String... triggers) {
    for (String trigger : triggers) {
      if (isAdt() && message.trigger().equals(trigger)) {
        return true;
      }
    }
    return false;
  }

  /**
   * A version by which snapshots of one thing are weighed before their time: a thin mention never
   * replaces a full statement.
   *
   * @param rank 0 to 7; higher wins whatever the time
   */
  long ranked(int rank) {
    return ((long) rank << 48) + version;
  }

  void patient(String key) {
    patientKey = key;
    visitKey = "";
    visitStart = null;
  }

  boolean hasPatient() {
    return !patientKey.isEmpty();
  }

  String patientKey() {
    return patientKey;
  }

  void visit(String key, @Nullable WrittenMoment start) {
    visitKey = key;
    visitStart = start;
  }

  /** What a fact without a number of its own is numbered within: the visit, else the patient. */
  String scope() {
    return visitKey.isEmpty() ? patientKey : visitKey;
  }

  /** A row about the open patient, within the open visit, as of this message. */
  FactRow row(String table, String key) {
    FactRow row = facts.fact(table, key).patient(patientKey).version(version);
    return visitKey.isEmpty() ? row : row.visit(visitKey);
  }

  /**
   * The first of these moments that was sent, else the visit's start, the event's or the message's
   * time.
   *
   * @throws QuarantinedException naming {@code segment} and {@code field} where there is none
   */
  WrittenMoment dated(Segment segment, int field, @Nullable WrittenMoment... candidates)
      throws QuarantinedException {
    WrittenMoment own = Timestamp.read(segment, field);
    if (own != null) {
      return own;
    }
    for (WrittenMoment candidate : candidates) {
      if (candidate != null) {
        return candidate;
      }
    }
    for (WrittenMoment candidate : new WrittenMoment[] {visitStart, event(), sent}) {
      if (candidate != null) {
        return candidate;
      }
    }
    throw missing(
        segment.place(field), "No date is given here, nor by visit or message", "此处及就诊、消息均无日期");
  }

  static QuarantinedException missing(String place, String en, String zh) {
    return Quarantine.of("HL7_FIELD_MISSING", place, en, zh).asException();
  }

  /** A plain decimal number; null where the text is anything else. */
  static @Nullable BigDecimal number(String text) {
    String plain = text.strip();
    return DECIMAL.matcher(plain).matches() ? new BigDecimal(plain) : null;
  }

  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
