package health.lode.simulator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The invented population. Each person is computed from the seed and their number alone, so that
 * nothing is kept and any person can be asked for at any time.
 */
final class Population {
  /** Above this, ID numbers could repeat. */
  static final int LARGEST = 4_000_000;

  /** Share of persons with a cough. */
  static final double COUGH = 0.20;

  /** Odds ratios planted between cough and the two diseases. */
  static final double PNEUMONIA_ODDS_RATIO = 4;

  static final double LUNG_CANCER_ODDS_RATIO = 3;

  /** Share with the disease among those without cough. */
  static final double PNEUMONIA_WITHOUT_COUGH = 0.06;

  static final double LUNG_CANCER_WITHOUT_COUGH = 0.03;

  private static final int SEQUENCES = 499;

  /** Regions times sequence numbers. */
  private static final int PAIRS = Region.ALL.size() * SEQUENCES;

  private static final int RESIDUES = 256;
  private static final LocalDate LAST_BIRTH = LocalDate.of(2021, 12, 31);

  private final long seed;
  private final int size;
  private final Names names = new Names();

  Population(long seed, int size) {
    if (size < 1 || size > LARGEST) {
      throw new IllegalArgumentException("1 to " + LARGEST + " patients");
    }
    this.seed = seed;
    this.size = size;
  }

  int size() {
    return size;
  }

  Stream<Person> persons() {
    return IntStream.range(0, size).mapToObj(this::person);
  }

  Person person(int number) {
    Dice dice = Dice.of(seed, number);
    Sex sex = dice.chance(0.5) ? Sex.MALE : Sex.FEMALE;
    boolean cough = dice.chance(COUGH);
    Disease pneumonia =
        dice.chance(share(cough, PNEUMONIA_WITHOUT_COUGH, PNEUMONIA_ODDS_RATIO))
            ? dice.pick(
                List.of(
                    Disease.PNEUMONIA,
                    Disease.PNEUMONIA,
                    Disease.PNEUMONIA,
                    Disease.BRONCHOPNEUMONIA,
                    Disease.LOBAR_PNEUMONIA))
            : null;
    Disease cancer =
        dice.chance(share(cough, LUNG_CANCER_WITHOUT_COUGH, LUNG_CANCER_ODDS_RATIO))
            ? dice.pick(
                List.of(
                    Disease.LUNG_CANCER,
                    Disease.LUNG_CANCER,
                    Disease.LUNG_CANCER_UPPER,
                    Disease.LUNG_CANCER_LOWER))
            : null;
    // Age follows the disease and not the other way round: the odds ratios stay as planted.
    int year = cancer != null ? dice.between(1938, 1980) : birthYear(dice);
    int scrambled = (int) ((number * 7919L + mixed(17)) % PAIRS);
    Region region = Region.ALL.get(scrambled / SEQUENCES);
    LocalDate birth = birthDate(LocalDate.ofYearDay(year, dice.between(1, 365)), number, scrambled);
    int sequence = scrambled % SEQUENCES * 2 + (sex == Sex.MALE ? 1 : 2);
    String residentId = ResidentId.of(region.code(), birth, sequence);
    Person bare = new Person(number, sex, birth, residentId, cough, pneumonia, cancer, List.of());
    return new Person(
        number,
        sex,
        birth,
        residentId,
        cough,
        pneumonia,
        cancer,
        registrations(bare, region, dice));
  }

  private static double share(boolean cough, double without, double oddsRatio) {
    if (!cough) {
      return without;
    }
    double odds = without / (1 - without) * oddsRatio;
    return odds / (1 + odds);
  }

  private static int birthYear(Dice dice) {
    return dice.chance(0.12) ? dice.between(2008, 2020) : dice.between(1932, 2007);
  }

  /**
   * Two persons share region and sequence number only when their numbers are a multiple of 17,465
   * apart; those get dates of birth of different remainders, so that no ID number occurs twice.
   */
  private LocalDate birthDate(LocalDate wanted, int number, int scrambled) {
    long turn = number / PAIRS + mixed(scrambled);
    long remainder = Math.floorMod(turn, RESIDUES);
    long day = wanted.toEpochDay();
    day += Math.floorMod(remainder - day, RESIDUES);
    LocalDate birth = LocalDate.ofEpochDay(day);
    return birth.isAfter(LAST_BIRTH) ? birth.minusDays(RESIDUES) : birth;
  }

  private long mixed(int thing) {
    return Dice.of(seed, -2L - thing).next() >>> 33;
  }

