package health.lode.vault.capture.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the bytes of one row to its cells. */
final class RowText {
  private RowText() {}

  /** The text of these bytes; null where they are not of this character set. */
  static @Nullable String strictly(Charset charset, byte[] buffer, int offset, int length) {
    if (ascii(buffer, offset, length) && !charset.name().startsWith("UTF-16")) {
      return new String(buffer, offset, length, StandardCharsets.ISO_8859_1);
    }
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(buffer, offset, length))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean ascii(byte[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** The cells of one row; null where its quotes do not close. */
  static @Nullable List<String> cells(String row, char delimiter) {
    try {
      Iterator<CsvRecord> rows =
          CsvReader.builder().fieldSeparator(delimiter).ofCsvRecord(row).iterator();
      if (!rows.hasNext()) {
        return List.of("");
      }
      List<String> cells = rows.next().getFields();
      return rows.hasNext() ? null : cells;
    } catch (CsvParseException e) {
      return null;
    }
  }
}
