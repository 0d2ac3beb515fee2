package health.lode.simulator;

import health.lode.simulator.PersonFacts.ConditionFact;
import health.lode.simulator.PersonFacts.MeasurementFact;
import health.lode.simulator.PersonFacts.VisitFact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a person as invented into what one hospital truly knows. */
final class FactsOf {
  private FactsOf() {}

  /** Empty where the person was never in that hospital. */
  static Optional<PersonFacts> person(Person person, HospitalKind hospital) {
    List<Registration> here =
        person.registrations().stream().filter(r -> r.hospital() == hospital).toList();
    if (here.isEmpty()) {
      return Optional.empty();
    }
    List<VisitFact> visits = new ArrayList<>();
    List<ConditionFact> conditions = new ArrayList<>();
    List<MeasurementFact> measurements = new ArrayList<>();
    Optional<LocalDate> died = Optional.empty();
    for (Registration registration : here) {
      died = died.or(() -> Optional.ofNullable(registration.died()));
      for (Visit visit : registration.visits()) {
        visits.add(
            new VisitFact(
                visit.number(),
                visit.kind(),
                visit.start(),
                visit.end(),
                Optional.ofNullable(visit.outcome())));
        for (Diagnosis d : visit.diagnoses()) {
          if (d.fate() != Fate.RETRACTED) {
            conditions.add(
                new ConditionFact(
                    visit.number(),
                    d.role(),
                    d.disease().icd10(),
                    d.disease().codeAt(hospital),
                    d.date()));
          }
        }
        for (Panel panel : visit.panels()) {
          for (Result r : panel.results()) {
            if (r.fate() != Fate.RETRACTED) {
              measurements.add(
                  new MeasurementFact(visit.number(), r.item(), r.value(), panel.taken()));
            }
          }
        }
      }
    }
    Registration first = here.get(0);
    return Optional.of(
        new PersonFacts(
            person.number(),
            hospital,
            here.stream().map(Registration::patientKey).toList(),
            here.stream().map(Registration::recordNumber).toList(),
            first.sex(),
            first.birthDate(),
            died,
            List.copyOf(visits),
            List.copyOf(conditions),
            List.copyOf(measurements)));
  }
}
