package health.lode.deidentify.text;

/** Chinese vehicle plates (GA 36), also of new-energy cars, coaches, police and forces. */
final class Plates {
  private static final String PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领军空海北沈兰济南广成";
  private static final String ENDINGS = "挂学警港澳使领应急超";

  private Plates() {}

  /** At a province's short name. */
  static void at(Note note, int start, Findings findings) {
    if (PROVINCES.indexOf(note.c[start]) < 0 || !letter(note.at(start + 1))) {
      return;
    }
    int i = start + 2;
    while (i - start < 5
        && (note.at(i) == '·' || note.at(i) == '.' || note.at(i) == ' ' || note.at(i) == '-')) {
      i++;
    }
    int from = i;
    boolean digit = false;
    while (i - from < 6 && member(note.at(i))) {
      digit |= !letter(note.at(i)) && note.at(i) != '*';
      i++;
    }
    int length = i - from;
    if (length == 4 && ENDINGS.indexOf(note.at(i)) >= 0) {
      i++;
      length++;
    }
    if (length == 5 && (note.at(i) == '挂' || note.at(i) == '港' || note.at(i) == '澳')) {
      i++;
      length++;
    }
    if (digit && (length == 5 || length == 6) && !Note.isDigit(note.at(i)) && !letter(note.at(i))) {
      findings.add(Type.PLATE, start, i, 0.97, "plate");
    }
  }

  /** A digit may be read out: 鄂A八七K零三. */
  private static boolean member(char c) {
    return letter(c) || Note.isDigit(c) || c == '*' || "零〇一二三四五六七八九幺两拐洞".indexOf(c) >= 0;
  }

  static boolean mayStart(char c) {
    return PROVINCES.indexOf(c) >= 0;
  }

  private static boolean letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
