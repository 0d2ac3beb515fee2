package health.lode.deidentify.text;

import health.lode.deidentify.text.Labels.Label;
import java.util.Set;

/** E-mail addresses, web addresses and domain names; accounts of messengers by their label. */
final class Accounts {
  private static final Set<String> DOMAINS =
      Set.of(
          "com", "cn", "net", "org", "edu", "gov", "io", "co", "info", "biz", "us", "uk", "de",
          "fr", "es", "it", "nl", "se", "no", "dk", "fi", "pl", "cz", "hu", "ro", "ch", "at", "be",
          "pt", "gr", "ie", "ca", "au", "nz", "jp", "kr", "hk", "tw", "sg", "in", "br", "mx", "ar",
          "cl", "za", "ru", "ua", "tr", "il", "is", "si", "sk", "hr", "rs", "lt", "lv", "ee", "eu",
          "me", "tv", "cc", "top", "vip", "xyz", "club", "shop", "site", "online", "app", "dev",
          "health", "med", "mil", "int", "name", "pro", "mobi", "gl", "fo", "tn", "ma", "cy", "lu",
          "by", "vn", "th", "my", "id", "ph", "pk", "ir", "sa", "ae", "uy", "ve", "pe", "ec");

  /** Not domains where Latin abbreviations meet a full stop without a blank. */
  private static final int SHORTEST_HOST = 2;

  private Accounts() {}

  /** At an @ sign. */
  static void email(Note note, int at, Findings findings) {
    int start = at;
    while (start > 0 && at - start < 64 && local(note.c[start - 1])) {
      start--;
    }
    while (start < at && (note.c[start] == '.' || note.c[start] == '-')) {
      start++;
    }
    int end = at + 1;
    int dot = -1;
    while (end < note.length() && end - at < 120 && host(note.c[end])) {
      if (note.c[end] == '.') {
        dot = end;
      }
      end++;
    }
    while (end > at && (note.at(end - 1) == '.' || note.at(end - 1) == '-')) {
      end--;
      dot = note.plain.lastIndexOf('.', end - 1);
    }
    if (start < at && dot > at + 1 && end - dot > 2) {
      findings.add(Type.EMAIL, start, end, 0.98, "email");
    }
  }

  /** At the beginning of a run of Latin letters; where what was read ends. */
  static int web(Note note, int start, Findings findings) {
    int end = start;
    boolean scheme =
        note.starts(start, "http://")
            || note.starts(start, "https://")
            || note.starts(start, "ftp://")
            || note.starts(start, "HTTP");
    boolean www = note.starts(start, "www.") || note.starts(start, "WWW.");
    if (scheme || www) {
      while (end < note.length() && end - start < 2000 && address(note.c[end])) {
        end++;
      }
      while (end > start && ".,;:!?)'\"".indexOf(note.c[end - 1]) >= 0) {
        end--;
      }
      if (end - start > 8) {
        findings.add(Type.EMAIL, start, end, 0.97, "web");
      }
      return end;
    }
    int dots = 0;
    int last = -1;
    while (end < note.length() && end - start < 100 && host(note.c[end])) {
      if (note.c[end] == '.') {
        if (note.at(end + 1) == '.'
            || (!Note.isAsciiLetter(note.at(end + 1)) && !Note.isDigit(note.at(end + 1)))) {
          break;
        }
        dots++;
        last = end;
      }
      end++;
    }
    if (dots == 0
        || note.at(start - 1) == '@'
        || note.at(end) == '@'
        || last - start <= SHORTEST_HOST) {
      return end;
    }
    String domain = note.plain.substring(last + 1, end);
    if (DOMAINS.contains(domain) && !Note.isDigit(note.c[last - 1])) {
      while (end < note.length() && note.c[end] == '/' && end - start < 300) {
        end++;
        while (end < note.length()
            && end - start < 300
            && address(note.c[end])
            && note.c[end] != '/') {
          end++;
        }
      }
      findings.add(Type.EMAIL, start, end, 0.9, "web-domain");
    }
    return end;
  }

  private static boolean local(char c) {
    return Note.isAsciiLetter(c)
        || Note.isDigit(c)
        || "._-+%".indexOf(c) >= 0
        || (c >= 0xC0 && c < 0x250);
  }

  private static boolean host(char c) {
    return Note.isAsciiLetter(c)
        || Note.isDigit(c)
        || c == '.'
        || c == '-'
        || (c >= 0xC0 && c < 0x250);
  }

  private static boolean address(char c) {
    return c > ' ' && c < 0x250 && "<>\"`{}|^\\".indexOf(c) < 0;
  }

  /** At the beginning of a run of letters, digits, dashes and underscores, after a label. */
  static void labelled(Note note, int start, Set<Label> labels, Findings findings) {
    if (!labels.contains(Label.WECHAT)) {
      return;
    }
    int end = start;
    boolean han = Note.isHan(note.at(start));
    while (end < note.length() && end - start < 40 && word(note.c[end])) {
      end++;
    }
    while (end > start && (note.c[end - 1] == '-' || note.c[end - 1] == '.')) {
      end--;
    }
    if (!han && end - start >= 4) {
      boolean also = note.at(end) == '@';
      if (!also) {
        findings.add(Type.WECHAT, start, end, labels.size() == 1 ? 0.95 : 0.9, "wechat");
      }
    }
  }

  /** After 昵称 or 网名: what a person called itself, up to the next sign. */
  static void nickname(Note note, int label, Findings findings) {
    if (!note.starts(label, "昵称") && !note.starts(label, "网名")) {
      return;
    }
    int start = label + 2;
    while (start - label < 6 && " :\"“(是".indexOf(note.at(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < note.length()
        && end - start < 16
        && (word(note.c[end]) || Note.isHan(note.c[end]))) {
      end++;
    }
    if (end - start >= 2) {
      findings.add(Type.WECHAT, start, end, 0.93, "wechat-nickname");
    }
  }

  /** xiaoyu_0917: letters and digits with a line below, as accounts are and words are not. */
  static void underlined(Note note, int line, Findings findings) {
    int start = line;
    while (start > 0 && line - start < 24 && word(note.c[start - 1])) {
      start--;
    }
    int end = line + 1;
    while (end < note.length() && end - line < 24 && word(note.c[end])) {
      end++;
    }
    boolean both = start < line && end > line + 1;
    if (note.chinese
        && both
        && end - start >= 5
        && note.at(end) != '@'
        && note.at(start - 1) != '/'
        && note.at(end) != '/'
        && note.at(line + 1) != '_') {
      findings.add(Type.WECHAT, start, end, 0.76, "wechat-form");
    }
  }

  private static boolean word(char c) {
    return Note.isAsciiLetter(c) || Note.isDigit(c) || c == '_' || c == '-' || c == '.';
  }
}
