package health.lode.simulator;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What should be found of one hospital.
 *
 * @param received records sent; the sum of the next three
 * @param byType the same by record type: FHIR resource type (objects without one under {@code
 *     unknown}), CSV file, HL7 v2 message type
 * @param persons distinct persons, linked by resident ID number
 * @param sourcePatients medical record numbers
 * @param visits rows of the table of visits
 * @param conditions rows of the table of diagnoses
 * @param measurements rows of the table of laboratory results
 * @param deaths persons known to have died
 * @param plantedErrors how many of each kind
 * @param conditionsByYear rows and distinct persons by WHO code and year, key {@code "J18.9 2024"}
 */
public record HospitalKey(
    HospitalKind hospital,
    long received,
    long captured,
    long duplicate,
    long quarantined,
    SortedMap<String, TypeKey> byType,
    long persons,
    long sourcePatients,
    long visits,
    long conditions,
    long measurements,
    long deaths,
    SortedMap<PlantedError.Kind, Long> plantedErrors,
    SortedMap<String, RowsAndPersons> conditionsByYear) {

  /** The account of one record type. */
  public record TypeKey(long received, long captured, long duplicate, long quarantined) {}

  /** How many rows, of how many distinct persons. */
  public record RowsAndPersons(long rows, long persons) {}

  /** Adds persons up, one after the other. */
  static final class Sum {
    private final HospitalKind hospital;
    private final RecordCount records;
    private final Tally byYear = new Tally();
    private final SortedMap<PlantedError.Kind, Long> errors = new TreeMap<>();
    private long persons;
    private long sourcePatients;
    private long visits;
    private long conditions;
    private long measurements;
    private long deaths;

    Sum(HospitalKind hospital) {
      this.hospital = hospital;
      this.records = new RecordCount(hospital);
    }

    void add(Registration registration) {
      sourcePatients++;
      records.add(registration);
      for (PlantedError error : RecordCount.errors(registration)) {
        errors.merge(error.kind(), 1L, Long::sum);
      }
    }

    void add(PersonFacts facts) {
      persons++;
      visits += facts.visits().size();
      conditions += facts.conditions().size();
      measurements += facts.measurements().size();
      deaths += facts.died().isPresent() ? 1 : 0;
      for (PersonFacts.ConditionFact c : facts.conditions()) {
        byYear.add(List.of(c.icd10() + " " + c.date().getYear()), facts.person(), null);
      }
    }

    HospitalKey key() {
      SortedMap<String, TypeKey> types = new TreeMap<>();
      records
          .byType()
          .forEach(
              (type, n) ->
                  types.put(
                      type,
                      new TypeKey(n.received(), n.captured(), n.duplicate(), n.quarantined())));
      SortedMap<String, RowsAndPersons> years = new TreeMap<>();
      byYear
          .cells()
          .forEach((g, c) -> years.put(g.get(0), new RowsAndPersons(c.rows(), c.persons())));
      RecordCount.OfType total = records.total();
      return new HospitalKey(
          hospital,
          total.received(),
          total.captured(),
          total.duplicate(),
          total.quarantined(),
          types,
          persons,
          sourcePatients,
          visits,
          conditions,
          measurements,
          deaths,
          errors,
          years);
    }
  }
}
