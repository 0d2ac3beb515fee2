package health.lode.simulator;

import java.time.LocalDate;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one note says: its patient, staff, numbers and days, the same wherever the note repeats
 * them.
 */
final class NoteFacts {
  private static final int SHARE_OF_RARE_NAMES = 3;
  private static final int OLD = 89;
  private static final int STAFF = 20;
  private static final int LAST_MINUTE = 23 * 60 + 59;

  private final Population population;
  private final int first;
  private final Map<String, List<String>> lexicon;
  private final Dice dice;
  private final Map<String, String> drawn = new HashMap<>();
  private final Person patient;
  private final Registration registration;
  private final LocalDate day;
  private final String style;
  private int minute;

  /**
   * @param first number in the population from which a patient is sought; staff and relatives come
   *     before it
   * @param head the kind, and where given the ages and the sex that fit: {@code operation 20-80 女}
   * @param lexicon words of the template file by name; {@code rare} holds names as {@code 欧阳/晓岚}
   */
  NoteFacts(
      Population population,
      int first,
      String[] head,
      Map<String, List<String>> lexicon,
      Dice dice) {
    this.population = population;
    this.first = first;
    this.lexicon = lexicon;
    this.dice = dice;
    this.day = LocalDate.of(2022, 1, 1).plusDays(dice.below(1400));
    this.minute = dice.between(430, 620);
    this.patient = patient(head);
    this.registration = patient.registrations().get(0);
    this.style = dice.pick(List.of("iso", "slash", "dot", "cn", "cn", "iso", "short"));
  }

  private Person patient(String[] head) {
    String[] ages = (head.length > 1 ? head[1] : "0-120").split("-");
    for (int number = first + STAFF; ; number++) {
      Person person = population.person(number);
      int age = Period.between(person.birthDate(), day).getYears();
      boolean sexFits = head.length < 3 || person.sex().chinese().equals(head[2]);
      if (age >= Integer.parseInt(ages[0]) && age <= Integer.parseInt(ages[1]) && sexFits) {
        return person;
      }
    }
  }

  /** The day in this form; times of one note come one after the other. */
  private String date(LocalDate date, String form) {
    minute = Math.min(minute + dice.between(3, 60), LAST_MINUTE);
    return NoteDates.written(date.atTime(minute / 60, minute % 60), form.isEmpty() ? style : form);
  }

  /**
   * What stands for {@code $word:form}; refuses a word that neither the facts nor the lexicon know.
   */
  String word(String word, String form) {
    if (word.startsWith("d+") || word.startsWith("d-")) {
      return date(day.plusDays(Integer.parseInt(word.substring(1))), form);
    }
    if (word.startsWith("#")) {
      char last = word.charAt(word.length() - 1);
      return Character.isDigit(last)
          ? digits(word)
          : drawn.computeIfAbsent(word, w -> digits(w.substring(0, w.length() - 1)));
    }
    return switch (word) {
      case "d" -> date(day, form);
      case "birth" -> date(patient.birthDate(), form);
      case "patient" -> name("patient", 0, patient.sex()).replace("/", "");
      case "sur" -> name("patient", 0, patient.sex()).replaceFirst("/.*", "");
      case "sex" -> patient.sex().chinese();
      case "salute" -> patient.sex() == Sex.MALE ? "先生" : "女士";
      case "years" -> years();
      case "id" -> number(patient.residentId(), form);
      case "phone" -> number(registration.phone(), form);
      case "addr" -> registration.region().full(registration.street());
      case "city" -> registration.region().city();
      case "district" -> registration.region().district();
      default -> other(word, form);
    };
  }

  private String other(String word, String form) {
    String kind = word.replaceFirst("\\d+$", "");
    int index =
        kind.length() == word.length() ? 1 : Integer.parseInt(word.substring(kind.length()));
    return switch (kind) {
      case "phone" -> number(population.person(first + index).registrations().get(0).phone(), form);
      case "id" -> number(population.person(first + index).residentId(), form);
      case "staff" -> name(word, index, null).replace("/", "");
      case "staffsur" -> name("staff" + index, index, null).replaceFirst("/.*", "");
      default -> drawn.computeIfAbsent(word, w -> unlikeOthers(kind));
    };
  }

  /** Two words of one kind in one note differ: {@code $hospital1} and {@code $hospital2}. */
  private String unlikeOthers(String kind) {
    List<String> from = lexicon.get(kind);
    if (from == null) {
      throw new IllegalArgumentException("no such word: " + kind);
    }
    String chosen;
    do {
      chosen = dice.pick(from);
    } while (drawn.containsValue(chosen) && from.size() > 1);
    return chosen;
  }

  private String name(String word, int index, @Nullable Sex sex) {
    return drawn.computeIfAbsent(
        word,
        w -> {
          String lexical = sex == null ? "rare" : "rare" + (sex == Sex.MALE ? "m" : "f");
          List<String> rare = lexicon.get(lexical);
          if (rare != null && dice.below(SHARE_OF_RARE_NAMES) == 0) {
            return unlikeOthers(lexical);
          }
          Registration r =
              index == 0 ? registration : population.person(first + index).registrations().get(0);
          return r.surname() + "/" + r.given();
        });
  }

  /** The age with its unit, marked where it is an identifier: over 89. */
  private String years() {
    int age = Period.between(patient.birthDate(), day).getYears();
    if (age < 3) {
      return Math.max(1, Period.between(patient.birthDate(), day).toTotalMonths()) + "月";
    }
    return age > OLD ? "{G " + age + "岁}" : age + "岁";
  }

  private String digits(String word) {
    int count = Integer.parseInt(word.substring(1));
    StringBuilder digits = new StringBuilder().append(dice.between(1, 9));
    while (digits.length() < count) {
      digits.append(dice.below(10));
    }
    return digits.toString();
  }

  private static String number(String plain, String form) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      boolean gap = plain.length() == 11 ? i == 3 || i == 7 : i == 6 || i == 14;
      switch (form) {
        case "" -> out.append(c);
        case "wide" -> out.append(GoldMarkup.wide(c));
        case "spaced" -> out.append(gap ? " " : "").append(c);
        case "dashed" -> out.append(gap ? "-" : "").append(c);
        case "mask" -> out.append(i >= 3 && i < plain.length() - 4 ? '*' : c);
        case "spoken" -> out.append("零幺二三四五六七八九".charAt(c - '0'));
        default -> throw new IllegalArgumentException("no such form: " + form);
      }
    }
    return out.toString();
  }
}
