package health.lode.governance.party;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a party is, told from the first word of its name. */
public enum PartyKind {
  /** The hospital itself or one of its offices. */
  HOSPITAL,
  /** A person who works at this hospital, such as {@code local/researcher}. */
  LOCAL,
  COMMISSION,
  INSTITUTE,
  COMPANY,
  /** Anyone under foreign control, whatever else they are. */
  FOREIGN;

  /** The word in a party's name. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<PartyKind> ofWord(String word) {
    return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst();
  }

  static String words() {
    return String.join(", ", Arrays.stream(values()).map(PartyKind::word).toList());
  }
}
