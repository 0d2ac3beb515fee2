package health.lode.ask;

import health.lode.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.babel.SqlBabelParserImpl;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Parses and validates a question against a schema that holds only the tables and columns the
 * permit grants: what was not granted cannot be named, however it is written.
 */
final class QuestionReader {
  private static final Pattern COLUMN_IN_TABLE =
      Pattern.compile("Column '([^']*)' not found in table '([^']*)'");
  private static final Pattern COLUMN = Pattern.compile("Column '([^']*)' not found in any table");
  private static final Pattern OBJECT = Pattern.compile("(?:Object|Table) '([^']*)' not found");
  private static final Pattern FUNCTION =
      Pattern.compile("No match found for function signature ([A-Za-z_0-9]{1,40})");

  /** Statements of the engine and of other databases that the parser does not even know. */
  private static final Set<String> OTHER_STATEMENTS =
      Set.of(
          "DROP",
          "CREATE",
          "ALTER",
          "ATTACH",
          "DETACH",
          "COPY",
          "PRAGMA",
          "INSTALL",
          "LOAD",
          "SET",
          "RESET",
          "TRUNCATE",
          "GRANT",
          "REVOKE",
          "CALL",
          "EXECUTE",
          "PREPARE",
          "SHOW",
          "USE",
          "EXPORT",
          "IMPORT",
          "VACUUM",
          "CHECKPOINT",
          "BEGIN",
          "COMMIT",
          "ROLLBACK",
          "DELETE",
          "INSERT",
          "UPDATE",
          "MERGE",
          "EXPLAIN",
          "DESCRIBE",
          "SUMMARIZE",
          "ANALYZE",
          "REPLACE");

  private static final SqlParser.Config PARSER =
      SqlParser.config()
          .withParserFactory(SqlBabelParserImpl.FACTORY)
          .withQuoting(Quoting.DOUBLE_QUOTE)
          .withUnquotedCasing(Casing.UNCHANGED)
          .withQuotedCasing(Casing.UNCHANGED)
          .withCaseSensitive(false)
          .withConformance(SqlConformanceEnum.LENIENT);

  private final Access access;
  private final RelDataTypeFactory types = new QuestionTypes();

  QuestionReader(Access access) {
    this.access = access;
  }

  RelRoot read(String sql) {
    SqlNode parsed = parse(sql);
    requireSelect(parsed);
    TableNames names = new TableNames();
    parsed.accept(names);
    names.check();
    SqlNode folded = Operators.fold(parsed);
    CalciteCatalogReader catalog = catalog();
    SqlValidator validator =
        SqlValidatorUtil.newValidator(
            Operators.table(),
            catalog,
            types,
            SqlValidator.Config.DEFAULT
                .withConformance(SqlConformanceEnum.LENIENT)
                .withIdentifierExpansion(true)
                .withLenientOperatorLookup(false));
    try {
      SqlNode validated = validator.validate(folded);
      // Join order and rewrites are the engine's business; this tree is only read and written out.
      HepPlanner planner = new HepPlanner(HepProgram.builder().build());
      SqlToRelConverter converter =
          new SqlToRelConverter(
              (rowType, queryString, schemaPath, viewPath) -> {
                throw new IllegalStateException("no views");
              },
              validator,
              catalog,
              RelOptCluster.create(planner, new RexBuilder(types)),
              StandardConvertletTable.INSTANCE,
              SqlToRelConverter.config()
                  .withExpand(false)
                  .withTrimUnusedFields(false)
                  .withInSubQueryThreshold(Integer.MAX_VALUE));
      return converter.convertQuery(validated, false, true);
    } catch (CalciteContextException e) {
      throw explain(e, names);
    } catch (RefusedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RefusedException(
          Refuse.notSupported("this combination of clauses", "Simplify the question.", "请把问题写得简单些。")
              .refusal(),
          e);
    }
  }

