package health.lode.ask;

import java.util.List;

/**
 * A traced relation: engine SQL whose rows each belong to one patient per owner. Owners are hidden
 * columns {@code p0, p1, …}; more than one means that the patients are not yet joined to each
 * other, none that the rows belong to nobody (reference tables).
 *
 * @param loose true if the rows belong to nobody but were made from patients' records (addresses,
 *     wards): they may only be reached from a patient's row by their key
 * @param bound true if owner 0 is known to be the owner of the enclosing question's row
 */
record Relation(String sql, List<Col> cols, int owners, boolean bound, boolean loose) {
  Relation {
    cols = List.copyOf(cols);
  }

  boolean reference() {
    return owners == 0 && !bound;
  }
}
