package health.lode.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.table.Anonymized;
import health.lode.deidentify.table.ColumnChange;
import health.lode.deidentify.table.LossMeasure;

/** What became of a table, as JSON; see docs/spec/deidentify-table.md. */
final class TableJson {
  private TableJson() {}

  static void write(Anonymized done, ObjectNode into) {
    into.put("rows", done.rows());
    ObjectNode levels = into.putObject("levels");
    done.levels().forEach(levels::put);
    into.put("suppressed", done.suppressedRows());
    into.put("dropped", done.droppedRows());
    into.put("measure", done.measure().key());
    into.put("loss", done.loss());
    ObjectNode losses = into.putObject("losses");
    for (LossMeasure measure : LossMeasure.values()) {
      losses.put(measure.key(), done.losses().of(measure));
    }
    into.put("smallestClass", done.smallestClass());
    into.put("classes", done.classes());
    into.put("optimal", done.optimal());
    into.put("lattice", done.lattice());
    into.put("visited", done.visited());
    ArrayNode columns = into.putArray("columns");
    done.columns().forEach(column -> write(column, columns.addObject()));
    done.prediction()
        .ifPresent(
            p ->
                into.putObject("prediction")
                    .put("target", p.target())
                    .put("classes", p.classes())
                    .put("baseline", p.baseline())
                    .put("before", p.before())
                    .put("after", p.after()));
    ArrayNode repeated = into.putArray("repeatedPersons");
    done.repeatedPersons().forEach(repeated::add);
  }

  private static void write(ColumnChange column, ObjectNode into) {
    into.put("column", column.column());
    into.put("entropyBefore", column.entropyBefore());
    into.put("entropyAfter", column.entropyAfter());
    ArrayNode levels = into.putArray("levelRows");
    column.levelRows().forEach(levels::add);
    ArrayNode labels = into.putArray("labels");
    for (ColumnChange.Label label : column.labels()) {
      labels
          .addObject()
          .put("label", label.label())
          .put("before", label.before())
          .put("after", label.after());
    }
    into.put("furtherLabels", column.others());
  }
}
