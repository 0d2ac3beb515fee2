package health.lode.deidentify.fhir;

/**
 * One thing done to a resource; never its value.
 *
 * @param path type and element names of the standard; {@code ?} for a name that it does not have
 * @param rule the rule's number in the policy, {@code standard:} and the number of a shipped rule,
 *     or {@code default} where none spoke
 * @param action {@code redact, shift, pseudonym, generalise} or {@code text}
 */
public record Applied(String path, String rule, String action) {}
