package health.lode.vault.capture.csv;

import health.lode.vault.capture.Decoder;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.RecordBytes;
import health.lode.vault.capture.csv.Mappings.Chosen;
import health.lode.vault.codes.Dictionary;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a row apart and fills the tables as its mapping says. */
final class CsvDecoder implements Decoder {
  /**
   * Everything about a file that its rows share; kept from one row to the next of the same file.
   */
  private record Plan(
      byte[] bytes,
      String fileName,
      FileContext context,
      Map<String, Integer> positions,
      Set<String> empties,
      @Nullable RowFacts facts) {}

  private final Mappings mappings;
  private final Dictionary dictionary;
  private @Nullable Plan latest;

  CsvDecoder(Mappings mappings, Dictionary dictionary) {
    this.mappings = mappings;
    this.dictionary = dictionary;
  }

  @Override
  public void decode(RecordBytes record, FactSink facts) throws QuarantinedException {
    Plan plan = plan(record);
    List<String> cells = cells(record, plan.context());
    int expected = plan.context().header().size();
    if (cells.size() != expected) {
      throw Quarantine.of(
              "CSV_RAGGED",
              "",
              "The row has " + cells.size() + " cells, the header " + expected,
              "该行有 " + cells.size() + " 个单元格，表头有 " + expected + " 个")
          .asException();
    }
    if (plan.facts() != null) {
      Row row = new Row(plan.positions(), cells.toArray(String[]::new), plan.empties());
      plan.facts().of(row, record, facts);
    }
  }

  private static List<String> cells(RecordBytes record, FileContext context)
      throws QuarantinedException {
    Charset charset = context.charset();
    byte[] buffer = record.buffer();
    String text = RowText.strictly(charset, buffer, record.offset(), record.length());
    boolean doubtful =
        charset.equals(CharsetGuess.GB18030)
            && CharsetGuess.looksLikeUtf8(buffer, record.offset(), record.length());
    if (text == null || doubtful) {
      String lossy = new String(buffer, record.offset(), record.length(), charset);
      throw Quarantine.of(
              doubtful ? "CHARSET_DOUBTFUL" : "CHARSET_MALFORMED",
              doubtful ? "" : firstDamaged(lossy, context),
              doubtful
                  ? "The file is " + charset.name() + ", but this row looks like UTF-8"
                  : "These bytes are not " + charset.name(),
              doubtful ? "文件为 " + charset.name() + "，但该行看来是 UTF-8" : "此处字节不是 " + charset.name())
          .asException();
    }
    List<String> cells = RowText.cells(text, context.delimiter());
    if (cells == null) {
      throw Quarantine.of("CSV_QUOTES", "", "The quotes of this row do not close", "该行的引号没有闭合")
          .asException();
    }
    return cells;
  }

  /** Which column the replacement character, standing for malformed bytes, first appears in. */
  private static String firstDamaged(String lossy, FileContext context) {
    List<String> cells = RowText.cells(lossy, context.delimiter());
    if (cells != null) {
      for (int i = 0; i < Math.min(cells.size(), context.header().size()); i++) {
        if (cells.get(i).indexOf('\ufffd') >= 0) {
          return "column " + context.header().get(i);
        }
      }
    }
    return "";
  }

  private Plan plan(RecordBytes record) {
    Plan plan = latest;
    if (plan != null
        && plan.fileName().equals(record.fileName())
        && Arrays.equals(plan.bytes(), record.context())) {
      return plan;
    }
    FileContext context = FileContext.of(record.context());
    Optional<Mapping> named =
        mappings.insisted().isPresent() ? Optional.empty() : context.mapping().map(Mappings::named);
    Chosen chosen = mappings.chosen(record.fileName(), context.header(), named);
    Map<String, Integer> positions = new HashMap<>();
    Set<String> columns = Mappings.columns(context.header());
    for (int i = 0; i < context.header().size(); i++) {
      if (columns.contains(context.header().get(i))) {
        positions.put(context.header().get(i), i);
      }
    }
    plan =
        new Plan(
            record.context().clone(),
            record.fileName(),
            context,
            positions,
            chosen == null ? Set.of() : chosen.mapping().empties(),
            chosen == null ? null : new RowFacts(chosen, dictionary));
    latest = plan;
    return plan;
  }
}
