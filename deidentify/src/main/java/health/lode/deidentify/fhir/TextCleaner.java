package health.lode.deidentify.fhir;

/**
 * Takes identities out of free text; the caller's. Called from several threads.
 *
 * <p>What comes back replaces the text; blank text means that it is withheld.
 */
@FunctionalInterface
public interface TextCleaner {
  /** Withholds every text: what is used where there is no cleaner. */
  TextCleaner WITHHOLD = (about, text) -> "";

  String clean(Subject about, String text);

  /**
   * The words that a published code goes by. A terminology's words name nobody, and many read like
   * names and places; a cleaner may take out of them only what surely names somebody.
   */
  default String cleanTerm(Subject about, String words) {
    return clean(about, words);
  }
}
