package health.lode.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final Population POPULATION = new Population(11, 20_000);

  @Test
  void idNumbersAreValidUniqueAndSayWhatThePersonIs() {
    Set<String> seen = new HashSet<>();
    POPULATION
        .persons()
        .forEach(
            p -> {
              String id = p.residentId();
              assertThat(ResidentId.isValid(id)).as(id).isTrue();
              assertThat(seen.add(id)).as("%s twice", id).isTrue();
              assertThat(id.substring(6, 14)).isEqualTo(p.birthDate().toString().replace("-", ""));
              assertThat((id.charAt(16) - '0') % 2 == 1).isEqualTo(p.sex() == Sex.MALE);
            });
  }

  /** Persons 17,465 apart share region and sequence number; only the dates keep them apart. */
  @Test
  void idNumbersStayUniqueUpToTheLargestPopulation() {
    Population largest = new Population(3, Population.LARGEST);
    for (int start : new int[] {0, 1, 9999, 17_464}) {
      Set<String> seen = new HashSet<>();
      for (int number = start; number < Population.LARGEST; number += 17_465) {
        assertThat(seen.add(largest.person(number).residentId())).isTrue();
      }
      assertThat(seen).hasSizeGreaterThan(228);
    }
    assertThatThrownBy(() -> new Population(3, Population.LARGEST + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void recordNumbersAreNeverGivenTwice() {
    Set<String> seen = new HashSet<>();
    POPULATION
        .persons()
        .flatMap(p -> p.registrations().stream())
        .forEach(r -> assertThat(seen.add(r.recordNumber())).as(r.recordNumber()).isTrue());
  }

  @Test
  void onePersonIsTheSameEverywhereButForWhatWasPlanted() {
    POPULATION
        .persons()
        .forEach(
            p -> {
              for (Registration r : p.registrations()) {
                List<PlantedError.Kind> wrong =
                    r.errors().stream().map(PlantedError::kind).toList();
                assertThat(r.sex() != p.sex())
                    .isEqualTo(wrong.contains(PlantedError.Kind.CONTRADICTORY_SEX));
                assertThat(!r.birthDate().equals(p.birthDate()))
                    .isEqualTo(wrong.contains(PlantedError.Kind.CONTRADICTORY_BIRTH_DATE));
                assertThat(r.residentId() == null)
                    .isEqualTo(wrong.contains(PlantedError.Kind.MISSING_ID_NUMBER));
                assertThat(r.residentId() != null && !ResidentId.isValid(r.residentId()))
                    .isEqualTo(wrong.contains(PlantedError.Kind.INVALID_ID_NUMBER));
                assertThat(r.surname() + r.given())
                    .isEqualTo(
                        p.registrations().get(0).surname() + p.registrations().get(0).given());
              }
            });
  }

  @Test
  void livesRunForwards() {
    POPULATION
        .persons()
        .forEach(
            p -> {
              List<Visit> visits = new ArrayList<>();
              p.registrations().forEach(r -> visits.addAll(r.visits()));
              visits.sort(Comparator.comparing(Visit::start));
              LocalDateTime before = p.birthDate().atStartOfDay();
              for (Visit v : visits) {
                assertThat(v.start()).isAfter(before);
                assertThat(v.end()).isAfter(v.start());
                before = v.end();
              }
              Stream<Outcome> early =
                  visits.subList(0, visits.size() - 1).stream().map(Visit::outcome);
              assertThat(early).doesNotContain(Outcome.DIED);
              assertThat(p.registrations().stream().anyMatch(r -> r.died() != null))
                  .isEqualTo(visits.get(visits.size() - 1).outcome() == Outcome.DIED);
            });
  }

  /**
   * The odds ratios found lie within three standard errors (Woolf) of those planted, in the
   * population and in each hospital.
   */
  @Test
  void associationsAreAsPlanted() {
    AnswerKey key = new AnswerKey(11, POPULATION);
    for (HospitalKind hospital : HospitalKind.values()) {
      assertNear(key.coughAndPneumonia(hospital), key.plantedOddsRatioOfPneumonia());
      assertNear(key.coughAndLungCancer(hospital), key.plantedOddsRatioOfLungCancer());
    }
  }

  private static void assertNear(Association a, double planted) {
    double error =
        Math.sqrt(
            1.0 / a.coughWith()
                + 1.0 / a.coughWithout()
                + 1.0 / a.noCoughWith()
                + 1.0 / a.noCoughWithout());
    assertThat(Math.abs(Math.log(a.oddsRatio() / planted))).isLessThan(3 * error).isLessThan(0.4);
  }
}
