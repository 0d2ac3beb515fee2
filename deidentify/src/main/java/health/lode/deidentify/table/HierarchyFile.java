package health.lode.deidentify.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import health.lode.refusal.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A hierarchy's file: a line a value, the value and its labels upwards, {@code ;} or {@code ,}. */
final class HierarchyFile {
  private static final long LARGEST = 1L << 28;

  private HierarchyFile() {}

  static List<String[]> read(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw unreadable(file);
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
      int end = body.indexOf('\n');
      String first = end < 0 ? body : body.substring(0, end);
      List<String[]> paths = new ArrayList<>();
      try (CsvReader<String[]> rows =
          CsvReader.builder()
              .fieldSeparator(first.indexOf(';') >= 0 ? ';' : ',')
              .build(StringArrayHandler.builder().maxFields(256).build(), body)) {
        for (String[] row : rows) {
          paths.add(row);
        }
      }
      if (paths.isEmpty()) {
        throw unreadable(file);
      }
      return paths;
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      throw unreadable(file);
    }
  }

  private static RefusedException unreadable(Path file) {
    return TableRefusals.refused(
        TableReason.HIERARCHY_UNREADABLE,
        file + " cannot be read as a generalisation hierarchy.",
        file + " 无法作为泛化层级读取。",
        "Give a UTF-8 file with a line for each value: value;level 1;level 2;…;*, all of one length.",
        "请提供 UTF-8 文件，每个取值一行：取值;第1级;第2级;…;*，各行层数相同。");
  }
}
