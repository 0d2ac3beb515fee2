package health.lode.vault.capture.csv;

import health.lode.vault.capture.QuarantinedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a mapping file says a value is made of. Every value is text; empty means none. */
sealed interface Expression {
  /** The value for one row. */
  String of(Row row) throws QuarantinedException;

  /** Adds the columns this needs. */
  void columns(Set<String> names);

  /** A column's text, after the mapping's value map. */
  record Column(String name, Map<String, String> values, Otherwise otherwise)
      implements Expression {
    @Override
    public String of(Row row) throws QuarantinedException {
      String text = row.text(name);
      if (text.isEmpty() || values.isEmpty()) {
        return text;
      }
      String mapped = values.get(text);
      return mapped != null ? mapped : otherwise.of(name, text);
    }

    @Override
    public void columns(Set<String> names) {
      names.add(name);
    }

    @Override
    public String soleColumn() {
      return name;
    }
  }

  /** The same text for every row. */
  record Constant(String text) implements Expression {
    @Override
    public String of(Row row) {
      return text;
    }

    @Override
    public void columns(Set<String> names) {
      // Needs none.
    }
  }

  /** Several values in a row, those that are there. */
  record Join(List<Expression> parts, String with) implements Expression {
    @Override
    public String of(Row row) throws QuarantinedException {
      StringBuilder joined = new StringBuilder();
      for (Expression part : parts) {
        String text = part.of(row);
        if (!text.isEmpty()) {
          joined.append(joined.isEmpty() ? "" : with).append(text);
        }
      }
      return joined.toString();
    }

    @Override
    public void columns(Set<String> names) {
      parts.forEach(part -> part.columns(names));
    }
  }

  /** The first value that is there. */
  record First(List<Expression> parts) implements Expression {
    @Override
    public String of(Row row) throws QuarantinedException {
      for (Expression part : parts) {
        String text = part.of(row);
        if (!text.isEmpty()) {
          return text;
        }
      }
      return "";
    }

    @Override
    public void columns(Set<String> names) {
      parts.forEach(part -> part.columns(names));
    }
  }

  /** What becomes of a text that a value map does not hold. */
  enum Otherwise {
    KEEP,
    EMPTY,
    QUARANTINE;

    String of(String column, String text) throws QuarantinedException {
      if (this == QUARANTINE) {
        throw Row.quarantine(
            "VALUE_UNKNOWN", column, "The mapping has no value for this text", "映射中没有此取值");
      }
      return this == KEEP ? text : "";
    }
  }

  /** The column this reads and nothing else; null for anything made up. */
  default @Nullable String soleColumn() {
    return null;
  }
}
