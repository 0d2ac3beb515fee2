package health.lode.node;

import java.util.Optional;

/** How the record model names a column of codes, the words beside it and their vocabulary. */
final class CodeColumns {
  private static final String CODE = "_source_value";
  private static final String WORDS = "_source_text";
  private static final String VOCABULARY = "_source_vocabulary";

  private CodeColumns() {}

  static boolean isCode(String column) {
    return column.endsWith(CODE);
  }

  static boolean isVocabulary(String column) {
    return column.endsWith(VOCABULARY);
  }

  /** The code that a column holds or stands beside: {@code drug_source_value} of its text. */
  static Optional<String> code(String column) {
    return stem(column).map(stem -> stem + CODE);
  }

  /** The vocabulary of that code, where the table has such a column. */
  static Optional<String> vocabulary(String column) {
    return stem(column).map(stem -> stem + VOCABULARY);
  }

  private static Optional<String> stem(String column) {
    String ending = isCode(column) ? CODE : WORDS;
    return column.endsWith(ending)
        ? Optional.of(column.substring(0, column.length() - ending.length()))
        : Optional.empty();
  }
}
