package health.lode.deidentify.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.deidentify.table.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Planted attacks over several releases are found; where there is none, nothing is found. */
class ReleasesTest {
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final Limits FIVE = Limits.of(Sharing.AGREEMENT);

  /** A person as the node knows them. */
  private record Patient(int id, int age, int region) {}

  private static List<Patient> patients(int count, long seed) {
    Random random = new Random(seed);
    List<Patient> patients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      patients.add(new Patient(i, random.nextInt(100), random.nextInt(16)));
    }
    return patients;
  }

  private interface Row {
    List<String> of(Patient patient);
  }

  private static ReleaseProfile release(
      String name, List<Patient> patients, List<String> columns, List<String> quasi, Row row) {
    Table.Builder table = new Table.Builder(columns);
    patients.forEach(patient -> table.row(row.of(patient)));
    RiskTable risky =
        new RiskTable("t", table.build(), quasi, Optional.empty(), List.of(), Set.of());
    IntFunction<String> insider = at -> "patient" + patients.get(at).id;
    return ReleaseProfile.of(name, List.of(new ReleaseProfile.Source(risky, insider)), KEY);
  }

  private static ReleaseProfile plain(String name, List<Patient> patients, int ages, int regions) {
    return release(
        name,
        patients,
        List.of("age", "region"),
        List.of("age", "region"),
        p -> List.of("a" + p.age / ages, "r" + p.region / regions));
  }

  @Test
  void sameClassesAgainPass() {
    List<Patient> patients = patients(4000, 1);
    JointRisk risk =
        Releases.judge(
            plain("second", patients, 20, 4), List.of(plain("first", patients, 20, 4)), FIVE);
    assertThat(risk.findings()).isEmpty();
    assertThat(risk.passes()).isTrue();
    assertThat(risk.joint().histogram()).isEqualTo(risk.alone().histogram());
  }

  @Test
  void coarserClassesThanBeforePassAndOtherPersonsPass() {
    List<Patient> patients = patients(4000, 1);
    ReleaseProfile fine = plain("fine", patients, 20, 4);
    assertThat(Releases.judge(plain("coarse", patients, 40, 8), List.of(fine), FIVE).passes())
        .isTrue();
    List<Patient> others =
        patients.stream().map(p -> new Patient(p.id + 10_000, p.age, p.region)).toList();
    assertThat(Releases.judge(plain("others", others, 10, 16), List.of(fine), FIVE).passes())
        .isTrue();
    assertThat(Releases.judge(fine, List.of(), FIVE).passes()).isTrue();
  }

  @Test
  void candidatesOfTwoGeneralisationsIntersect() {
    List<Patient> patients = patients(3000, 2);
    // Age by year in one, region by number in the other: each has large classes.
    ReleaseProfile ages = plain("ages", patients, 1, 16);
    ReleaseProfile regions = plain("regions", patients, 100, 1);
    assertThat(Releases.judge(regions, List.of(), FIVE).passes()).isTrue();
    assertThat(Releases.judge(ages, List.of(), FIVE).passes()).isTrue();
    JointRisk risk = Releases.judge(regions, List.of(ages), FIVE);
    assertThat(risk.passes()).isFalse();
    JointRisk.Finding found = risk.findings().get(0);
    assertThat(found.attack()).isEqualTo(JointRisk.Attack.INTERSECTION);
    assertThat(found.releases()).containsExactly("ages");
    assertThat(found.columns()).containsExactly("region");
    // Against the definition: whoever shares both age and region.
    Map<String, Long> cells = new java.util.HashMap<>();
    patients.forEach(p -> cells.merge(p.age + "/" + p.region, 1L, Long::sum));
    long expected = cells.values().stream().filter(n -> n < 5).mapToLong(n -> n).sum();
    assertThat(risk.risky()).isEqualTo(expected);
    assertThat(risk.added()).isEqualTo(expected);
  }

  @Test
  void threeReleasesWithPartlyTheSamePersonsAgreeWithTheDefinition() {
    Random random = new Random(9);
    for (int round = 0; round < 20; round++) {
      List<Patient> patients = patients(200, round);
      List<List<Patient>> samples = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        samples.add(patients.stream().filter(p -> random.nextInt(4) > 0).toList());
      }
      int[][] widths = {{20, 16}, {100, 4}, {50, 8}};
      List<ReleaseProfile> profiles = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        profiles.add(plain("r" + i, samples.get(i), widths[i][0], widths[i][1]));
      }
      JointRisk risk = Releases.judge(profiles.get(2), profiles.subList(0, 2), FIVE);
      List<Set<Integer>> members =
          samples.stream()
              .map(s -> (Set<Integer>) new HashSet<>(s.stream().map(Patient::id).toList()))
              .toList();
      Map<Integer, Long> expected = new java.util.TreeMap<>();
      for (Patient p : samples.get(2)) {
        int candidates = 0;
        for (Patient q : samples.get(2)) {
          boolean all = true;
          for (int i = 0; i < 3; i++) {
            if (members.get(i).contains(p.id)) {
              all &=
                  members.get(i).contains(q.id)
                      && p.age / widths[i][0] == q.age / widths[i][0]
                      && p.region / widths[i][1] == q.region / widths[i][1];
            }
          }
          candidates += all ? 1 : 0;
        }
        expected.merge(candidates, 1L, Long::sum);
      }
      assertThat(risk.joint().personsBySize()).as("round %d", round).isEqualTo(expected);
    }
  }

  @Test
  void oneMorePatientThanLastMonthIsDifferenced() {
    List<Patient> patients = patients(2000, 3);
    List<Patient> before = patients.subList(0, 1999);
    JointRisk one =
        Releases.judge(
            plain("july", patients, 50, 16), List.of(plain("june", before, 50, 16)), FIVE);
    assertThat(one.passes()).isFalse();
    assertThat(one.findings())
        .extracting(JointRisk.Finding::attack)
        .containsExactly(JointRisk.Attack.DIFFERENCING);
    assertThat(one.findings().get(0).smallest()).isEqualTo(1);
    assertThat(one.findings().get(0).persons()).isEqualTo(1);
    // And who left stands out as well.
    JointRisk gone =
        Releases.judge(
            plain("july", before, 50, 16), List.of(plain("june", patients, 50, 16)), FIVE);
    assertThat(gone.findings())
        .extracting(JointRisk.Finding::attack)
        .containsExactly(JointRisk.Attack.DIFFERENCING);
    // Enough new ones in every class hide one another.
    JointRisk many =
        Releases.judge(
            plain("july", patients, 50, 16),
            List.of(plain("june", patients.subList(0, 1000), 50, 16)),
            FIVE);
    assertThat(many.passes()).isTrue();
  }

  @Test
  void aStablePseudonymLinksAndFreshOnesDoNot() {
    List<Patient> patients = patients(3000, 4);
    List<String> columns = List.of("code", "age", "region");
    Row ages = p -> List.of("C" + (1_000_000 + p.id * 7), "a" + p.age, "*");
    Row regions = p -> List.of("C" + (1_000_000 + p.id * 7), "*", "r" + p.region);
    Row fresh = p -> List.of("D" + (2_000_000 + p.id * 11), "*", "r" + p.region);
    ReleaseProfile first = release("first", patients, columns, List.of("age", "region"), ages);
    JointRisk same =
        Releases.judge(
            release("second", patients, columns, List.of("age", "region"), regions),
            List.of(first),
            FIVE);
    assertThat(same.findings())
        .extracting(JointRisk.Finding::attack)
        .contains(JointRisk.Attack.LINKAGE, JointRisk.Attack.INTERSECTION);
    JointRisk.Finding linkage =
        same.findings().stream()
            .filter(f -> f.attack() == JointRisk.Attack.LINKAGE)
            .findFirst()
            .orElseThrow();
    assertThat(linkage.columns()).containsExactly("code");
    assertThat(linkage.persons()).isEqualTo(same.added());
    JointRisk other =
        Releases.judge(
            release("second", patients, columns, List.of("age", "region"), fresh),
            List.of(first),
            FIVE);
    assertThat(other.findings())
        .extracting(JointRisk.Finding::attack)
        .containsExactly(JointRisk.Attack.INTERSECTION);
  }

  @Test
  void aDateShiftIsUndoneByTheIntervalsItKeeps() {
    List<Patient> patients = patients(3000, 5);
    Random random = new Random(8);
    Map<Integer, int[]> stays = new java.util.HashMap<>();
    patients.forEach(p -> stays.put(p.id, new int[] {random.nextInt(3000), random.nextInt(2000)}));
    List<String> columns = List.of("admission_date", "last_visit_date", "age", "region");
    ReleaseProfile first =
        release(
            "first",
            patients,
            columns,
            List.of("age", "region"),
            p -> dated(p, stays, 17 + p.id % 90, "a" + p.age, "*"));
    ReleaseProfile second =
        release(
            "second",
            patients,
            columns,
            List.of("age", "region"),
            p -> dated(p, stays, 200 + p.id % 50, "*", "r" + p.region));
    JointRisk risk = Releases.judge(second, List.of(first), FIVE);
    JointRisk.Finding linkage =
        risk.findings().stream()
            .filter(f -> f.attack() == JointRisk.Attack.LINKAGE)
            .findFirst()
            .orElseThrow();
    assertThat(linkage.columns()).containsExactly(Links.INTERVALS);
    // 3,000 draws among 2,000 intervals: a fifth or so are one person's alone.
    Map<Integer, Long> lengths = new java.util.HashMap<>();
    stays.values().forEach(s -> lengths.merge(s[1], 1L, Long::sum));
    long alone =
        stays.values().stream()
            .filter(s -> s[1] > 0 && lengths.getOrDefault(s[1], 0L) == 1)
            .count();
    assertThat(linkage.because().en()).startsWith(alone + " persons'");
  }

  private static List<String> dated(
      Patient p, Map<Integer, int[]> stays, int shift, String age, String region) {
    int[] stay = stays.getOrDefault(p.id, new int[2]);
    java.time.LocalDate from = java.time.LocalDate.of(2010, 1, 1).plusDays(stay[0] + shift);
    return List.of(from.toString(), from.plusDays(stay[1]).toString(), age, region);
  }

  @Test
  void aProfileSurvivesStorageAndHoldsNoValue() {
    List<Patient> patients = patients(300, 6);
    ReleaseProfile first = plain("ages", patients, 1, 16);
    byte[] stored = first.encode();
    String text = new String(stored, StandardCharsets.ISO_8859_1);
    assertThat(text).doesNotContain("patient").doesNotContain("a57");
    ReleaseProfile again = ReleaseProfile.decode(stored);
    assertThat(again.encode()).isEqualTo(stored);
    ReleaseProfile regions = plain("regions", patients, 100, 1);
    assertThat(Releases.judge(regions, List.of(again), FIVE))
        .usingRecursiveComparison()
        .isEqualTo(Releases.judge(regions, List.of(first), FIVE));
  }

  @Test
  void aDamagedProfileIsRefused() {
    byte[] stored = plain("ages", patients(20, 6), 1, 16).encode();
    for (int i = 0; i < stored.length; i += 7) {
      byte[] changed = stored.clone();
      changed[i] ^= 4;
      assertThatThrownBy(() -> ReleaseProfile.decode(changed))
          .as("byte %d", i)
          .hasMessageContaining("RELEASE_PROFILE_UNREADABLE");
    }
    for (int length : new int[] {0, 10, 40, stored.length - 1}) {
      byte[] cut = java.util.Arrays.copyOf(stored, length);
      assertThatThrownBy(() -> ReleaseProfile.decode(cut))
          .hasMessageContaining("RELEASE_PROFILE_UNREADABLE");
    }
  }
}
