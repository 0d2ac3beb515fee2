package health.lode.vault.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.vault.record.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFileTest {
  @TempDir Path folder;

  @Test
  void valuesKeepTheirTypesAndEmptyCellsAreNothing() throws Exception {
    Path csv = folder.resolve("it's.csv");
    Files.writeString(
        csv, "id,day,\"a \"\"b\"\"\"\n9223372036854775807,2026-01-31,\"肺炎, 左\"\n2,,\n");
    Map<String, ColumnType> types = new LinkedHashMap<>();
    types.put("id", ColumnType.BIGINT);
    types.put("day", ColumnType.DATE);
    types.put("a \"b\"", ColumnType.VARCHAR);
    Path parquet = folder.resolve("out.parquet");
    ParquetFile.write(csv, types, parquet);

    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery("SELECT * FROM '" + parquet.toString().replace("'", "''") + "'")) {
      assertThat(rows.getMetaData().getColumnTypeName(1)).isEqualTo("BIGINT");
      assertThat(rows.getMetaData().getColumnTypeName(2)).isEqualTo("DATE");
      rows.next();
      assertThat(rows.getLong(1)).isEqualTo(Long.MAX_VALUE);
      assertThat(rows.getString(3)).isEqualTo("肺炎, 左");
      rows.next();
      assertThat(rows.getString(2)).isNull();
      assertThat(rows.getString(3)).isNull();
    }
  }

  @Test
  void aValueOfAnotherTypeIsAnErrorThatDoesNotTellIt() throws Exception {
    Path csv = Files.writeString(folder.resolve("a.csv"), "id\nsecret\n");
    assertThatThrownBy(
            () ->
                ParquetFile.write(
                    csv, Map.of("id", ColumnType.BIGINT), folder.resolve("b.parquet")))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }
}
