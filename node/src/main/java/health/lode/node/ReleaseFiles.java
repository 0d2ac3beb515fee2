package health.lode.node;

import health.lode.deidentify.table.Column;
import health.lode.deidentify.table.Table;
import health.lode.deidentify.table.TableWriter;
import health.lode.node.ReleaseTables.ReleasedTable;
import health.lode.vault.engine.ParquetFile;
import health.lode.vault.record.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a release's tables, and the dictionary that says what each column is and underwent. */
final class ReleaseFiles {
  private static final List<String> DICTIONARY =
      List.of("table", "column", "type", "filled", "what_was_done", "处理方式");
  private final Path folder;
  private final Set<String> formats;
  private final Map<String, Long> files;

  /**
   * @param files told what was written, with the number of its rows
   */
  ReleaseFiles(Path folder, Set<String> formats, Map<String, Long> files) {
    this.folder = folder;
    this.formats = formats;
    this.files = files;
  }

  void tables(List<ReleasedTable> tables) throws IOException {
    Path place = Files.createDirectories(folder.resolve("tables"));
    for (ReleasedTable released : tables) {
      Path csv = place.resolve(released.name() + ".csv");
      TableWriter.write(released.table(), csv, ',');
      if (formats.contains("parquet")) {
        ParquetFile.write(csv, types(released), place.resolve(released.name() + ".parquet"));
        files.put("tables/" + released.name() + ".parquet", (long) released.table().rows());
      }
      if (formats.contains("csv")) {
        files.put("tables/" + released.name() + ".csv", (long) released.table().rows());
      } else {
        Files.delete(csv);
      }
    }
  }

  /** A column keeps its type where every value still is of it; a generalised one becomes text. */
  private static Map<String, ColumnType> types(ReleasedTable released) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    for (int i = 0; i < released.types().size(); i++) {
      Column column = released.table().columns().get(i);
      ColumnType type = released.types().get(i);
      boolean kept = column.values().stream().allMatch(v -> v.isEmpty() || reads(v, type));
      types.put(column.name(), kept ? type : ColumnType.VARCHAR);
    }
    return types;
  }

  private static boolean reads(String value, ColumnType type) {
    try {
      switch (type) {
        case BIGINT -> Long.parseLong(value);
        case INTEGER -> Integer.parseInt(value);
        case DOUBLE -> Double.parseDouble(value);
        case DATE -> LocalDate.parse(value);
        case TIMESTAMP -> LocalDateTime.parse(value, ReleaseColumns.MOMENT);
        case VARCHAR -> {}
      }
      return true;
    } catch (NumberFormatException | DateTimeParseException e) {
      return false;
    }
  }

  /**
   * Writes {@code dictionary.csv}.
   *
   * @param done what was done to a column, in English and Chinese, by {@code table.column}
   */
  void dictionary(List<ReleasedTable> tables, Map<String, health.lode.refusal.Words> done)
      throws IOException {
    try (TableWriter out = TableWriter.open(folder.resolve("dictionary.csv"), ',', DICTIONARY)) {
      for (ReleasedTable released : tables) {
        Table table = released.table();
        Map<String, ColumnType> types = types(released);
        for (Column column : table.columns()) {
          String name = released.name() + "." + column.name();
          var words = done.getOrDefault(name, health.lode.refusal.Words.of("as captured", "原值"));
          out.row(
              released.name(),
              column.name(),
              String.valueOf(types.get(column.name())),
              filled(column),
              words.en(),
              words.zh());
        }
      }
    }
  }

  private static String filled(Column column) {
    if (column.rows() == 0) {
      return "0%";
    }
    long filled = 0;
    for (int row = 0; row < column.rows(); row++) {
      filled += column.at(row).isEmpty() ? 0 : 1;
    }
    return Math.round(100.0 * filled / column.rows()) + "%";
  }
}
