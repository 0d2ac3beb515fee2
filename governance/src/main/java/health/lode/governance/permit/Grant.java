package health.lode.governance.permit;

import health.lode.governance.party.PartyId;
import health.lode.governance.rulebook.CategoryColumns;
import health.lode.governance.rulebook.ConsentMode;
import health.lode.governance.rulebook.Form;
import health.lode.governance.rulebook.Grade;
import java.util.Optional;
import java.util.SortedSet;

/**
 * What an admitted permit opens at this hospital, at this moment. Everything a planner may rely on.
 *
 * @param requester who may ask; the caller checks that the question comes from this party
 * @param minimumPersons distinct patients a group must have to be shown
 * @param consent which patients are reached
 * @param columns readable columns and rows
 * @param releaseGrade de-identification grade that a release must reach, where releases are granted
 *     and the rulebook sets one
 */
public record Grant(
    PermitId id,
    String permitHash,
    PartyId requester,
    PartyId recipient,
    String purpose,
    SortedSet<String> categories,
    SortedSet<Form> forms,
    int minimumPersons,
    ConsentMode consent,
    CategoryColumns columns,
    Optional<Grade> releaseGrade) {}
