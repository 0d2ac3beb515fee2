package health.lode.deidentify.risk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table's rows as numbers: what {@link Profiles} folds.
 *
 * @param columns names of the quasi-identifiers
 * @param codes one array a quasi-identifier, a code for each row, from 0
 * @param sizes one more than each column's greatest code
 * @param person each row's person, from 0; null where each row is a person of its own
 */
record Part(List<String> columns, int[][] codes, int[] sizes, int @Nullable [] person, int rows) {}
