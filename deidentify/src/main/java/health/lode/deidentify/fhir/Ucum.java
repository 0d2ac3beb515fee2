package health.lode.deidentify.fhir;

import java.util.Set;

/**
 * Units of the Unified Code for Units of Measure as clinical data uses them. Its annotations in
 * braces are free text and pass only where they are listed here.
 */
final class Ucum {
  private static final int LONGEST = 40;
  private static final Set<String> ATOMS =
      Set.of(
          "m",
          "s",
          "g",
          "rad",
          "K",
          "C",
          "cd",
          "mol",
          "sr",
          "Hz",
          "N",
          "Pa",
          "J",
          "W",
          "A",
          "V",
          "F",
          "Ohm",
          "S",
          "Wb",
          "Cel",
          "T",
          "H",
          "lm",
          "lx",
          "Bq",
          "Gy",
          "Sv",
          "gon",
          "deg",
          "'",
          "''",
          "l",
          "L",
          "ar",
          "min",
          "h",
          "d",
          "a_t",
          "a_j",
          "a_g",
          "a",
          "wk",
          "mo_s",
          "mo_j",
          "mo_g",
          "mo",
          "t",
          "bar",
          "u",
          "eV",
          "eq",
          "osm",
          "kat",
          "U",
          "[iU]",
          "[IU]",
          "[arb'U]",
          "[USP'U]",
          "[in_i]",
          "[ft_i]",
          "[yd_i]",
          "[mi_i]",
          "[lb_av]",
          "[oz_av]",
          "[degF]",
          "[drp]",
          "[cup_us]",
          "[tsp_us]",
          "[tbs_us]",
          "[foz_us]",
          "[gal_us]",
          "[pt_us]",
          "[pH]",
          "[diop]",
          "[Ch]",
          "[CFU]",
          "[PFU]",
          "[GPL'U]",
          "[MPL'U]",
          "[APL'U]",
          "[beth'U]",
          "[anti'Xa'U]",
          "[todd'U]",
          "[dye'U]",
          "[D'ag'U]",
          "[ppm]",
          "[ppb]",
          "[ppth]",
          "[pptr]",
          "[HPF]",
          "[LPF]",
          "[car_m]",
          "%",
          "10*",
          "10^",
          "[pi]",
          "B",
          "Np",
          "Ci",
          "R",
          "RAD",
          "REM",
          "cal",
          "[Cal]",
          "atm",
          "erg",
          "dyn",
          "P",
          "St",
          "Mx",
          "G",
          "m[Hg]",
          "m[H2O]",
          "[in_i'Hg]",
          "[in_i'H2O]",
          "[CCID_50]",
          "[TCID_50]",
          "[EID_50]",
          "[knk'U]",
          "[mclg'U]",
          "[Amb'a'1'U]",
          "[bdsk'U]",
          "[ka'U]",
          "[hnsf'U]",
          "[MET]",
          "st",
          "bit",
          "By",
          "[mesh_i]",
          "[S]");
  private static final Set<String> METRIC_FREE =
      Set.of("%", "10*", "10^", "'", "''", "[pi]", "h", "d");
  private static final Set<String> NOTES =
      Set.of(
          "",
          "score",
          "nominal",
          "#",
          "count",
          "beats",
          "breaths",
          "cells",
          "copies",
          "INR",
          "index",
          "pack",
          "ratio",
          "RBC",
          "WBC",
          "titer",
          "dose",
          "tbl",
          "{T}",
          "T'U",
          "events",
          "delta",
          "creat",
          "steps",
          "doses",
          "tablet",
          "capsule",
          "puff",
          "spray",
          "percentile",
          "log",
          "eGFR",
          "1.73_m2",
          "mm/Hg");
  private static final Set<String> PREFIXES =
      Set.of(
          "Y", "Z", "E", "P", "T", "G", "M", "k", "h", "da", "d", "c", "m", "u", "n", "p", "f", "a",
          "z", "y", "Ki", "Mi", "Gi", "Ti");

  private Ucum() {}

  /** Whether all of {@code code} reads as a unit. */
  static boolean isUnit(String code) {
    if (code.isEmpty() || code.length() > LONGEST) {
      return false;
    }
    int at = code.charAt(0) == '/' ? 1 : 0;
    int open = 0;
    StringBuilder part = new StringBuilder();
    for (; at <= code.length(); at++) {
      char c = at < code.length() ? code.charAt(at) : '.';
      if (c == '{') {
        int end = code.indexOf('}', at);
        if (end < 0 || !NOTES.contains(code.substring(at + 1, end))) {
          return false;
        }
        at = end;
        part.append('\u0001');
      } else if (c == '[') {
        int end = code.indexOf(']', at);
        if (end < 0) {
          return false;
        }
        part.append(code, at, end + 1);
        at = end;
      } else if (c == '(') {
        open++;
        part.append('\u0001');
      } else if (c == ')') {
        open--;
      } else if (c == '.' || c == '/') {
        if (!component(part.toString())) {
          return false;
        }
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    return open == 0;
  }

  private static boolean component(String part) {
    boolean noted = part.indexOf('\u0001') >= 0;
    String bare = part.replace("\u0001", "");
    if (bare.isEmpty()) {
      return noted;
    }
    if (digits(bare)) {
      return true;
    }
    int end = bare.length();
    while (end > 0 && Character.isDigit(bare.charAt(end - 1)) && bare.length() - end < 2) {
      end--;
    }
    if (end < bare.length()
        && end > 0
        && (bare.charAt(end - 1) == '-' || bare.charAt(end - 1) == '+')) {
      end--;
    }
    return atom(bare) || atom(bare.substring(0, end));
  }

  private static boolean digits(String text) {
    return text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean atom(String text) {
    if (ATOMS.contains(text)) {
      return true;
    }
    for (int length = 1; length <= 2 && length < text.length(); length++) {
      String rest = text.substring(length);
      if (PREFIXES.contains(text.substring(0, length))
          && ATOMS.contains(rest)
          && !METRIC_FREE.contains(rest)) {
        return true;
      }
    }
    return false;
  }
}
