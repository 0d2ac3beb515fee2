package health.lode.governance.rulebook;

import health.lode.governance.party.PartyId;
import health.lode.refusal.Words;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What a rulebook says of one combination for one permit. */
public sealed interface Ruling {
  /**
   * Forbidden.
   *
   * @param because every red line that applies; or that no rule names the combination
   * @param remedies what the rules' authors say would make it pass
   */
  record Forbidden(Cell cell, List<Words> because, List<Words> remedies) implements Ruling {}

  /**
   * Allowed once these offices have signed.
   *
   * @param approvals offices with the reasons why
   * @param grade de-identification grade to reach, the highest that a rule asks for
   * @param consent the strictest that a rule asks for
   */
  record Permitted(
      Cell cell,
      SortedMap<PartyId, List<Words>> approvals,
      Optional<Grade> grade,
      ConsentMode consent)
      implements Ruling {}
}
