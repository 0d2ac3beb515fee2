package health.lode.simulator;

/** What a gold span holds, with the letter that marks it in the sources. */
enum GoldType {
  NAME('N'),
  ID('I'),
  PHONE('P'),
  ADDRESS('A'),
  ORG('O'),
  DATE('D'),
  AGE('G'),
  MRN('M'),
  PLATE('L'),
  BANK('B'),
  EMAIL('E'),
  WECHAT('W');

  private final char letter;

  GoldType(char letter) {
    this.letter = letter;
  }

  /** The type marked by this letter; refuses any other. */
  static GoldType marked(char letter) {
    for (GoldType type : values()) {
      if (type.letter == letter) {
        return type;
      }
    }
    throw new IllegalArgumentException("no type is marked by " + letter);
  }
}
