package health.lode.deidentify.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import health.lode.refusal.RefusedException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableReaderTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text, StandardCharsets.UTF_8);
  }

  private Table read(String text) throws IOException {
    return TableReader.read(file(text), TableReader.Options.STANDARD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {"a,b;c|1,2;3#a/b;c", "a;b,c;d|1;2,2;3#a/b,c/d", "a,\"b;;;\",c|1,2,3#a/b;;;/c"})
  void theDelimiterIsToldByTheHeader(String text, String names) throws IOException {
    Table table = read(text.replace('|', '\n'));
    assertThat(table.names()).containsExactly(names.split("/"));
    assertThat(table.rows()).isEqualTo(1);
  }

  @Test
  void tabsMarksQuotesAndBlankLinesAreRead() throws IOException {
    Table table = read("\uFEFF姓名\tb\r\n\"张\t\"\"三\"\"\n\"\tx\r\n\r\n王\t\r\n");
    assertThat(table.names()).containsExactly("姓名", "b");
    assertThat(table.column("姓名").values()).containsExactly("张\t\"三\"\n", "王");
    assertThat(table.row(1)).containsExactly("王", "");
  }

  @Test
  void gb18030IsReadWhereItIsNamedAndRefusedWhereNot() throws IOException {
    Path file = folder.resolve("gb.csv");
    Files.write(file, "姓名,性别\n张三,男\n".getBytes(Charset.forName("GB18030")));
    assertThat(TableReader.read(file, TableReader.Options.GB18030).row(0))
        .containsExactly("张三", "男");
    assertThatThrownBy(() -> TableReader.read(file, TableReader.Options.STANDARD))
        .hasMessageContaining("TABLE_CHARSET_WRONG");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      nullValues = "-",
      value = {
        "''#TABLE_HEADER_INVALID#-",
        "a,,c|1,2,3#TABLE_HEADER_INVALID#Column 2",
        "a,b,a|1,2,3#TABLE_HEADER_INVALID#Column 3",
        "a,b|1,2|SECRET,2,3#TABLE_RAGGED#Row 2",
        "a,b|1,2|SECRET#TABLE_RAGGED#Row 2",
        "a,b|1,2|SECRET,0#TABLE_NUL#-",
        "a,b|1,2|\"SECRET,2#TABLE_QUOTES_BROKEN#after row 1",
        "a,b|1,2|\"SECRET\"x,2#TABLE_QUOTES_BROKEN#after row 1",
      })
  void oddFilesAreRefusedWithoutTheirText(String text, String code, String where)
      throws IOException {
    Path file = file(text.replace('|', '\n').replace("SECRET,0", "SECRET,\0"));
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class, () -> TableReader.read(file, TableReader.Options.STANDARD));
    assertThat(refused.refusal().code().name()).isEqualTo(code);
    assertThat(refused.refusal().toString()).doesNotContain("SECRET");
    assertThat(refused.refusal().reason().en()).contains(where == null ? "" : where);
  }

  @Test
  void aWrongByteIsRefusedWhereverItStands() throws IOException {
    Path file = folder.resolve("bytes.csv");
    byte[] text = ("a,b\n" + "x,y\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    text[text.length - 2] = (byte) 0xff;
    Files.write(file, text);
    assertThatThrownBy(() -> TableReader.read(file, TableReader.Options.STANDARD))
        .hasMessageContaining("TABLE_CHARSET_WRONG");
  }

  @Test
  void aMillionColumnsAreRefused() throws IOException {
    String wide =
        IntStream.range(0, 1_000_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    assertThatThrownBy(() -> read(wide + "\n" + wide)).hasMessageContaining("TABLE_TOO_WIDE");
    assertThatThrownBy(() -> read("a,b\n" + wide)).hasMessageContaining("TABLE_TOO_WIDE");
  }

  @Test
  void codesWidenWithTheDictionary() {
    Table.Builder builder = new Table.Builder(List.of("n", "m"));
    for (int i = 0; i < 70_000; i++) {
      builder.cell(Integer.toString(i)).cell(i % 2 == 0 ? null : "odd");
    }
    Table table = builder.build();
    Column column = table.column("n");
    for (int i : new int[] {0, 255, 256, 257, 65_535, 65_536, 69_999}) {
      assertThat(column.at(i)).isEqualTo(Integer.toString(i));
    }
    assertThat(table.column("m").values()).containsExactly("", "odd");
    assertThat(table.select(List.of("m")).names()).containsExactly("m");
    assertThatThrownBy(() -> table.column("x")).hasMessageContaining("TABLE_COLUMN_UNKNOWN");
    assertThatThrownBy(() -> new Table.Builder(List.of("a")).row("1", "2"))
        .hasMessageContaining("TABLE_RAGGED");
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Table table =
        new Table.Builder(List.of("a;b", "c"))
            .row("=1+1", "x\"y")
            .row("", "line\nend")
            .row("; ", "*")
            .build();
    Path file = folder.resolve("out.csv");
    TableWriter.write(table, file, ';');
    Table again = TableReader.read(file, TableReader.Options.STANDARD);
    assertThat(again.names()).isEqualTo(table.names());
    for (int row = 0; row < 3; row++) {
      assertThat(again.row(row)).isEqualTo(table.row(row));
    }
  }
}
