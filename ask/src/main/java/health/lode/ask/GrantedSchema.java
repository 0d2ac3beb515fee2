package health.lode.ask;

import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** The tables and columns of the permit; what they lack does not exist for the validator. */
final class GrantedSchema extends AbstractSchema {
  private final Access access;

  GrantedSchema(Access access) {
    this.access = access;
  }

  @Override
  protected Map<String, Table> getTableMap() {
    Map<String, Table> tables = new TreeMap<>();
    for (String name : access.tableNames()) {
      Access.Table table = access.table(name);
      if (table != null && table.columns().stream().anyMatch(c -> access.granted(table, c))) {
        tables.put(table.name(), new GrantedTable(access, table));
      }
    }
    return tables;
  }

  private static final class GrantedTable extends AbstractTable {
    private final Access access;
    private final Access.Table table;

    GrantedTable(Access access, Access.Table table) {
      this.access = access;
      this.table = table;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
      RelDataTypeFactory.Builder row = factory.builder();
      for (Access.Column column : table.columns()) {
        if (access.granted(table, column)) {
          RelDataType type = factory.createSqlType(SqlTypeName.valueOf(column.type().name()));
          row.add(column.name(), factory.createTypeWithNullability(type, !column.required()));
        }
      }
      return row.build();
    }
  }
}
