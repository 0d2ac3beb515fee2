package health.lode.vault.capture.csv;

import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.RecordConsumer;
import health.lode.vault.capture.SourceFile;
import health.lode.vault.capture.csv.Mappings.Chosen;
import health.lode.vault.capture.csv.RowReader.Found;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one file: settles character set, delimiter and header, then hands over row by row. */
final class TableReader {
  private static final int SAMPLE = 1 << 16;
  private static final Quarantine QUOTES =
      Quarantine.of("CSV_QUOTES", "", "The quotes of this row do not close", "该行的引号没有闭合");

  private final SourceFile file;
  private final RecordConsumer records;
  private final Mappings mappings;
  private final Optional<Mapping> named;
  private final RowReader rows;

  /** Null while everything seen is ASCII: the first row that is not decides. */
  private @Nullable Charset charset;

  TableReader(SourceFile file, RecordConsumer records, Mappings mappings) {
    this.file = file;
    this.records = records;
    this.mappings = mappings;
    this.named = file.options().mapping().map(Mappings::named);
    this.rows = new RowReader(file.content(), file.options().recordLimit());
  }

  void read() throws IOException {
    int sample = rows.peek(SAMPLE);
    byte[] head = rows.seen();
    charset = stated().orElse(CharsetGuess.of(head, sample));
    rows.skip(CharsetGuess.markLength(head, sample));
    rows.charset(charset == null ? StandardCharsets.UTF_8 : charset);
    FileContext context = header();
    if (context == null) {
      return;
    }
    records.context(context.toBytes());
    Chosen chosen = mappings.chosen(file.fileName(), context.header(), named);
    String type = chosen == null ? stem(file.fileName()) : chosen.table().name();
    rows.delimiter(context.delimiter());
    while (true) {
      Found found = rows.next();
      if (found == Found.END) {
        return;
      }
      settleCharset(context);
      one(found, type);
    }
  }

  private void one(Found found, String type) throws IOException {
    if (found == Found.OVERSIZE) {
      try (OutputStream out = records.oversize(type)) {
        rows.drain(out);
      }
    } else if (found == Found.BROKEN) {
      records.unreadable(type, rows.buffer(), rows.rowStart(), rows.rowLength(), QUOTES);
    } else {
      records.record(type, rows.buffer(), rows.rowStart(), rows.rowLength());
    }
  }

  private Optional<Charset> stated() {
    return file.options()
        .charset()
        .or(() -> mappings.insisted().flatMap(Mapping::charset))
        .or(() -> named.flatMap(Mapping::charset))
        .map(name -> name.equalsIgnoreCase("GBK") ? CharsetGuess.GB18030 : Charset.forName(name));
  }

  /** Reads the header; where that cannot be, every line of the file waits in quarantine. */
  private @Nullable FileContext header() throws IOException {
    Found found = rows.next();
    if (found == Found.END) {
      return null;
    }
    Charset reading = charset == null ? StandardCharsets.UTF_8 : charset;
    String line =
        found == Found.ROW
            ? RowText.strictly(reading, rows.buffer(), rows.rowStart(), rows.rowLength())
            : null;
    if (line == null) {
      Quarantine why =
          Quarantine.of(
              "CSV_HEADER", "line 1", "The header of the file cannot be read", "文件的表头无法读取");
      String type = stem(file.fileName());
      while (found != Found.END) {
        if (found == Found.OVERSIZE) {
          one(found, type);
        } else {
          records.unreadable(type, rows.buffer(), rows.rowStart(), rows.rowLength(), why);
        }
        found = rows.next();
      }
      return null;
    }
    char delimiter =
        mappings.insisted().or(() -> named).flatMap(Mapping::delimiter).orElse(Delimiters.of(line));
    List<String> cells = RowText.cells(line, delimiter);
    List<String> header = cells == null ? List.of() : cells.stream().map(String::strip).toList();
    return new FileContext(reading, delimiter, header, file.options().mapping());
  }

  /** A file whose header and first rows are ASCII says what it is by its first row that is not. */
  private void settleCharset(FileContext context) {
    if (charset != null) {
      return;
    }
    Charset line = CharsetGuess.ofLine(rows.buffer(), rows.rowStart(), rows.rowLength());
    if (line == null) {
      return;
    }
    charset = line;
    if (!line.equals(context.charset())) {
      records.context(
          new FileContext(line, context.delimiter(), context.header(), context.mapping())
              .toBytes());
      rows.charset(line);
    }
  }

  private static String stem(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot > 0 ? fileName.substring(0, dot) : fileName;
  }
}
