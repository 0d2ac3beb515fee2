package health.lode.deidentify.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes delimited text in UTF-8, RFC 4180 quoting, lines ended by LF. Values are written as they
 * are: nothing is put before one that a spreadsheet might take for a formula.
 */
public final class TableWriter implements AutoCloseable {
  private final CsvWriter writer;

  private TableWriter(CsvWriter writer) {
    this.writer = writer;
  }

  /** Begins a file that must not be there yet, with its header. */
  public static TableWriter open(Path file, char delimiter, List<String> header)
      throws IOException {
    CsvWriter writer =
        CsvWriter.builder()
            .fieldSeparator(delimiter)
            .lineDelimiter(LineDelimiter.LF)
            .build(
                file,
                StandardCharsets.UTF_8,
                java.nio.file.StandardOpenOption.CREATE_NEW,
                java.nio.file.StandardOpenOption.WRITE);
    writer.writeRecord(header);
    return new TableWriter(writer);
  }

  public void row(String... values) {
    writer.writeRecord(values);
  }

  /** Writes a whole table. */
  public static void write(Table table, Path file, char delimiter) throws IOException {
    try (TableWriter out = open(file, delimiter, table.names())) {
      String[] cells = new String[table.columns().size()];
      for (int row = 0; row < table.rows(); row++) {
        for (int c = 0; c < cells.length; c++) {
          cells[c] = table.columns().get(c).at(row);
        }
        out.row(cells);
      }
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
