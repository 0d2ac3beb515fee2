package health.lode.deidentify.text;

import java.util.Arrays;

/** Words in Latin, Greek or Cyrillic script and runs of digits, in the note's order. */
final class LatinTokens {
  int size;
  int[] start = new int[64];
  int[] end = new int[64];
  int[] flags = new int[64];

  /** 0 lower case, 1 Capitalised, 2 CAPITALS, 3 digits, 4 a single capital. */
  byte[] shape = new byte[64];

  static final byte LOWER = 0;
  static final byte CAPITAL = 1;
  static final byte CAPITALS = 2;
  static final byte DIGITS = 3;
  static final byte INITIAL = 4;

  private final Note note;

  LatinTokens(Note note) {
    this.note = note;
    EnglishLexicon lexicon = EnglishLexicon.one();
    int n = note.length();
    for (int i = 0; i < n; ) {
      char c = note.c[i];
      if (Note.isLatin(c)) {
        int to = i + 1;
        while (to < n
            && to - i < 60
            && (Note.isLatin(note.c[to])
                || combining(note.c[to])
                || ((note.c[to] == '\'' || note.c[to] == '-') && Note.isLatin(note.at(to + 1))))) {
          to++;
        }
        add(i, to, shape(i, to), lexicon.flags(note, i, to));
        i = to;
      } else if (Note.isDigit(c)) {
        int to = Digits.runEnd(note, i);
        add(i, to, DIGITS, 0);
        i = to;
      } else {
        i++;
      }
    }
  }

  private static boolean combining(char c) {
    return c >= 0x300 && c < 0x370;
  }

  private byte shape(int from, int to) {
    if (!Character.isUpperCase(note.c[from])) {
      return LOWER;
    }
    if (to - from == 1) {
      return INITIAL;
    }
    for (int i = from + 1; i < to; i++) {
      if (Character.isLowerCase(note.c[i])) {
        return CAPITAL;
      }
    }
    return CAPITALS;
  }

  private void add(int from, int to, byte form, int flag) {
    if (size == start.length) {
      start = Arrays.copyOf(start, size * 2);
      end = Arrays.copyOf(end, size * 2);
      flags = Arrays.copyOf(flags, size * 2);
      shape = Arrays.copyOf(shape, size * 2);
    }
    start[size] = from;
    end[size] = to;
    shape[size] = form;
    flags[size] = flag;
    size++;
  }

  boolean is(int token, int flag) {
    return token >= 0 && token < size && (flags[token] & flag) != 0;
  }

  boolean capital(int token) {
    return token >= 0 && token < size && shape[token] != LOWER && shape[token] != DIGITS;
  }

  boolean word(int token, String lower) {
    if (token < 0 || token >= size || end[token] - start[token] != lower.length()) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      if (Character.toLowerCase(note.c[start[token] + i]) != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether only {@code allowed} characters, at most {@code most}, stand before the token. */
  boolean gap(int token, String allowed, int most) {
    if (token <= 0 || token >= size) {
      return false;
    }
    int from = end[token - 1];
    if (start[token] - from > most) {
      return false;
    }
    for (int i = from; i < start[token]; i++) {
      if (allowed.indexOf(note.c[i]) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether a sentence, line or quotation begins with the token. */
  boolean begins(int token) {
    int i = start[token] - 1;
    while (i >= 0 && " \t\"'“(>-*•".indexOf(note.c[i]) >= 0) {
      i--;
    }
    if (i < 0
        || note.c[i] == '\n'
        || note.c[i] == '!'
        || note.c[i] == '?'
        || note.c[i] == '。'
        || note.c[i] == ':'
        || note.c[i] == ';'
        || note.c[i] == '；') {
      return true;
    }
    if (note.c[i] != '.') {
      return false;
    }
    return !(token > 0
        && (is(token - 1, EnglishLexicon.TITLE) || shape[token - 1] == INITIAL)
        && end[token - 1] == i);
  }
}
