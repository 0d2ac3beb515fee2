package health.lode.governance.permit;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.party.PartyId;
import health.lode.governance.rulebook.Form;
import health.lode.governance.rulebook.RecipientKind;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.strict.StrictException;
import health.lode.strict.StrictNode;
import health.lode.strict.StrictYaml;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A project's request, whole: what is asked for, by whom, for whom and for how long. Its hash binds
 * every signature and every question; a permit that differs in one field is another permit.
 *
 * @param requester the party that asks the questions
 * @param recipient the party that receives what leaves
 * @param data categories of the rulebook
 * @param hospitals names of the hospitals asked; empty means the hospital where it is requested
 * @param basis the legal basis in the project's own words (consent, ethics waiver, statute)
 */
public record Permit(
    String project,
    String purpose,
    PartyId requester,
    PartyId recipient,
    SortedSet<String> data,
    SortedSet<Form> forms,
    List<String> hospitals,
    Validity valid,
    Optional<String> basis,
    Optional<Ethics> ethics,
    Optional<Attachment> agreement,
    List<Attachment> attachments,
    Limits limits,
    Optional<Price> price,
    List<String> obligations) {

  public Permit {
    data = Collections.unmodifiableSortedSet(new TreeSet<>(data));
    forms = Collections.unmodifiableSortedSet(new TreeSet<>(forms));
    hospitals = List.copyOf(hospitals);
    attachments = List.copyOf(attachments);
    obligations = List.copyOf(obligations);
  }

  /** Reads a permit file; refused with PERMIT_UNREADABLE and the line where it is not one. */
  public static Permit fromYaml(String text) {
    try {
      return PermitReader.read(StrictYaml.read(text));
    } catch (StrictException e) {
      throw unreadable(e);
    }
  }

  /** Reads {@link #toJson()}, as strictly as a file. */
  public static Permit fromJson(JsonNode json) {
    try {
      return PermitReader.read(StrictNode.of(json));
    } catch (StrictException e) {
      throw unreadable(e);
    }
  }

  /** Reads a permit inside another document; throws {@link StrictException}. */
  public static Permit read(StrictNode node) {
    return PermitReader.read(node);
  }

  public JsonNode toJson() {
    return PermitWriter.write(this);
  }

  /** Lower-case hex SHA-256 of the canonical JSON. */
  public String hash() {
    return CanonicalJson.sha256(toJson());
  }

  public PermitId id() {
    return PermitId.ofHash(hash());
  }

  public RecipientKind recipientKind() {
    return RecipientKind.of(recipient);
  }

  private static RefusedException unreadable(StrictException e) {
    return Refusal.of(
            PermitReason.PERMIT_UNREADABLE,
            e.located(),
            Words.of(
                "write the permit as docs/spec/permit.md says", "请按 docs/spec/permit.md 填写许可文件"))
        .asException();
  }
}
