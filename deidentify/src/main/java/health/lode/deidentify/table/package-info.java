/**
 * Tables: columns of coded values, k-anonymity and its relatives by generalisation and suppression,
 * and what that gave up. A table is read, judged and written here; risk measures, grades and
 * releases are judged elsewhere, on the same {@link health.lode.deidentify.table.Table}.
 */
@NullMarked
package health.lode.deidentify.table;

import org.jspecify.annotations.NullMarked;