  private static SqlNode parse(String sql) {
    try {
      return SqlParser.create(sql, PARSER).parseStmt();
    } catch (SqlParseException e) {
      if (QuestionText.several(sql)) {
        throw notSelect("several statements", "多条语句");
      }
      String verb = QuestionText.firstWord(sql);
      if (OTHER_STATEMENTS.contains(verb)) {
        throw notSelect(verb.toLowerCase(Locale.ROOT), " " + verb);
      }
      int line = e.getPos() == null ? 0 : e.getPos().getLineNum();
      int column = e.getPos() == null ? 0 : e.getPos().getColumnNum();
      throw new RefusedException(
          Refuse.because(
                  AskReason.SQL_UNREADABLE,
                  "The SQL cannot be read at line " + line + ", column " + column + ".",
                  "SQL 在第 " + line + " 行第 " + column + " 列无法解析。",
                  "Write one standard SQL SELECT; names that are reserved words go in double quotes.",
                  "请写一条标准 SQL SELECT；与保留字相同的名称请加双引号。")
              .refusal(),
          e);
    }
  }

  private static RefusedException notSelect(String en, String zh) {
    return Refuse.because(
        AskReason.SQL_NOT_SELECT,
        "A question is exactly one SELECT, not " + en + ".",
        "一个问题只能是一条 SELECT，而不是" + zh + "。",
        "Ask with one SELECT … GROUP BY … (WITH is allowed).",
        "请用一条 SELECT … GROUP BY …（可用 WITH）提问。");
  }

  /** DELETE and EXPLAIN would validate: the kind of statement is checked here, before. */
  private static void requireSelect(SqlNode node) {
    SqlNode body = node;
    while (true) {
      if (body instanceof SqlOrderBy ordered) {
        body = ordered.query;
      } else if (body instanceof SqlWith with) {
        body = with.body;
      } else {
        break;
      }
    }
    SqlKind kind = body.getKind();
    if (kind != SqlKind.SELECT
        && kind != SqlKind.UNION
        && kind != SqlKind.INTERSECT
        && kind != SqlKind.EXCEPT) {
      throw notSelect(kind.lowerName.replace('_', ' '), " " + kind.name());
    }
  }

  private CalciteCatalogReader catalog() {
    CalciteSchema root =
        CalciteSchema.createRootSchema(false, false, "", new GrantedSchema(access));
    Properties properties = new Properties();
    properties.setProperty(CalciteConnectionProperty.CASE_SENSITIVE.camelName(), "false");
    return new CalciteCatalogReader(
        root, List.of(), types, new CalciteConnectionConfigImpl(properties));
  }

  /** Every table name a question mentions, apart from the ones it defines itself. */
  private final class TableNames extends SqlBasicVisitor<@Nullable Void> {
    private final List<Access.Table> read = new ArrayList<>();
    private final List<String> mentioned = new ArrayList<>();
    private final List<String> own = new ArrayList<>();
    private int joins;

    @Override
    public @Nullable Void visit(SqlCall call) {
      switch (call.getKind()) {
        case WITH_ITEM -> own.add(call.operand(0).toString().toLowerCase(Locale.ROOT));
        case SELECT -> {
          SqlNode from = ((org.apache.calcite.sql.SqlSelect) call).getFrom();
          if (from != null) {
            sources(from);
          }
        }
        case JOIN -> {
          joins++;
          if (((org.apache.calcite.sql.SqlJoin) call).isNatural()) {
            throw Refuse.notSupported(
                "NATURAL JOIN",
                "Name the columns: ON a.person_id = b.person_id.",
                "请写明列：ON a.person_id = b.person_id。");
          }
        }
        default -> {}
      }
      return super.visit(call);
    }

    private void sources(SqlNode from) {
      switch (from.getKind()) {
        case IDENTIFIER -> mentioned.add(from.toString());
        case AS -> sources(((SqlCall) from).operand(0));
        case JOIN -> {
          sources(((org.apache.calcite.sql.SqlJoin) from).getLeft());
          sources(((org.apache.calcite.sql.SqlJoin) from).getRight());
        }
        default -> {}
      }
    }

