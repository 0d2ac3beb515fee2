package health.lode.node;

import health.lode.deidentify.table.Column;
import health.lode.deidentify.table.Table;
import health.lode.deidentify.table.TableReader;
import health.lode.governance.consent.Choice;
import health.lode.governance.consent.Opening;
import health.lode.refusal.RefusedException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Patients' decisions in a delimited file, as a hospital's own system exports them: columns {@code
 * patient}, and where they are there {@code purpose, category, decision, guardian}. One row that is
 * not understood refuses the whole file, by its number and without what stands in it: an objection
 * that was skipped would be broken.
 */
final class ConsentFile {
  private static final String PATIENT = "patient";
  private static final String PURPOSE = "purpose";
  private static final String CATEGORY = "category";
  private static final String DECISION = "decision";
  private static final String GUARDIAN = "guardian";
  private static final Set<String> COLUMNS = Set.of(PATIENT, PURPOSE, CATEGORY, DECISION, GUARDIAN);

  /**
   * One row.
   *
   * @param patient {@code SOURCE:KEY}
   */
  record Decision(
      String patient, String purpose, String category, Choice choice, boolean byGuardian) {
    /** Never whose it is. */
    @Override
    public String toString() {
      return "Decision[…]";
    }
  }

  private final Table table;
  private final Optional<String> source;

  private ConsentFile(Table table, Optional<String> source) {
    this.table = table;
    this.source = source;
  }

  /**
   * @param source whose keys the column {@code patient} holds; where there is none it holds {@code
   *     SOURCE:KEY}
   */
  static List<Decision> read(Path file, Charset charset, Optional<String> source) {
    Table table = TableReader.read(file, new TableReader.Options(charset, Optional.empty()));
    // A name that is not known is not told: without a header it is a patient's key.
    if (!COLUMNS.containsAll(table.names()) || !table.names().contains(PATIENT)) {
      throw Refusals.argument(
          "The file's header names columns besides patient, purpose, category, decision,"
              + " guardian, or lacks patient.",
          "表头含有 patient、purpose、category、decision、guardian 之外的列，或缺少 patient。");
    }
    return new ConsentFile(table, source).decisions();
  }

  private List<Decision> decisions() {
    List<Decision> all = new ArrayList<>();
    Map<List<String>, Decision> said = new HashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      Decision decision = decision(row);
      List<String> about = List.of(decision.patient(), decision.purpose(), decision.category());
      Decision before = said.put(about, decision);
      if (before != null && !before.equals(decision)) {
        throw wrong(row, "contradicts an earlier row", "与前面的行矛盾");
      }
      if (before == null) {
        all.add(decision);
      }
    }
    return all;
  }

  private Decision decision(int row) {
    String key = cell(PATIENT, row);
    if (key.isEmpty()) {
      throw wrong(row, "names no patient", "没有患者");
    }
    Choice choice =
        switch (cell(DECISION, row)) {
          case "", "object" -> Choice.OBJECT;
          case "agree" -> Choice.AGREE;
          default ->
              throw wrong(
                  row, "has a decision besides object and agree", "的 decision 应为 object 或 agree");
        };
    String purpose = cell(PURPOSE, row);
    String category = cell(CATEGORY, row);
    if (choice == Choice.AGREE && (purpose.isEmpty() || category.isEmpty())) {
      // Silence may widen an objection, never an agreement.
      throw wrong(
          row,
          "agrees without a purpose and a category; * says every one",
          "表示同意，须写明用途和数据类别；* 表示全部");
    }
    return new Decision(
        source.map(name -> name + ":" + key).orElse(key),
        purpose.isEmpty() ? Opening.ANY : purpose,
        category.isEmpty() ? Opening.ANY : category,
        choice,
        guardian(row));
  }

  private boolean guardian(int row) {
    return switch (cell(GUARDIAN, row)) {
      case "", "no" -> false;
      case "yes" -> true;
      default -> throw wrong(row, "has a guardian besides yes and no", "的 guardian 应为 yes 或 no");
    };
  }

  private String cell(String column, int row) {
    return table.find(column).map((Column found) -> found.at(row).strip()).orElse("");
  }

  private static RefusedException wrong(int row, String en, String zh) {
    return Refusals.argument(
        "Row " + (row + 1) + " " + en + ".", "第 " + (row + 1) + " 行" + zh + "。");
  }
}
