package health.lode.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.simulator.AnswerKey;
import health.lode.simulator.HospitalKind;
import health.lode.simulator.PersonFacts;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The demonstration's question, once as SQL for the hospitals and once answered in plain Java from
 * the simulator's facts: how many patients with and without cough have pneumonia or lung cancer?
 */
final class CoughQuestion {
  /** Fewest distinct patients in a shown cell, as the starter rulebook has it. */
  static final int MINIMUM = 10;

  static final List<String> COLUMNS = List.of("cough", "pneumonia", "lung_cancer", "patients");

  static final String SQL =
      """
      SELECT cough, pneumonia, lung_cancer, COUNT(*) AS patients
      FROM (SELECT person_id,
                   MAX(CASE WHEN condition_icd10 LIKE 'R05%' THEN 1 ELSE 0 END) AS cough,
                   MAX(CASE WHEN condition_icd10 LIKE 'J18%' THEN 1 ELSE 0 END) AS pneumonia,
                   MAX(CASE WHEN condition_icd10 LIKE 'C34%' THEN 1 ELSE 0 END) AS lung_cancer
            FROM condition_occurrence GROUP BY person_id) AS patient
      GROUP BY cough, pneumonia, lung_cancer
      ORDER BY cough, pneumonia, lung_cancer
      """;

  /** A cell: cough, pneumonia, lung cancer. */
  record Cell(boolean cough, boolean pneumonia, boolean lungCancer) implements Comparable<Cell> {
    static Cell of(PersonFacts facts) {
      return new Cell(facts.has("R05"), facts.has("J18"), facts.has("C34"));
    }

    private int order() {
      return (cough ? 4 : 0) + (pneumonia ? 2 : 0) + (lungCancer ? 1 : 0);
    }

    @Override
    public int compareTo(Cell other) {
      return Integer.compare(order(), other.order());
    }
  }

  private final Map<HospitalKind, Map<Cell, Integer>> counts = new EnumMap<>(HospitalKind.class);

  /** Counts persons with any diagnosis, one hospital after the other. */
  CoughQuestion(AnswerKey key, Map<HospitalKind, Set<Integer>> withdrawn) {
    for (HospitalKind hospital : HospitalKind.values()) {
      Map<Cell, Integer> cells = new TreeMap<>();
      Set<Integer> without = withdrawn.getOrDefault(hospital, new HashSet<>());
      try (Stream<PersonFacts> facts = key.facts(hospital)) {
        facts
            .filter(f -> readable(f) && !without.contains(f.person()))
            .forEach(f -> cells.merge(Cell.of(f), 1, Integer::sum));
      }
      counts.put(hospital, cells);
    }
  }

  /**
   * Whether the person has a diagnosis that the permit lets be read: without {@code sensitive},
   * rows of HIV and of mental health (the simulator's B24 and F32) are left out.
   */
  static boolean readable(PersonFacts facts) {
    return facts.conditions().stream()
        .anyMatch(c -> !c.icd10().startsWith("B24") && !c.icd10().startsWith("F"));
  }

  int count(HospitalKind hospital, Cell cell) {
    return counts.getOrDefault(hospital, Map.of()).getOrDefault(cell, 0);
  }

  /**
   * The answer under the same rules: a hospital's small cell is left out, and rows that a hospital
   * which left something out does not show are partial.
   */
  ObjectNode answer() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode columns = json.putArray("columns");
    COLUMNS.forEach(columns::add);
    ArrayNode rows = json.putArray("rows");
    ArrayNode partial = json.putArray("partial");
    Map<Cell, Integer> merged = new TreeMap<>();
    Map<Cell, SortedSet<String>> shown = new TreeMap<>();
    SortedSet<String> suppressing = new TreeSet<>();
    int suppressed = 0;
    for (HospitalKind hospital : HospitalKind.values()) {
      for (Map.Entry<Cell, Integer> cell : counts.getOrDefault(hospital, Map.of()).entrySet()) {
        if (cell.getValue() >= MINIMUM) {
          merged.merge(cell.getKey(), cell.getValue(), Integer::sum);
          shown.computeIfAbsent(cell.getKey(), c -> new TreeSet<>()).add(hospital.hospitalName());
        } else {
          suppressed++;
          suppressing.add(hospital.hospitalName());
        }
      }
    }
    int row = 0;
    for (Map.Entry<Cell, Integer> cell : merged.entrySet()) {
      Cell c = cell.getKey();
      rows.addArray()
          .add(c.cough() ? 1 : 0)
          .add(c.pneumonia() ? 1 : 0)
          .add(c.lungCancer() ? 1 : 0)
          .add(cell.getValue());
      // A hospital does not name what it suppresses: any group it does not show may be among it.
      SortedSet<String> lacking = new TreeSet<>(suppressing);
      lacking.removeAll(shown.getOrDefault(c, new TreeSet<>()));
      if (!lacking.isEmpty()) {
        ArrayNode hospitals = partial.addObject().put("row", row).putArray("hospitals");
        lacking.forEach(hospitals::add);
      }
      row++;
    }
    json.put("suppressed", suppressed);
    return json;
  }
}
