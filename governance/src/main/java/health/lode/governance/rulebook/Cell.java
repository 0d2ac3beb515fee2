package health.lode.governance.rulebook;

/** One combination on which a rulebook has a say. */
public record Cell(String data, String purpose, RecipientKind recipient, Form form) {
  @Override
  public String toString() {
    return data + " × " + purpose + " × " + recipient.word() + " × " + form.word();
  }
}
