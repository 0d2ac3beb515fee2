package health.lode.deidentify.text;

import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.util.Locale;

/**
 * Another value of the same kind for each finding: the same for the same value of one patient,
 * never the value itself. Where no such value can be made, the mask.
 */
final class Surrogates {
  private final Note note;
  private final TextPolicy policy;
  private final NameSurrogates names;
  private final NumberSurrogates numbers;
  private final DateSurrogates dates;

  Surrogates(Note note, TextPolicy policy, Dates dates, Pseudonyms pseudonyms, String patient) {
    this.note = note;
    this.policy = policy;
    this.names = new NameSurrogates(pseudonyms, patient);
    this.numbers = new NumberSurrogates(pseudonyms, patient);
    this.dates = new DateSurrogates(note, dates, pseudonyms, patient);
  }

  String instead(Finding finding) {
    String original = note.text.substring(finding.start(), finding.end());
    if (finding.type() == Type.DATE && relative(finding)) {
      return policy.relative() == TextPolicy.Relative.KEEP ? original : mask(finding);
    }
    if (finding.type() == Type.DATE && dates.stays()) {
      return original;
    }
    String plain = note.plain.substring(finding.start(), finding.end());
    String made = made(finding, plain);
    boolean leaks = made.toLowerCase(Locale.ROOT).contains(plain.toLowerCase(Locale.ROOT));
    return made.isEmpty() || leaks ? mask(finding) : widened(original, plain, made);
  }

  private String made(Finding finding, String plain) {
    return switch (finding.type()) {
      case NAME -> names.of(plain);
      case ID -> numbers.identity(plain);
      case PHONE -> numbers.phone(plain);
      case MRN -> numbers.record(plain);
      case BANK -> numbers.bank(plain);
      case PLATE -> numbers.plate(plain);
      case WECHAT -> numbers.account(plain);
      case EMAIL -> numbers.email(plain);
      case DATE -> dates.of(finding, plain);
      case ADDRESS -> Places.one().general(plain, policy.place());
      case AGE -> note.chinese ? "89岁以上" : "over 89";
      case ORG -> organisation(plain);
    };
  }

  private String mask(Finding finding) {
    return finding.type().mask(note.chinese);
  }

  private static boolean relative(Finding finding) {
    return switch (finding.rule()) {
      case "date-relative", "date-ago", "date-hours", "date-holiday" -> true;
      default -> false;
    };
  }

  private String organisation(String plain) {
    if (!Note.isHan(plain.charAt(plain.length() - 1))) {
      String lower = plain.toLowerCase(Locale.ROOT);
      return lower.contains("hospital") || lower.contains("clinic")
          ? "a hospital"
          : lower.contains("school") || lower.contains("university") || lower.contains("college")
              ? "a school"
              : "an organisation";
    }
    if (plain.contains("医院") || plain.contains("卫生") || plain.endsWith("院")) {
      return "某医疗机构";
    }
    return plain.contains("学") ? "某学校" : "某单位";
  }

  /** Full-width digits and letters stay full-width. */
  private static String widened(String original, String plain, String made) {
    if (original.equals(plain)) {
      return made;
    }
    boolean wide = false;
    for (int i = 0; i < original.length(); i++) {
      wide |= original.charAt(i) >= '！' && original.charAt(i) <= '～';
    }
    if (!wide) {
      return made;
    }
    StringBuilder out = new StringBuilder(made.length());
    for (int i = 0; i < made.length(); i++) {
      char c = made.charAt(i);
      out.append(c > ' ' && c < 0x7F ? (char) (c + 0xFEE0) : c);
    }
    return out.toString();
  }
}
