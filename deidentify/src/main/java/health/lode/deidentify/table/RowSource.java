package health.lode.deidentify.table;

import java.nio.file.Path;
import java.util.List;

/** Rows that can be gone through more than once, in one order. */
interface RowSource {
  List<String> header();

  char delimiter();

  /** Calls {@code rows} for each row; the array may be used again. */
  void each(Rows rows);

  /** Takes a row. */
  interface Rows {
    void row(String[] cells);
  }

  /** Of a file, read anew each time. */
  record OfFile(Path file, TableReader.Options options, List<String> header, char delimiter)
      implements RowSource {
    static OfFile open(Path file, TableReader.Options options) {
      try (CsvRows rows = CsvRows.open(file, options)) {
        return new OfFile(file, options, rows.header(), rows.delimiter());
      }
    }

    @Override
    public void each(Rows rows) {
      try (CsvRows read = CsvRows.open(file, options)) {
        if (!read.header().equals(header)) {
          throw TableRefusals.refused(
              TableReason.TABLE_HEADER_INVALID,
              "The table changed while it was read.",
              "表格在读取期间发生变化。",
              "Give a file that nobody writes to.",
              "请使用无人写入的文件。");
        }
        for (String[] row = read.next(); row != null; row = read.next()) {
          rows.row(row);
        }
      }
    }
  }

  /** Of a table in memory. */
  record OfTable(Table table) implements RowSource {
    @Override
    public List<String> header() {
      return table.names();
    }

    @Override
    public char delimiter() {
      return ',';
    }

    @Override
    public void each(Rows rows) {
      String[] cells = new String[table.columns().size()];
      for (int row = 0; row < table.rows(); row++) {
        for (int c = 0; c < cells.length; c++) {
          cells[c] = table.columns().get(c).at(row);
        }
        rows.row(cells);
      }
    }
  }
}
