package health.lode.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The visits of one person over all hospitals: one after the other in time, the traits recorded in
 * every hospital, and nothing after death.
 */
final class Histories {
  private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);
  private static final int DAYS = 1060;

  private static final List<Disease> EVERYDAY =
      List.of(
          Disease.UPPER_RESPIRATORY_INFECTION,
          Disease.UPPER_RESPIRATORY_INFECTION,
          Disease.BRONCHITIS,
          Disease.COPD_EXACERBATION,
          Disease.ASTHMA,
          Disease.HYPERTENSION,
          Disease.HYPERTENSION,
          Disease.CORONARY_DISEASE,
          Disease.HEART_FAILURE,
          Disease.STROKE,
          Disease.DIABETES,
          Disease.DIABETES,
          Disease.GASTRITIS,
          Disease.GALLSTONES,
          Disease.APPENDICITIS,
          Disease.LUMBAR_DISC,
          Disease.URINARY_INFECTION,
          Disease.ANAEMIA,
          Disease.DEPRESSION,
          Disease.HIV);
  private static final List<Disease> OF_THE_YOUNG =
      List.of(
          Disease.UPPER_RESPIRATORY_INFECTION,
          Disease.BRONCHITIS,
          Disease.ASTHMA,
          Disease.APPENDICITIS,
          Disease.ANAEMIA,
          Disease.URINARY_INFECTION);
  private static final List<Disease> SYMPTOMS =
      List.of(
          Disease.FEVER,
          Disease.HAEMOPTYSIS,
          Disease.CHEST_PAIN,
          Disease.DYSPNOEA,
          Disease.ABDOMINAL_PAIN,
          Disease.DIZZINESS);
  private static final List<Disease> COMPLICATIONS =
      List.of(
          Disease.RESPIRATORY_FAILURE,
          Disease.SEPSIS,
          Disease.PLEURAL_EFFUSION,
          Disease.PULMONARY_EMBOLISM,
          Disease.HEART_FAILURE);

  private final Person person;
  private final Dice dice;
  private final List<List<Visit>> visits = new ArrayList<>();
  private int deathPlace = -1;
  private @Nullable LocalDate died;
  private int count;

  /**
   * @param places the hospitals of the person's record numbers; one may come twice
   */
  Histories(Person person, List<HospitalKind> places, Dice dice) {
    this.person = person;
    this.dice = dice;
    List<Integer> order = new ArrayList<>();
    for (int place = 0; place < places.size(); place++) {
      visits.add(new ArrayList<>());
      int number = 1 + (dice.chance(0.4) ? 1 : 0) + (dice.chance(0.1) ? 1 : 0);
      for (int i = 0; i < number; i++) {
        order.add(place);
      }
    }
    for (int i = order.size() - 1; i > 0; i--) {
      int other = dice.below(i + 1);
      Integer held = order.get(i);
      order.set(i, order.get(other));
      order.set(other, held);
    }
    int slot = DAYS / order.size();
    for (int i = 0; i < order.size(); i++) {
      int place = order.get(i);
      HospitalKind hospital = places.get(place);
      boolean traits = places.indexOf(hospital) == place && visits.get(place).isEmpty();
      LocalDate day = FIRST_DAY.plusDays((long) slot * i + dice.below(slot - 25));
      visits.get(place).add(visit(hospital, day, traits, i == order.size() - 1, place));
    }
  }

  List<Visit> visits(int place) {
    return List.copyOf(visits.get(place));
  }

  /** The date of death, for the place where it happened. */
  @Nullable LocalDate diedAt(int place) {
    return place == deathPlace ? died : null;
  }

  private Visit visit(
      HospitalKind hospital, LocalDate day, boolean traits, boolean last, int place) {
    Disease pneumonia = traits ? person.pneumonia() : null;
    Disease cancer = traits ? person.lungCancer() : null;
    boolean severe = pneumonia != null || cancer != null;
    double kindDraw = dice.unit();
    VisitKind kind =
        severe || kindDraw < 0.22
            ? VisitKind.INPATIENT
            : kindDraw < 0.30 ? VisitKind.EMERGENCY : VisitKind.OUTPATIENT;
    LocalDateTime start = day.atTime(dice.between(7, 17), dice.below(60), dice.below(60));
    LocalDateTime end =
        switch (kind) {
          case OUTPATIENT -> start.plusMinutes(dice.between(20, 200));
          case EMERGENCY -> start.plusMinutes(dice.between(90, 900));
          case INPATIENT -> start.plusDays(dice.between(3, 19)).plusMinutes(dice.below(240));
        };
    String number = String.format("%sV%08d%02d", hospital.letter(), person.number(), count++);
    Outcome outcome = kind == VisitKind.INPATIENT ? outcome(severe, last) : null;
    if (outcome == Outcome.DIED) {
      died = end.toLocalDate();
      deathPlace = place;
    }
    List<Diagnosis> diagnoses =
        new Diagnoses(hospital, number, kind, start.toLocalDate(), end.toLocalDate())
            .all(pneumonia, cancer, traits && person.cough());
    return new Visit(
        number,
        kind,
        department(pneumonia, cancer),
        start,
        end,
        outcome,
        diagnoses,
        panels(hospital, number, kind, start, pneumonia != null, cancer != null),
        hospital != HospitalKind.CSV && dice.chance(0.005));
  }

  private Outcome outcome(boolean severe, boolean last) {
    if (severe && last && dice.chance(0.06)) {
      return Outcome.DIED;
    }
    double draw = dice.unit();
    return draw < 0.45
        ? Outcome.CURED
        : draw < 0.88 ? Outcome.IMPROVED : draw < 0.96 ? Outcome.NOT_CURED : Outcome.OTHER;
  }

  private String department(@Nullable Disease pneumonia, @Nullable Disease cancer) {
    if (cancer != null) {
      return "肿瘤科";
    }
    if (isYoung()) {
      return "儿科";
    }
    return pneumonia != null
        ? "呼吸内科"
        : dice.pick(List.of("普通内科", "心血管内科", "消化内科", "普通外科", "骨科", "神经内科"));
  }

  private boolean isYoung() {
    return person.birthDate().getYear() > 2007;
  }

  /** The diagnoses of one visit in the making. */
  private final class Diagnoses {
    private final HospitalKind hospital;
    private final String visit;
    private final VisitKind kind;
    private final LocalDate start;
    private final LocalDate end;
    private final List<Diagnosis> all = new ArrayList<>();

    Diagnoses(HospitalKind hospital, String visit, VisitKind kind, LocalDate start, LocalDate end) {
      this.hospital = hospital;
      this.visit = visit;
      this.kind = kind;
      this.start = start;
      this.end = end;
    }

    List<Diagnosis> all(@Nullable Disease pneumonia, @Nullable Disease cancer, boolean cough) {
      Disease everyday = dice.pick(isYoung() ? OF_THE_YOUNG : EVERYDAY);
      Disease main = cancer != null ? cancer : pneumonia != null ? pneumonia : everyday;
      if (kind == VisitKind.INPATIENT) {
        add(DiagnosisRole.ADMISSION, main, start);
        add(DiagnosisRole.DISCHARGE, main, end);
        if (cancer != null && pneumonia != null) {
          add(DiagnosisRole.DISCHARGE, pneumonia, end);
        }
        if (main != everyday && dice.chance(0.4)) {
          add(DiagnosisRole.DISCHARGE, everyday, end);
        }
        if (dice.chance(main != everyday ? 0.35 : 0.05)) {
          add(DiagnosisRole.COMPLICATION, dice.pick(COMPLICATIONS), end);
        }
      } else {
        add(DiagnosisRole.OUTPATIENT, main, start);
      }
      if (cough) {
        add(DiagnosisRole.SYMPTOM, Disease.COUGH, start);
      }
      if (dice.chance(0.25)) {
        add(DiagnosisRole.SYMPTOM, dice.pick(SYMPTOMS), start);
      }
      if (hospital != HospitalKind.CSV && dice.chance(0.004)) {
        all.add(
            new Diagnosis(
                id(),
                DiagnosisRole.SYMPTOM,
                Disease.FEVER,
                start,
                Fate.RETRACTED,
                Disease.FEVER,
                false));
      }
      return List.copyOf(all);
    }

    private String id() {
      return visit + "D" + (all.size() + 1);
    }

    private void add(DiagnosisRole role, Disease disease, LocalDate date) {
      boolean corrected = dice.chance(0.008);
      Disease wrong = disease == Disease.BRONCHITIS ? Disease.ASTHMA : Disease.BRONCHITIS;
      boolean repeated = hospital != HospitalKind.HL7V2 && dice.chance(0.004);
      all.add(
          new Diagnosis(
              id(),
              role,
              disease,
              date,
              corrected ? Fate.CORRECTED : Fate.AS_SENT,
              corrected ? wrong : disease,
              repeated));
    }
  }

  private List<Panel> panels(
      HospitalKind hospital,
      String visit,
      VisitKind kind,
      LocalDateTime start,
      boolean pneumonia,
      boolean cancer) {
    int number =
        kind == VisitKind.INPATIENT ? 2 : kind == VisitKind.EMERGENCY || dice.chance(0.5) ? 1 : 0;
    List<Panel> panels = new ArrayList<>(number);
    for (int i = 0; i < number; i++) {
      String order = visit + "L" + (i + 1);
      LocalDateTime taken = start.plusMinutes(15).plusDays(2L * i);
      List<Result> results = new ArrayList<>();
      for (LaboratoryItem item : LaboratoryItem.values()) {
        if (item != LaboratoryItem.CRP || pneumonia || dice.chance(0.4)) {
          results.add(result(hospital, order, item, pneumonia && i == 0, cancer));
        }
      }
      panels.add(
          new Panel(
              order,
              taken,
              List.copyOf(results),
              hospital == HospitalKind.HL7V2 && dice.chance(0.006)));
    }
    return List.copyOf(panels);
  }

  private Result result(
      HospitalKind hospital, String order, LaboratoryItem item, boolean infected, boolean cancer) {
    BigDecimal value = draw(item, infected, cancer);
    BigDecimal firstSent = value;
    Fate fate = Fate.AS_SENT;
    boolean countable = item == LaboratoryItem.HGB || item == LaboratoryItem.PLT;
    boolean implausible = countable && dice.chance(0.003);
    double draw = dice.unit();
    if (implausible) {
      value = value.multiply(BigDecimal.valueOf(100));
      firstSent = value;
    } else if (draw < 0.006) {
      fate = Fate.CORRECTED;
      firstSent = value.add(new BigDecimal("1.5")).setScale(item.decimals(), RoundingMode.HALF_UP);
    } else if (draw < 0.008 && hospital != HospitalKind.CSV) {
      fate = Fate.RETRACTED;
    }
    boolean repeated = hospital != HospitalKind.HL7V2 && dice.chance(0.003);
    return new Result(order + item.name(), item, value, fate, firstSent, implausible, repeated);
  }

  /** A plausible value, higher or lower by what the person has. */
  private BigDecimal draw(LaboratoryItem item, boolean infected, boolean cancer) {
    boolean male = person.sex() == Sex.MALE;
    double z = dice.normal();
    double value =
        switch (item) {
          case WBC -> infected ? 12.6 + 3.1 * z : cancer ? 7.4 + 2.2 * z : 6.4 + 1.5 * z;
          case RBC -> (male ? 4.9 : 4.4) + 0.35 * z - (cancer ? 0.5 : 0);
          case HGB -> (male ? 150 : 131) + 11 * z - (cancer ? 18 : 0);
          case PLT -> 232 + 52 * z;
          case NEUT -> infected ? 80 + 6 * z : 59 + 8 * z;
          case CRP -> StrictMath.exp((infected ? 3.9 : cancer ? 2.2 : 0.9) + 0.8 * z);
        };
    double least =
        switch (item) {
          case WBC, RBC -> 0.8;
          case HGB, PLT -> 30;
          case NEUT -> 20;
          case CRP -> 0.1;
        };
    double most = item == LaboratoryItem.NEUT ? 97 : item == LaboratoryItem.CRP ? 480 : 1000;
    return BigDecimal.valueOf(Math.min(most, Math.max(least, value)))
        .setScale(item.decimals(), RoundingMode.HALF_UP);
  }
}