  private List<Registration> registrations(Person person, Region region, Dice dice) {
    List<HospitalKind> hospitals = hospitals(dice);
    List<HospitalKind> places = new ArrayList<>(hospitals);
    if (dice.chance(0.02)) {
      places.add(hospitals.get(0));
    }
    Histories histories = new Histories(person, places, dice);
    String surname = names.surname(dice);
    String given = names.given(person.sex(), dice);
    String phone =
        "1"
            + dice.pick(List.of("38", "39", "50", "58", "77", "86", "89", "91"))
            + String.format("%08d", dice.below(100_000_000));
    String street = Region.street(dice);
    List<Registration> registrations = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      HospitalKind hospital = places.get(i);
      boolean alone = places.indexOf(hospital) == places.lastIndexOf(hospital);
      boolean second = places.indexOf(hospital) != i;
      String recordNumber = recordNumber(person.number(), second, hospital);
      Misregistration wrong =
          Misregistration.of(person, hospital, recordNumber, i > 0, alone, second, dice);
      registrations.add(
          new Registration(
              person.number(),
              hospital,
              recordNumber,
              surname,
              given,
              wrong.sex(),
              wrong.birthDate(),
              wrong.residentId(),
              phone,
              region,
              street,
              histories.diedAt(i),
              histories.visits(i),
              dice.chance(0.01) ? Malformed.at(hospital, dice) : null,
              wrong.errors()));
    }
    return registrations;
  }

  private static List<HospitalKind> hospitals(Dice dice) {
    List<HospitalKind> all = new ArrayList<>(List.of(HospitalKind.values()));
    double share = dice.unit();
    // The first hospital is A for 40%, B for 33%, C for 27%.
    double first = dice.unit();
    HospitalKind home = all.get(first < 0.40 ? 0 : first < 0.73 ? 1 : 2);
    all.remove(home);
    List<HospitalKind> chosen = new ArrayList<>(List.of(home));
    if (share > 0.70) {
      HospitalKind next = dice.pick(all);
      chosen.add(next);
      all.remove(next);
    }
    if (share > 0.92) {
      chosen.add(all.get(0));
    }
    return chosen;
  }

  /** Eight digits, unlike between hospitals, never given twice: multiplication modulo a prime. */
  private static String recordNumber(int person, boolean second, HospitalKind hospital) {
    long prime = 99_999_989L;
    long factor = 48_271L + 2_000_003L * hospital.letter().charAt(0);
    long number = (person * 2L + (second ? 1 : 0) + 1) * factor % prime;
    return String.format("%s%08d", hospital.letter(), number);
  }

  /** What a registration got wrong. */
  private record Misregistration(
      Sex sex, LocalDate birthDate, @Nullable String residentId, List<PlantedError> errors) {

    static Misregistration of(
        Person person,
        HospitalKind hospital,
        String recordNumber,
        boolean later,
        boolean alone,
        boolean second,
        Dice dice) {
      List<PlantedError> errors = new ArrayList<>();
      Sex sex = person.sex();
      LocalDate birth = person.birthDate();
      String residentId = person.residentId();
      if (second) {
        errors.add(
            error(
                hospital,
                PlantedError.Kind.SECOND_RECORD_NUMBER,
                recordNumber,
                "the same person under another number"));
      }
      // Under two numbers of one hospital the sex agrees: which of two would be right is unknown.
      if (later && alone && dice.chance(0.02)) {
        sex = sex.other();
        errors.add(
            error(
                hospital,
                PlantedError.Kind.CONTRADICTORY_SEX,
                recordNumber,
                "sent " + sex.chinese() + ", is " + person.sex().chinese()));
      }
      if (dice.chance(second ? 0.3 : 0.005)) {
        int day = birth.getDayOfMonth() % 28 + 1;
        birth = birth.withDayOfMonth(day);
        errors.add(
            error(
                hospital,
                PlantedError.Kind.CONTRADICTORY_BIRTH_DATE,
                recordNumber,
                "sent " + birth + ", is " + person.birthDate()));
      }
      // A person with two numbers keeps the right ID number: by it the two are one.
      if (alone && dice.chance(0.01)) {
        residentId = null;
        errors.add(error(hospital, PlantedError.Kind.MISSING_ID_NUMBER, recordNumber, "none sent"));
      } else if (alone && dice.chance(0.005)) {
        residentId = ResidentId.spoilt(person.residentId());
        errors.add(
            error(
                hospital,
                PlantedError.Kind.INVALID_ID_NUMBER,
                recordNumber,
                "check character " + residentId.charAt(17)));
      }
      return new Misregistration(sex, birth, residentId, List.copyOf(errors));
    }

    private static PlantedError error(
        HospitalKind hospital, PlantedError.Kind kind, String record, String detail) {
      return new PlantedError(hospital, kind, "patient " + record, detail);
    }
  }
}
