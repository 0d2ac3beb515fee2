package health.lode.deidentify.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a delimited text file (RFC 4180) into memory: comma, semicolon or tab, told by the header;
 * a header is required. Anything odd refuses the whole file with a code and the row's number, never
 * with a cell's text.
 */
public final class TableReader {

  /**
   * How a file is written.
   *
   * @param charset read strictly: a byte that is not of this character set refuses the file
   * @param delimiter told by the header where absent
   */
  public record Options(Charset charset, Optional<Character> delimiter) {
    public static final Options STANDARD = new Options(StandardCharsets.UTF_8, Optional.empty());

    /** Chinese systems' older files; GBK and GB 2312 are parts of it. */
    public static final Options GB18030 = new Options(Charset.forName("GB18030"), Optional.empty());
  }

  private TableReader() {}

  /** The whole file; takes about the cells' codes and the distinct values, not the text. */
  public static Table read(Path file, Options options) {
    try (CsvRows rows = CsvRows.open(file, options)) {
      Table.Builder table = new Table.Builder(rows.header());
      for (String[] row = rows.next(); row != null; row = rows.next()) {
        table.row(row);
      }
      return table.build();
    }
  }
}
