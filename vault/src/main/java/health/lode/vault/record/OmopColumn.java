package health.lode.vault.record;

/**
 * One column.
 *
 * @param extension whether the column is ours and not of the CDM
 */
public record OmopColumn(String name, ColumnType type, ColumnRole role, boolean extension) {
  public boolean queryable() {
    return role.queryable();
  }

  public boolean stored() {
    return role.stored();
  }
}
