package health.lode.ask;

import java.util.Set;

/**
 * A column of a relation on its way down to the engine.
 *
 * @param name its name in the relation's SQL
 * @param owner for a person key, which of the relation's owners it equals wherever it is not null;
 *     {@link #OUTSIDE} for the owner of the enclosing question's row
 * @param total true if it is never null
 * @param degree how many stored values are multiplied in it
 * @param origins the stored columns ({@code table.column}) it is made of
 */
record Col(
    String name,
    Access.Key key,
    int owner,
    boolean total,
    Nature nature,
    int degree,
    Set<String> origins) {
  static final int OUTSIDE = -1;
  static final int NO_OWNER = -2;

  Col {
    origins = Set.copyOf(origins);
  }

  static Col value(String name, boolean total, Nature nature, int degree, Set<String> origins) {
    return new Col(name, Access.Key.NONE, NO_OWNER, total, nature, degree, origins);
  }

  Col named(String newName) {
    return new Col(newName, key, owner, total, nature, degree, origins);
  }

  Col owned(int newOwner) {
    return new Col(name, key, newOwner, total, nature, degree, origins);
  }

  /** This column after an outer join that may leave it null. */
  Col optional() {
    return new Col(name, key, owner, false, nature.worse(Nature.OUTER), degree, origins);
  }
}
