package health.lode.deidentify.table;

import java.util.List;

/**
 * What was decided for a table.
 *
 * @param optimal whether the full-domain search was exhaustive
 * @param visited nodes of the lattice that were looked at
 */
record Solution(
    List<Ladder> ladders,
    Classes tuples,
    Recoding recoding,
    int[] levels,
    Losses losses,
    boolean optimal,
    long lattice,
    int visited) {}
