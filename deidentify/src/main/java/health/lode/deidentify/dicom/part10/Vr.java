package health.lode.deidentify.dicom.part10;

import org.jspecify.annotations.Nullable;

/** Value representations (PS3.5 6.2). */
public enum Vr {
  AE(Kind.PLAIN_TEXT, Length.SHORT),
  AS(Kind.PLAIN_TEXT, Length.SHORT),
  AT(Kind.NUMBER, Length.SHORT),
  CS(Kind.PLAIN_TEXT, Length.SHORT),
  DA(Kind.PLAIN_TEXT, Length.SHORT),
  DS(Kind.PLAIN_TEXT, Length.SHORT),
  DT(Kind.PLAIN_TEXT, Length.SHORT),
  FD(Kind.NUMBER, Length.SHORT),
  FL(Kind.NUMBER, Length.SHORT),
  IS(Kind.PLAIN_TEXT, Length.SHORT),
  LO(Kind.TEXT, Length.SHORT),
  LT(Kind.TEXT, Length.SHORT),
  OB(Kind.BULK, Length.LONG),
  OD(Kind.BULK, Length.LONG),
  OF(Kind.BULK, Length.LONG),
  OL(Kind.BULK, Length.LONG),
  OV(Kind.BULK, Length.LONG),
  OW(Kind.BULK, Length.LONG),
  PN(Kind.TEXT, Length.SHORT),
  SH(Kind.TEXT, Length.SHORT),
  SL(Kind.NUMBER, Length.SHORT),
  SQ(Kind.SEQUENCE, Length.LONG),
  SS(Kind.NUMBER, Length.SHORT),
  ST(Kind.TEXT, Length.SHORT),
  SV(Kind.NUMBER, Length.LONG),
  TM(Kind.PLAIN_TEXT, Length.SHORT),
  UC(Kind.TEXT, Length.LONG),
  UI(Kind.PLAIN_TEXT, Length.SHORT),
  UL(Kind.NUMBER, Length.SHORT),
  UN(Kind.BULK, Length.LONG),
  UR(Kind.PLAIN_TEXT, Length.LONG),
  US(Kind.NUMBER, Length.SHORT),
  UT(Kind.TEXT, Length.LONG),
  UV(Kind.NUMBER, Length.LONG);

  /** What the bytes of a value are. */
  public enum Kind {
    /** Text in the data set's character set. */
    TEXT,
    /** Text in the default repertoire, with a syntax of its own. */
    PLAIN_TEXT,
    /** Binary numbers. */
    NUMBER,
    /** Bytes without structure. */
    BULK,
    /** Items. */
    SEQUENCE
  }

  private enum Length {
    SHORT,
    LONG
  }

  private static final Vr[] BY_LETTERS = new Vr[26 * 26];

  static {
    for (Vr vr : values()) {
      BY_LETTERS[(vr.name().charAt(0) - 'A') * 26 + vr.name().charAt(1) - 'A'] = vr;
    }
  }

  private final Kind kind;
  private final Length length;

  Vr(Kind kind, Length length) {
    this.kind = kind;
    this.length = length;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isText() {
    return kind == Kind.TEXT || kind == Kind.PLAIN_TEXT;
  }

  /** Whether an explicit header has a 32-bit length. */
  boolean hasLongLength() {
    return length == Length.LONG;
  }

  /** The byte that makes a value's length even. */
  byte padding() {
    return isText() && this != UI ? (byte) ' ' : 0;
  }

  /** Whether a backslash parts values, rather than being text. */
  public boolean isMultiValued() {
    return this != LT && this != ST && this != UT && this != UR;
  }

  /** The VR of two letters; null where there is none. */
  static @Nullable Vr of(int first, int second) {
    return first < 'A' || first > 'Z' || second < 'A' || second > 'Z'
        ? null
        : BY_LETTERS[(first - 'A') * 26 + second - 'A'];
  }
}
