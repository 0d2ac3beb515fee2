package health.lode.deidentify.table;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a column's values become less and less precise. Level 0 is the value as it is; the last level
 * is {@code *}, except in a file or list that ends otherwise. A built hierarchy's domain is the
 * column's distinct values; a file's domain is the file. What a built hierarchy cannot read is
 * {@code *} from level 1 on, so that no stray text survives generalisation.
 */
sealed interface Hierarchy permits Hierarchy.FromFile, Hierarchy.Built, Hierarchy.Groups, Folded {

  /**
   * A path for each value of the domain: the value and its labels upwards.
   *
   * @param base the folder that a file's name is relative to
   */
  List<String[]> paths(String column, List<String> values, Path base);

  /** Two levels: the value, or nothing. */
  record AllOrNothing() implements Built {
    @Override
    public String[] above(String value) {
      return new String[] {Ladder.STAR};
    }
  }

  /** {@code value;level 1;level 2;…}, as ARX writes it. */
  record FromFile(Path file) implements Hierarchy {
    @Override
    public List<String[]> paths(String column, List<String> values, Path base) {
      return HierarchyFile.read(base.resolve(file));
    }
  }

  /** Labels that follow from the value alone. */
  sealed interface Built extends Hierarchy {
    String[] above(String value);

    @Override
    default List<String[]> paths(String column, List<String> values, Path base) {
      List<String[]> paths = new ArrayList<>(values.size());
      for (String value : values) {
        String[] above = above(value);
        String[] path = new String[above.length + 1];
        path[0] = value;
        System.arraycopy(above, 0, path, 1, above.length);
        paths.add(path);
      }
      return paths;
    }

    /** A path that says nothing. */
    static String[] unreadable(int levels) {
      String[] path = new String[levels];
      java.util.Arrays.fill(path, Ladder.STAR);
      return path;
    }
  }

  /** Day, month, quarter, year, {@code *}. A time of day is left out from level 1 on. */
  record DateLevels() implements Built {
    @Override
    public String[] above(String value) {
      Optional<LocalDate> read = TableDates.day(value);
      if (read.isEmpty()) {
        return Built.unreadable(5);
      }
      LocalDate day = read.get();
      int quarter = (day.getMonthValue() + 2) / 3;
      return new String[] {
        day.toString(),
        day.toString().substring(0, 7),
        day.getYear() + "-Q" + quarter,
        Integer.toString(day.getYear()),
        Ladder.STAR
      };
    }
  }

  /**
   * Half-open intervals of growing width, from 0 on, then {@code *}.
   *
   * @param widths each divides the next
   * @param bottom values below are {@code <bottom}
   * @param top values from here on are {@code >=top}
   * @param whole labels {@code 20-24} for whole numbers, else {@code [20,25)}
   */
  record Intervals(
      List<Double> widths, Optional<Double> bottom, Optional<Double> top, boolean whole)
      implements Built {
    @Override
    public String[] above(String value) {
      Optional<Double> read = Numbers.read(value);
      if (read.isEmpty()) {
        return Built.unreadable(widths.size() + 1);
      }
      double x = read.get();
      String[] path = new String[widths.size() + 1];
      for (int i = 0; i < widths.size(); i++) {
        path[i] = label(x, widths.get(i));
      }
      path[widths.size()] = Ladder.STAR;
      return path;
    }

    private String label(double x, double width) {
      if (bottom.isPresent() && x < bottom.get()) {
        return "<" + Numbers.write(bottom.get());
      }
      if (top.isPresent() && x >= top.get()) {
        return ">=" + Numbers.write(top.get());
      }
      double from = Math.floor(x / width) * width;
      double to = Math.min(from + width, top.orElse(Double.POSITIVE_INFINITY));
      from = Math.max(from, bottom.orElse(Double.NEGATIVE_INFINITY));
      return whole
          ? Numbers.write(from) + "-" + Numbers.write(to - 1)
          : "[" + Numbers.write(from) + "," + Numbers.write(to) + ")";
    }
  }

  /** Category, block, chapter, {@code *} of the WHO's ICD-10. */
  record Icd10() implements Built {
    @Override
    public String[] above(String value) {
      return Icd10Blocks.above(value);
    }
  }

  /** Chinese administrative division codes (GB/T 2260): county, prefecture, province, {@code *}. */
  record Region() implements Built {
    @Override
    public String[] above(String value) {
      String code = value.strip();
      if (!code.matches("[1-9][0-9]{5}([0-9]{3}|[0-9]{6})?")) {
        return Built.unreadable(4);
      }
      return new String[] {
        code.substring(0, 6),
        code.substring(0, 4) + "00",
        code.substring(0, 2) + "0000",
        Ladder.STAR
      };
    }
  }

  /**
   * The first characters, then {@code *}.
   *
   * @param kept how many stay at each level, falling
   */
  record Prefix(List<Integer> kept) implements Built {
    @Override
    public String[] above(String value) {
      String[] path = new String[kept.size() + 1];
      int characters = value.codePointCount(0, value.length());
      for (int i = 0; i < kept.size(); i++) {
        int stays = Math.min(kept.get(i), characters);
        path[i] = value.substring(0, value.offsetByCodePoints(0, stays)) + Ladder.STAR;
      }
      path[kept.size()] = Ladder.STAR;
      return path;
    }
  }

  /**
   * Groups written in the policy, level by level, then {@code *}. A value that no group names
   * refuses the table.
   *
   * @param levels for each level the group of each value or group below
   */
  record Groups(List<Map<String, String>> levels) implements Hierarchy {
    @Override
    public List<String[]> paths(String column, List<String> values, Path base) {
      List<String[]> paths = new ArrayList<>();
      for (String value : levels.get(0).keySet()) {
        String[] path = new String[levels.size() + 2];
        path[0] = value;
        for (int level = 0; level < levels.size(); level++) {
          String group = levels.get(level).get(path[level]);
          if (group == null) {
            throw TableRefusals.refused(
                TableReason.HIERARCHY_UNREADABLE,
                "A group of column '" + column + "' belongs to no group of the next level.",
                "列 '" + column + "' 的某个分组不属于上一级的任何分组。",
                "Name every group in the level above it.",
                "请在上一级中列出每个分组。");
          }
          path[level + 1] = group;
        }
        path[levels.size() + 1] = Ladder.STAR;
        paths.add(path);
      }
      return paths;
    }
  }

  /** The kinds that need no settings, by the policy's word. */
  static Optional<Hierarchy> plain(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "dates" -> Optional.of(new DateLevels());
      case "icd10" -> Optional.of(new Icd10());
      case "region" -> Optional.of(new Region());
      case "none" -> Optional.of(new AllOrNothing());
      default -> Optional.empty();
    };
  }
}
