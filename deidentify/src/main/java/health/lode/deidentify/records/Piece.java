package health.lode.deidentify.records;

/** A piece of a file, in the order in which it stood. */
sealed interface Piece {
  /**
   * What is to be cleaned.
   *
   * @param number its line, or which entry of a bundle it is; from 1
   */
  record Content(Kind kind, byte[] bytes, long number) implements Piece {}

  /** Larger than may be; its bytes were passed over. */
  record TooLarge(long number) implements Piece {}

  /** A bundle around its entries: what comes before them, or after. */
  record Shell(byte[] bytes, boolean opening) implements Piece {}

  /** What a content is. */
  enum Kind {
    LINE,
    RESOURCE,
    ENTRY,
    DOCUMENT
  }

  /** Takes pieces. */
  interface Consumer {
    void accept(Piece piece) throws java.io.IOException;
  }
}
