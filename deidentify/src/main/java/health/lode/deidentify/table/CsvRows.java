package health.lode.deidentify.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import health.lode.deidentify.DeidentifyReason;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a delimited file, one at a time. Refuses what {@link TableReader} refuses. */
final class CsvRows implements AutoCloseable {
  private static final int HEADER_SEEN = 1 << 16;
  private static final int WIDEST_CELL = 1 << 24;
  private static final char[] DELIMITERS = {',', ';', '\t'};

  private final CsvReader<String[]> reader;
  private final Iterator<String[]> records;
  private final List<String> header;
  private final char delimiter;
  private long row;

  private CsvRows(Reader text, char delimiter) {
    this.delimiter = delimiter;
    this.reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .skipEmptyLines(false)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(WIDEST_CELL)
            .build(StringArrayHandler.builder().maxFields(Table.MOST_COLUMNS + 1).build(), text);
    this.records = reader.iterator();
    String[] names = advance();
    this.header = names == null ? List.of() : List.of(names);
    Table.checkNames(header);
  }

  static CsvRows open(Path file, TableReader.Options options) {
    Reader text = null;
    try {
      BufferedReader buffered =
          new BufferedReader(
              new InputStreamReader(
                  Files.newInputStream(file),
                  options
                      .charset()
                      .newDecoder()
                      .onMalformedInput(CodingErrorAction.REPORT)
                      .onUnmappableCharacter(CodingErrorAction.REPORT)),
              HEADER_SEEN);
      text = buffered;
      skipMark(buffered);
      char delimiter =
          options.delimiter().isPresent() ? options.delimiter().get() : delimiter(buffered);
      return new CsvRows(new Watched(buffered), delimiter);
    } catch (CharacterCodingException e) {
      close(text);
      throw charset(0);
    } catch (IOException e) {
      close(text);
      throw new RefusedException(
          Refusal.of(
              DeidentifyReason.INPUT_UNREADABLE,
              Words.of(file + " cannot be read.", file + " 无法读取。"),
              Words.of("Check its name and permissions.", "请检查文件名和权限。")),
          e);
    } catch (RefusedException e) {
      close(text);
      throw e;
    }
  }

  private static void close(@Nullable Reader text) {
    if (text != null) {
      try {
        text.close();
      } catch (IOException ignored) {
        // The refusal at hand says more.
      }
    }
  }

  private static void skipMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
  }

  /** The delimiter that stands most often outside quotes in the first line. */
  private static char delimiter(BufferedReader text) throws IOException {
    text.mark(HEADER_SEEN);
    int[] counts = new int[DELIMITERS.length];
    boolean quoted = false;
    for (int i = 0; i < HEADER_SEEN - 1; i++) {
      int c = text.read();
      if (c < 0 || (!quoted && (c == '\n' || c == '\r'))) {
        break;
      }
      quoted ^= c == '"';
      for (int d = 0; d < DELIMITERS.length && !quoted; d++) {
        counts[d] += c == DELIMITERS[d] ? 1 : 0;
      }
    }
    text.reset();
    int best = 0;
    for (int d = 1; d < DELIMITERS.length; d++) {
      best = counts[d] > counts[best] ? d : best;
    }
    return DELIMITERS[best];
  }

  List<String> header() {
    return header;
  }

  char delimiter() {
    return delimiter;
  }

  /** Rows handed out so far, the header not counted. */
  long row() {
    return row;
  }

  /** The next row, as wide as the header; null after the last. */
  String @Nullable [] next() {
    while (true) {
      String[] cells = advance();
      if (cells == null) {
        return null;
      }
      row++;
      if (cells.length == header.size()) {
        return cells;
      }
      if (cells.length > 1 || !cells[0].isEmpty()) {
        throw Table.ragged(row);
      }
      // A blank line is no row.
      row--;
    }
  }

  private String @Nullable [] advance() {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (CsvParseException e) {
      throw refusal(e);
    } catch (UncheckedIOException e) {
      throw refusal(e);
    }
  }

  private RefusedException refusal(RuntimeException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof CharacterCodingException) {
        return charset(row);
      }
      if (at instanceof NulException) {
        return TableRefusals.refused(
            TableReason.TABLE_NUL,
            "There is a NUL character after row " + row + ".",
            "第 " + row + " 行之后出现 NUL 字符。",
            "Export the table again as text; the file is damaged or in another form.",
            "请重新导出为文本；该文件已损坏或为其他格式。");
      }
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("exceeds") || message.contains("maximum") || message.contains("limit")) {
      return TableRefusals.refused(
          TableReason.TABLE_TOO_WIDE,
          "After row " + row + " there are more cells, or a longer cell, than a table has.",
          "第 " + row + " 行之后的单元格过多或过长。",
          "Look for a quote that does not close; at most "
              + Table.MOST_COLUMNS
              + " columns and 16 million characters a cell are read.",
          "请检查未闭合的引号；最多 " + Table.MOST_COLUMNS + " 列，每格 1600 万字符。");
    }
    return TableRefusals.refused(
        TableReason.TABLE_QUOTES_BROKEN,
        "The quotes after row " + row + " do not close or have text after them.",
        "第 " + row + " 行之后的引号未闭合或引号后有多余文字。",
        "Correct that row; a quote inside a quoted cell is written twice.",
        "请更正该行；引号内的引号应写两次。");
  }

  private static RefusedException charset(long row) {
    return TableRefusals.refused(
        TableReason.TABLE_CHARSET_WRONG,
        "The bytes after row " + row + " are not in the character set of the file.",
        "第 " + row + " 行之后的字节不符合文件的字符集。",
        "Name the character set: --charset GB18030 for files of older Chinese systems.",
        "请指定字符集：较早的中文系统请用 --charset GB18030。");
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class NulException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Passes text on; a NUL stops it. */
  private static final class Watched extends FilterReader {
    Watched(Reader in) {
      super(in);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      for (int i = offset; i < offset + read; i++) {
        if (buffer[i] == 0) {
          throw new NulException();
        }
      }
      return read;
    }
  }
}
