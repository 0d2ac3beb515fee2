package health.lode.governance.rulebook;

import java.util.List;
import java.util.Map;

/**
 * What a condition may ask about a permit: the whole vocabulary of {@code when:}.
 *
 * @param foreign whether requester or recipient is a foreign party
 * @param hospitals how many hospitals are asked
 * @param basis the stated legal basis, or an empty text
 * @param ethics whether an ethics approval is named
 * @param agreement whether an agreement is attached
 * @param priced whether a price was agreed on
 * @param days length of the validity in days
 */
public record Facts(
    boolean foreign,
    long hospitals,
    List<String> data,
    List<String> forms,
    String purpose,
    String recipient,
    String basis,
    boolean ethics,
    boolean agreement,
    boolean priced,
    long days) {

  Map<String, Object> values() {
    return Map.ofEntries(
        Map.entry("permit.foreign", foreign),
        Map.entry("permit.hospitals", hospitals),
        Map.entry("permit.data", data),
        Map.entry("permit.forms", forms),
        Map.entry("permit.purpose", purpose),
        Map.entry("permit.recipient", recipient),
        Map.entry("permit.basis", basis),
        Map.entry("permit.ethics", ethics),
        Map.entry("permit.agreement", agreement),
        Map.entry("permit.priced", priced),
        Map.entry("permit.days", days));
  }
}
