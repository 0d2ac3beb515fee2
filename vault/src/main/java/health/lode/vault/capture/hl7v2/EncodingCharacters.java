package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.QuarantinedException;

/**
 * The separators that a message says it uses, in MSH-1 and MSH-2. One that MSH-2 leaves out is
 * {@code '\0'}: it separates nothing.
 */
record EncodingCharacters(
    char field, char component, char repetition, char escape, char subcomponent) {
  static final char NONE = '\0';

  /**
   * Reads the separators of an MSH, FHS or BHS segment.
   *
   * @throws QuarantinedException naming the field where they cannot be separators
   */
  static EncodingCharacters of(String segment) throws QuarantinedException {
    String name = segment.substring(0, Math.min(3, segment.length()));
    if (segment.length() < 5) {
      throw bad(name + "-2", "The segment ends before its encoding characters", "段在编码字符之前结束");
    }
    char field = segment.charAt(3);
    if (!separates(field)) {
      throw bad(name + "-1", "This cannot be a field separator", "此字符不能作为字段分隔符");
    }
    int end = segment.indexOf(field, 4);
    String rest = segment.substring(4, end < 0 ? segment.length() : end);
    if (rest.isEmpty() || rest.length() > 5) {
      throw bad(name + "-2", "One to five encoding characters are expected", "应为一至五个编码字符");
    }
    String all = field + rest;
    for (int i = 0; i < all.length(); i++) {
      if (!separates(all.charAt(i)) || all.indexOf(all.charAt(i)) != i) {
        throw bad(
            name + "-2",
            "Encoding characters must be distinct signs, neither letters nor digits",
            "编码字符必须是互不相同的符号，不得为字母或数字");
      }
    }
    return new EncodingCharacters(field, at(rest, 0), at(rest, 1), at(rest, 2), at(rest, 3));
  }

  private static char at(String rest, int index) {
    return index < rest.length() ? rest.charAt(index) : NONE;
  }

  private static boolean separates(char c) {
    return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
  }

  private static QuarantinedException bad(String place, String en, String zh) {
    return Quarantine.of("HL7_ENCODING_CHARACTERS", place, en, zh).asException();
  }
}