    void check() {
      if (joins > Planner.MOST_JOINS) {
        throw Refuse.because(
            AskReason.SQL_TOO_LARGE,
            "The question joins more than " + Planner.MOST_JOINS + " times.",
            "问题中的连接超过 " + Planner.MOST_JOINS + " 次。",
            "Ask several smaller questions.",
            "请拆成几个较小的问题。");
      }
      for (String name : mentioned) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (own.contains(lower)) {
          continue;
        }
        String last = lower.substring(lower.lastIndexOf('.') + 1);
        if (lower.startsWith("identity.") || access.identity(last)) {
          throw QuestionReader.this.identity(name);
        }
        Access.Table table = lower.contains(".") ? null : access.table(lower);
        if (table == null) {
          throw QuestionReader.this.unknownTable(name);
        }
        read.add(table);
      }
    }
  }

  private RefusedException identity(String name) {
    return Refuse.because(
        AskReason.IDENTITY_FORBIDDEN,
        "No question reads direct identifiers (" + printable(name) + ").",
        "任何问题都不能读取直接标识符（" + printable(name) + "）。",
        "Leave it out; no permit grants identity to a question.",
        "请去掉它；没有任何许可会把身份信息授予查询。");
  }

  private RefusedException unknownTable(String name) {
    String near = Nearest.of(name.toLowerCase(Locale.ROOT), access.tableNames());
    return Refuse.because(
        AskReason.SQL_UNKNOWN_TABLE,
        "There is no table " + printable(name) + ".",
        "没有名为 " + printable(name) + " 的表。",
        near.isEmpty() ? "Use the OMOP CDM 5.4 table names." : "Did you mean " + near + "?",
        near.isEmpty() ? "请使用 OMOP CDM 5.4 的表名。" : "是否想写 " + near + "？");
  }

  private RefusedException explain(CalciteContextException e, TableNames names) {
    String message = e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage());
    Matcher in = COLUMN_IN_TABLE.matcher(message);
    if (in.find()) {
      return column(in.group(1), names, e);
    }
    Matcher any = COLUMN.matcher(message);
    if (any.find()) {
      return column(any.group(1), names, e);
    }
    Matcher object = OBJECT.matcher(message);
    if (object.find()) {
      String name = object.group(1);
      Access.Table table = access.table(name.toLowerCase(Locale.ROOT));
      return table == null ? unknownTable(name) : notGranted(table, table.columns().get(0), true);
    }
    Matcher function = FUNCTION.matcher(message);
    if (function.find()) {
      return Refuse.function(function.group(1));
    }
    return new RefusedException(
        Refuse.because(
                AskReason.SQL_INVALID,
                "The SQL does not fit together at line "
                    + e.getPosLine()
                    + ", column "
                    + e.getPosColumn()
                    + ": check names, types and GROUP BY there.",
                "SQL 在第 "
                    + e.getPosLine()
                    + " 行第 "
                    + e.getPosColumn()
                    + " 列不成立：请检查该处的名称、类型和 GROUP BY。",
                "Every selected column must be grouped or aggregated; compare only like with like.",
                "所选各列必须在 GROUP BY 中或被聚合；只能比较同类的值。")
            .refusal(),
        e);
  }

  private RefusedException column(String name, TableNames names, CalciteContextException e) {
    for (Access.Table table : names.read) {
      Access.Column column = table.column(name);
      if (column != null) {
        return notGranted(table, column, false);
      }
    }
    java.util.TreeSet<String> known = new java.util.TreeSet<>();
    names.read.forEach(t -> t.columns().forEach(c -> known.add(c.name())));
    String near = Nearest.of(name.toLowerCase(Locale.ROOT), known);
    return Refuse.because(
        AskReason.SQL_UNKNOWN_COLUMN,
        "There is no column " + printable(name) + " (line " + e.getPosLine() + ").",
        "没有名为 " + printable(name) + " 的列（第 " + e.getPosLine() + " 行）。",
        near.isEmpty() ? "Use the OMOP CDM 5.4 column names." : "Did you mean " + near + "?",
        near.isEmpty() ? "请使用 OMOP CDM 5.4 的列名。" : "是否想写 " + near + "？");
  }

  private RefusedException notGranted(Access.Table table, Access.Column column, boolean whole) {
    String what = whole ? table.name() : table.name() + "." + column.name();
    if (!whole && !access.readable(table, column)) {
      return identity(what);
    }
    return Refuse.because(
        AskReason.COLUMN_NOT_GRANTED,
        "The permit does not grant " + what + ".",
        "许可没有授予 " + what + "。",
        "Leave it out, or request a permit whose data includes "
            + TableTopics.of(table.name()).en()
            + " (the rulebook names the categories).",
        "请去掉它，或申请数据范围包含" + TableTopics.of(table.name()).zh() + "的许可（类别见规则手册）。");
  }

  /** A name as it may be repeated to the asker: short, and without control characters. */
  private static String printable(String name) {
    String clean = name.replaceAll("\\p{Cntrl}", "?");
    return clean.length() > 60 ? clean.substring(0, 60) + "…" : clean;
  }
}
