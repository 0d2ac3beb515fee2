package health.lode.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void sameSeedSameBytes(HospitalKind hospital) throws IOException {
    Simulation.of(5, 150).writeHospital(hospital, dir.resolve("one"));
    Simulation again = Simulation.of(5, 150);
    again.answerKey();
    again.writeHospital(hospital, dir.resolve("two"));
    Simulation.of(6, 150).writeHospital(hospital, dir.resolve("three"));
    Map<String, String> one = texts(dir.resolve("one"));
    assertThat(texts(dir.resolve("two"))).isEqualTo(one);
    assertThat(texts(dir.resolve("three"))).isNotEqualTo(one);
    assertThat(texts(dir.resolve("three")).keySet()).isEqualTo(one.keySet());
  }

  /** The whole key against a recount of the files by other means. */
  @ParameterizedTest
  @EnumSource
  void keyEqualsRecount(HospitalKind hospital) throws IOException {
    Simulation simulation = Simulation.of(20_260_101, 2_500);
    simulation.writeHospital(hospital, dir);
    AnswerKey answers = simulation.answerKey();
    HospitalKey key = answers.hospital(hospital);
    Recount recount = Recount.of(hospital, dir);

    assertThat(key.received()).isEqualTo(key.captured() + key.duplicate() + key.quarantined());
    Map<String, Long> received = new TreeMap<>();
    key.byType().forEach((type, n) -> received.put(type, n.received()));
    assertThat(received).isEqualTo(recount.received);
    assertThat(key.duplicate()).isEqualTo(recount.duplicate).isPositive();
    assertThat(key.quarantined()).isEqualTo(recount.quarantined).isPositive();
    assertThat(key.sourcePatients()).isEqualTo(recount.sexes.size());
    assertThat(key.visits()).isEqualTo(recount.visits.size());
    assertThat(key.conditions()).isEqualTo(recount.conditions().size());
    assertThat(key.measurements()).isEqualTo(recount.measurements().size());
    assertThat(key.plantedErrors().get(PlantedError.Kind.DUPLICATE)).isEqualTo(recount.duplicate);

    Set<String> persons = new HashSet<>();
    recount.sexes.keySet().forEach(p -> persons.add(recount.person(p)));
    assertThat(key.persons()).isEqualTo(persons.size());

    Map<String, Set<String>> personsByYear = new TreeMap<>();
    Map<String, Long> rowsByYear = new TreeMap<>();
    for (Recount.Condition c : recount.conditions()) {
      String group = c.icd10() + " " + c.date().substring(0, 4);
      personsByYear.computeIfAbsent(group, g -> new HashSet<>()).add(recount.person(c.patient()));
      rowsByYear.merge(group, 1L, Long::sum);
    }
    assertThat(key.conditionsByYear().keySet()).isEqualTo(personsByYear.keySet());
    key.conditionsByYear()
        .forEach(
            (group, n) -> {
              assertThat(n.rows()).as(group).isEqualTo(rowsByYear.get(group));
              assertThat(n.persons()).as(group).isEqualTo(personsByYear.get(group).size());
            });
    leukocytes(hospital, answers, recount);
  }

  /** Sum and count of leukocytes by disease and sex. */
  private static void leukocytes(HospitalKind hospital, AnswerKey answers, Recount recount) {
    Map<String, String> disease = new TreeMap<>();
    for (Recount.Condition c : recount.conditions()) {
      if (c.icd10().startsWith("J18")) {
        disease.put(recount.person(c.patient()), "J18");
      } else if (c.icd10().startsWith("C34")) {
        disease.putIfAbsent(recount.person(c.patient()), "C34");
      }
    }
    Map<String, BigDecimal> sums = new TreeMap<>();
    Map<String, Long> rows = new TreeMap<>();
    for (Recount.Measurement m : recount.measurements()) {
      if (m.item().equals(LaboratoryItem.WBC.codeAt(hospital))) {
        String sex = recount.sexes.get(m.patient());
        String male = Sex.MALE.asSentBy(hospital);
        String group =
            disease.getOrDefault(recount.person(m.patient()), "neither")
                + (sex.equals(male) ? " MALE" : " FEMALE");
        sums.merge(group, m.value(), BigDecimal::add);
        rows.merge(group, 1L, Long::sum);
      }
    }
    answers
        .leukocytesByDiseaseAndSex(hospital)
        .cells()
        .forEach(
            (group, cell) -> {
              String name = String.join(" ", group);
              assertThat(cell.rows()).as(name).isEqualTo(rows.get(name));
              assertThat(cell.sum()).as(name).isEqualByComparingTo(sums.get(name));
            });
  }

  @Test
  void everyKindOfErrorIsPlantedAndListed() throws IOException {
    AnswerKey key = Simulation.of(1, 5_000).answerKey();
    key.write(dir.resolve("answer-key.json"));
    JsonNode json = new ObjectMapper().readTree(dir.resolve("answer-key.json").toFile());
    Set<PlantedError.Kind> kinds = new HashSet<>();
    for (HospitalKind hospital : HospitalKind.values()) {
      HospitalKey expected = key.hospital(hospital);
      kinds.addAll(expected.plantedErrors().keySet());
      Map<String, Long> listed = new TreeMap<>();
      JsonNode part = null;
      for (JsonNode candidate : json.get("hospitals")) {
        if (candidate.get("name").textValue().equals(hospital.hospitalName())) {
          part = candidate;
        }
      }
      assertThat(part).isNotNull();
      part.get("plantedErrors").forEach(e -> listed.merge(e.get("kind").asText(), 1L, Long::sum));
      Map<String, Long> counted = new TreeMap<>();
      expected.plantedErrors().forEach((kind, n) -> counted.put(kind.name(), n));
      assertThat(listed).isEqualTo(counted);
      assertThat(part.at("/counts/received").longValue()).isEqualTo(expected.received());
      assertThat(expected.plantedErrors().get(PlantedError.Kind.MALFORMED))
          .isEqualTo(expected.quarantined());
    }
    assertThat(kinds).containsExactlyInAnyOrder(PlantedError.Kind.values());
    assertThat(key.patients()).isEqualTo(5_000);
    assertThat(key.seed()).isEqualTo(1);
  }

  /** What a withdrawal needs: facts can be asked for again, and name the keys as sent. */
  @Test
  void factsAreTheSameEachTimeAndNameTheirPatients() {
    AnswerKey key = Simulation.of(3, 400).answerKey();
    for (HospitalKind hospital : HospitalKind.values()) {
      assertThat(key.facts(hospital).toList()).isEqualTo(key.facts(hospital).toList());
      assertThat(key.facts(hospital).count()).isEqualTo(key.hospital(hospital).persons());
      assertThat(key.facts(hospital).mapToLong(f -> f.patientKeys().size()).sum())
          .isEqualTo(key.hospital(hospital).sourcePatients());
      assertThat(key.facts(hospital).map(PersonFacts::person)).isSorted();
    }
  }

  private static Map<String, String> texts(Path dir) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        texts.put(file.getFileName().toString(), new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return texts;
  }
}
