package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.part10.TagTable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** PS3.15 Table E.1-1. */
final class Confidentiality {
  /** The edition of the standard whose table ships. */
  static final String EDITION = "2024e";

  private static final int FIRST_OPTION = 2;
  private static final TagTable<Row> ROWS = new TagTable<>();

  static {
    for (String[] row : TagTable.rows("confidentiality.tsv")) {
      ROWS.put(row[0], row(row));
    }
  }

  private Confidentiality() {}

  /**
   * One attribute.
   *
   * @param basic the basic profile's action, as the table writes it: {@code X/Z/D}
   * @param options what options say: KEEP or CLEAN
   */
  record Row(String basic, Map<Option, Action> options) {
    /**
     * The action under some options: retaining goes before cleaning, cleaning before the basic
     * profile.
     */
    Verdict under(Set<Option> chosen) {
      for (Action wanted : new Action[] {Action.KEEP, Action.CLEAN}) {
        for (Map.Entry<Option, Action> option : options.entrySet()) {
          if (option.getValue() == wanted && chosen.contains(option.getKey())) {
            return new Verdict(wanted, option.getKey().rule());
          }
        }
      }
      return new Verdict(action(), "basic");
    }

    /**
     * Where the table leaves the choice to what the object's definition requires, the choice that
     * is valid for every object: a value before none, none before leaving out.
     */
    private Action action() {
      return switch (basic) {
        case "X" -> Action.REMOVE;
        case "Z", "X/Z" -> Action.EMPTY;
        case "D", "X/D", "Z/D", "X/Z/D" -> Action.DUMMY;
        case "U" -> Action.UID;
        case "X/Z/U*" -> Action.UID;
        default -> throw new IllegalStateException("the shipped table has an unknown action");
      };
    }
  }

  /** An action and the rule that asks for it. */
  record Verdict(Action action, String rule) {}

  /** The attribute's row; null where the table does not list it. */
  static @Nullable Row row(int tag) {
    return ROWS.at(tag);
  }

  private static Row row(String[] columns) {
    Map<Option, Action> options = new EnumMap<>(Option.class);
    int column = FIRST_OPTION;
    for (Option option : Option.values()) {
      String said = columns[column++];
      if (said.equals("K")) {
        options.put(option, Action.KEEP);
      } else if (said.equals("C")) {
        options.put(option, Action.CLEAN);
      }
    }
    return new Row(columns[1], options);
  }
}
