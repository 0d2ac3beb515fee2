package health.lode.vault.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement returned, raw: not yet fit to leave the node.
 *
 * @param columns names as the statement gave them
 * @param rows values as {@code Boolean}, {@code Integer}, {@code Long}, {@code
 *     java.math.BigInteger}, {@code java.math.BigDecimal}, {@code Double}, {@code String}, {@code
 *     java.time.LocalDate}, {@code java.time.LocalDateTime}, {@code java.time.LocalTime} or null
 */
public record EngineResult(List<String> columns, List<List<@Nullable Object>> rows) {
  public EngineResult {
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> copies = new ArrayList<>(rows.size());
    for (List<@Nullable Object> row : rows) {
      copies.add(Collections.unmodifiableList(row));
    }
    rows = Collections.unmodifiableList(copies);
  }
}
