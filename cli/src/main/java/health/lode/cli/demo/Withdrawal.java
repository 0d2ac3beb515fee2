package health.lode.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.simulator.AnswerKey;
import health.lode.simulator.HospitalKind;
import health.lode.simulator.PersonFacts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who withdraws in the demonstration. A difference between two answers is a disclosure too: so at
 * least the cell minimum of patients withdraw together in every cell that changes, and at least as
 * many stay in it.
 */
final class Withdrawal {
  private static final int LEAVING = 12;
  private static final int STAYING = 20;

  private final Map<HospitalKind, Set<Integer>> persons = new EnumMap<>(HospitalKind.class);
  private final Map<HospitalKind, List<String>> patients = new EnumMap<>(HospitalKind.class);

  Withdrawal(AnswerKey key, CoughQuestion before) {
    CoughQuestion.Cell coughing = new CoughQuestion.Cell(true, true, false);
    CoughQuestion.Cell coughOnly = new CoughQuestion.Cell(true, false, false);
    for (HospitalKind hospital : HospitalKind.values()) {
      Set<Integer> leaving = new HashSet<>();
      List<String> keys = new ArrayList<>();
      for (CoughQuestion.Cell cell : List.of(coughing, coughOnly)) {
        if (before.count(hospital, cell) >= LEAVING + STAYING) {
          try (Stream<PersonFacts> facts = key.facts(hospital)) {
            facts
                .filter(f -> CoughQuestion.readable(f) && CoughQuestion.Cell.of(f).equals(cell))
                .limit(LEAVING)
                .forEach(
                    f -> {
                      leaving.add(f.person());
                      keys.add(DemoHospital.SOURCE + ":" + f.patientKeys().get(0));
                    });
          }
        }
      }
      persons.put(hospital, leaving);
      patients.put(hospital, keys);
    }
  }

  Map<HospitalKind, Set<Integer>> persons() {
    return persons;
  }

  int count() {
    return persons.values().stream().mapToInt(Set::size).sum();
  }

  /** Enters the objections at the hospital; nothing where too few could leave together. */
  void enter(DemoHospital hospital) {
    List<String> keys = patients.getOrDefault(hospital.kind(), List.of());
    if (keys.isEmpty()) {
      return;
    }
    ObjectNode arguments = DemoHospital.arguments();
    ArrayNode choices = arguments.putArray("choices");
    keys.forEach(
        patient ->
            choices
                .addObject()
                .put("patient", patient)
                .put("purpose", "research")
                .put("category", "*"));
    hospital.work("consent.withdraw", arguments);
  }
}
