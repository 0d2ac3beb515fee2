package health.lode.deidentify.kind;

import health.lode.deidentify.table.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts over a column's distinct values: how many look like what. Values that are empty or only
 * stars are left out. Nothing of the values is kept.
 */
final class ColumnContent {
  long filled;
  long rows;
  long distinct;
  long mostRows;
  long masked;
  long ids18;
  long ids15;
  long fifteen;
  long emails;
  long mobiles;
  long eleven;
  long embeddedMobiles;
  long landlines;
  long addresses;
  long names;
  long plates;
  long cards;
  long onNet;
  long dates;
  long numbers;
  long whole;
  long icds;
  long regionCodes;
  long pseudonyms;
  long sameMask;
  long characters;
  long longTexts;
  double least = Double.POSITIVE_INFINITY;
  double greatest = Double.NEGATIVE_INFINITY;

  static ColumnContent of(Column column) {
    int[] counts = new int[column.values().size()];
    for (int row = 0; row < column.rows(); row++) {
      counts[column.code(row)]++;
    }
    ColumnContent content = new ColumnContent();
    content.rows = column.rows();
    Map<String, Integer> masks = new HashMap<>();
    List<String> values = column.values();
    for (int code = 0; code < counts.length; code++) {
      String value = values.get(code).strip();
      if (counts[code] > 0 && !value.isEmpty() && !onlyStars(value)) {
        content.add(value, counts[code], masks);
      }
    }
    content.sameMask = masks.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return content;
  }

  static boolean onlyStars(String value) {
    return value.chars().allMatch(c -> c == '*' || c == '＊');
  }

  private void add(String value, int rowsOfIt, Map<String, Integer> masks) {
    filled += rowsOfIt;
    distinct++;
    mostRows = Math.max(mostRows, rowsOfIt);
    characters += value.length();
    longTexts += value.length() > 60 ? 1 : 0;
    masked += Shapes.masked(value) ? 1 : 0;
    int id = value.length() >= 15 ? ResidentIdNumber.in(value) : 0;
    ids18 += id == 18 ? 1 : 0;
    ids15 += id == 15 ? 1 : 0;
    fifteen += value.length() == 15 && value.chars().allMatch(c -> c >= '0' && c <= '9') ? 1 : 0;
    emails += Shapes.email(value) ? 1 : 0;
    eleven += Shapes.elevenDigits(value) ? 1 : 0;
    mobiles += Shapes.mobile(value) ? 1 : 0;
    embeddedMobiles += Shapes.holdsMobile(value) ? 1 : 0;
    landlines += Shapes.landline(value) ? 1 : 0;
    addresses += Shapes.address(value) ? 1 : 0;
    names += Shapes.chineseName(value) ? 1 : 0;
    plates += Shapes.plate(value) ? 1 : 0;
    cards += Shapes.bankCard(value) ? 1 : 0;
    onNet += Shapes.onNet(value) ? 1 : 0;
    dates += Shapes.date(value) ? 1 : 0;
    icds += Shapes.icd(value) ? 1 : 0;
    regionCodes += Shapes.regionCode(value) ? 1 : 0;
    pseudonyms += Shapes.pseudonym(value) ? 1 : 0;
    if (Shapes.number(value)) {
      numbers++;
      whole += value.chars().allMatch(c -> c >= '0' && c <= '9') ? 1 : 0;
      double number = Double.parseDouble(value);
      least = Math.min(least, number);
      greatest = Math.max(greatest, number);
    }
    String mask = Shapes.mask(value);
    if (!mask.isEmpty() && masks.size() < 1000) {
      masks.merge(mask, 1, Integer::sum);
    }
  }

  /** Share of the distinct values. */
  double share(long count) {
    return distinct == 0 ? 0 : (double) count / distinct;
  }

  /** Distinct values a filled row. */
  double uniqueness() {
    return filled == 0 ? 0 : (double) distinct / filled;
  }

  /** Whole numbers that run from the least to the greatest without gaps. */
  boolean running() {
    return distinct > 1 && whole == distinct && greatest - least + 1 == distinct;
  }
}
