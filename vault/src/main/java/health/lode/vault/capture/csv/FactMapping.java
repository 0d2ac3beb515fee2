package health.lode.vault.capture.csv;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How one row becomes one fact.
 *
 * @param table the OMOP table
 * @param label tells apart the facts that one row makes in the same table
 * @param key what stays the same when the row is sent again, changed; empty where a row is only
 *     itself
 * @param when columns and the texts, one of which the column must hold
 * @param present columns that must not be empty
 * @param version orders the states of one key: a number or a date
 * @param deleted columns and the texts that say the row is taken back
 * @param columns by OMOP name
 */
record FactMapping(
    String table,
    String label,
    List<Expression> key,
    Map<String, Set<String>> when,
    List<String> present,
    Optional<Expression> version,
    Map<String, Set<String>> deleted,
    Map<String, Expression> columns) {}
