package health.lode.deidentify.mark;

/**
 * What marking cost one column.
 *
 * @param cells cells of the column
 * @param carrying cells that carry a mark, changed or not
 * @param changed cells that are not as they were
 * @param most largest change: units of the number, days; 1 for another text of the same meaning or
 *     another arbitrary pseudonym
 * @param mean mean change of the changed cells, in the same units
 */
public record Utility(
    String column, long cells, long carrying, long changed, double most, double mean) {}
