package health.lode.vault.capture.csv;

import health.lode.vault.capture.CaptureFormat;
import health.lode.vault.capture.Decoder;
import health.lode.vault.capture.RecordConsumer;
import health.lode.vault.capture.SourceFile;
import health.lode.vault.codes.Dictionary;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Delimited text with a header row. Which mapping a file is read by is found by its name and
 * header, among the shipped ones or in the one that the user named.
 */
public final class CsvFormat implements CaptureFormat {
  private final Mappings mappings;
  private final Dictionary dictionary;

  public CsvFormat(Dictionary dictionary) {
    this(dictionary, new Mappings(Mapping.shipped(), Optional.empty()));
  }

  private CsvFormat(Dictionary dictionary, Mappings mappings) {
    this.dictionary = dictionary;
    this.mappings = mappings;
  }

  /** The same format, reading every row by {@code mapping}, whatever it was captured with. */
  public CsvFormat withMapping(Mapping mapping) {
    return new CsvFormat(dictionary, new Mappings(List.of(), Optional.of(mapping)));
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public boolean countsOccurrences() {
    return true;
  }

  @Override
  public int recognises(String name, byte[] head) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean named = lower.endsWith(".csv") || lower.endsWith(".tsv");
    boolean text = lower.endsWith(".txt") || lower.endsWith(".dat");
    if (head.length > 0 && (head[0] == '{' || head[0] == '[' || head[0] == '<')) {
      return named ? 30 : 0;
    }
    boolean wide = CharsetGuess.markLength(head, head.length) == 2;
    for (byte b : head) {
      if (b == 0 && !wide) {
        return named ? 20 : 0;
      }
    }
    return named ? 80 : text && Delimiters.likely(head) ? 40 : 0;
  }

  @Override
  public void read(SourceFile file, RecordConsumer records) throws IOException {
    new TableReader(file, records, mappings).read();
  }

  @Override
  public CaptureFormat decodingBy(String mapping) {
    boolean shipped = Mapping.shippedNames().contains(mapping);
    return withMapping(Mapping.parse(shipped ? Mapping.shippedText(mapping) : mapping));
  }

  @Override
  public Decoder decoder() {
    return new CsvDecoder(mappings, dictionary);
  }
}
