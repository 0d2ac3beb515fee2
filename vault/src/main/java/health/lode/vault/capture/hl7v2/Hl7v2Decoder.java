package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.Decoder;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.RecordBytes;
import health.lode.vault.codes.Dictionary;
import java.util.Set;

/**
 * Walks the segments of a mapped message in the order they were sent, because HL7's groups are
 * known by order alone: a PID opens a patient, a PV1 a visit, an ORC or OBR an order, and an OBX
 * belongs to what stands open.
 */
final class Hl7v2Decoder implements Decoder {
  private static final Set<String> MAPPED =
      Set.of("ADT", "ORU", "ORM", "OML", "OMG", "VXU", "SIU", "MDM");

  private final Dictionary dictionary;

  Hl7v2Decoder(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  @Override
  public void decode(RecordBytes record, FactSink facts) throws QuarantinedException {
    Message message = Message.parse(record.buffer(), record.offset(), record.length());
    if (!MAPPED.contains(message.code()) || message.trigger().startsWith("Z")) {
      return;
    }
    MessageFacts open = new MessageFacts(message, facts, dictionary);
    OrderGroup group = new OrderGroup();
    for (Segment segment : message.segments()) {
      switch (segment.name()) {
        case "PID" -> {
          group = closed(group, open);
          PatientSegments.identified(segment, open);
        }
        case "MRG" -> PatientSegments.merged(segment, open);
        case "PV1" -> {
          group = closed(group, open);
          VisitSegments.visited(segment, open);
        }
        case "ORC" -> {
          group = closed(group, open);
          group.order(segment);
        }
        case "OBR", "RXA", "TXA" -> {
          if (group.hasDetail() || group.hasResults()) {
            group = closed(group, open);
          }
          group.detail(segment);
        }
        case "OBX" -> group.result(segment);
        case "RXR" -> group.route(segment);
        case "DG1" -> ClinicalSegments.diagnosed(segment, open);
        case "PR1" -> ClinicalSegments.performed(segment, open);
        case "AL1" -> ClinicalSegments.allergic(segment, open);
        case "IAM" -> ClinicalSegments.adverse(segment, open);
        default -> {
          // Kept in the journal as it is; nothing of it has a place in the tables.
        }
      }
    }
    closed(group, open);
    if (message.code().equals("SIU")) {
      AppointmentSegments.scheduled(message, open);
    }
  }

  private static OrderGroup closed(OrderGroup group, MessageFacts open)
      throws QuarantinedException {
    if (open.hasPatient()) {
      ResultSegments.closed(group, open);
    }
    return new OrderGroup();
  }
}
