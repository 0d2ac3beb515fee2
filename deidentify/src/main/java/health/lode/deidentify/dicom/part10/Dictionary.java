package health.lode.deidentify.dicom.part10;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data dictionary (PS3.6): what an attribute is where the file does not say. */
public final class Dictionary {
  private static final TagTable<Entry> ENTRIES = new TagTable<>();
  private static final Map<String, Integer> BY_KEYWORD = new HashMap<>();

  private record Entry(Vr vr, String keyword) {}

  static {
    for (String[] row : TagTable.rows("dictionary.tsv")) {
      String[] choices = row[1].split("/");
      // Where several are allowed, the widest reading: OW before OB (PS3.5 A.1), US before SS.
      Vr vr = row[1].contains("OW") ? Vr.OW : Vr.valueOf(choices[0]);
      String keyword = row.length > 2 ? row[2] : "";
      ENTRIES.put(row[0], new Entry(vr, keyword));
      if (!keyword.isEmpty() && row[0].indexOf('x') < 0) {
        BY_KEYWORD.put(keyword, Integer.parseUnsignedInt(row[0], 16));
      }
    }
  }

  private Dictionary() {}

  /** The attribute's VR; null where the standard knows no such attribute. */
  public static @Nullable Vr vr(int tag) {
    Entry entry = ENTRIES.at(tag);
    return entry == null ? null : entry.vr();
  }

  /** The attribute's keyword, for example {@code PatientID}; empty where it has none. */
  public static String keyword(int tag) {
    Entry entry = ENTRIES.at(tag);
    return entry == null ? "" : entry.keyword();
  }

  public static Optional<Integer> tag(String keyword) {
    return Optional.ofNullable(BY_KEYWORD.get(keyword));
  }
}
