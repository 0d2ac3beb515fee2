package health.lode.deidentify.suggest;

import health.lode.deidentify.kind.ColumnFinding;
import health.lode.deidentify.kind.ColumnKind;
import health.lode.deidentify.suggest.ColumnSuggestion.Role;
import health.lode.deidentify.table.Column;
import health.lode.refusal.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From what a column holds to what should become of it. In doubt, the safer role. */
final class Roles {
  private static final double NEARLY_UNIQUE = 0.5;
  private static final Set<ColumnKind> NUMBERS_OF_PERSONS =
      Set.of(ColumnKind.PERSON_CODE, ColumnKind.RECORD_NUMBER);

  private Roles() {}

  static ColumnSuggestion of(ColumnFinding finding, Column column, Optional<String> person) {
    boolean isPerson = person.filter(finding.column()::equals).isPresent();
    if (isPerson || NUMBERS_OF_PERSONS.contains(finding.kind())) {
      return suggestion(
          finding,
          Role.IDENTIFYING,
          "pseudonym: code, domain: patient",
          "replaced by a keyed pseudonym, so that a person's rows stay together",
          "以带密钥假名代替，使同一人的各行仍可关联");
    }
    return switch (finding.kind().weight()) {
      case DIRECT ->
          suggestion(finding, Role.IDENTIFYING, "", "a direct identifier: left out", "直接标识符：去除");
      case CODE ->
          finding.kind() == ColumnKind.EVENT_CODE
              ? suggestion(
                  finding,
                  Role.IDENTIFYING,
                  "pseudonym: code, domain: visit",
                  "known to the hospital's staff: replaced by a keyed pseudonym",
                  "院内人员可据此查到患者：以带密钥假名代替")
              : suggestion(
                  finding, Role.DROP, "", "tells nothing but the order of rows", "只反映行的顺序");
      case QUASI -> quasi(finding, column, person);
      case SENSITIVE -> sensitive(finding);
      case UNKNOWN -> unknown(finding, column);
    };
  }

  private static ColumnSuggestion quasi(
      ColumnFinding finding, Column column, Optional<String> person) {
    if (finding.kind() == ColumnKind.DATE && person.isPresent()) {
      return suggestion(
          finding,
          Role.KEEP,
          "date: policy",
          "a date of an event: moved by the person's own days; make it quasi where others know it",
          "事件日期：按该人的固定天数平移；若他人可知，请改为准标识符");
    }
    return suggestion(
        finding,
        Role.QUASI,
        Hierarchies.of(finding.kind(), column),
        "others may know it",
        "他人可能知晓");
  }

  private static ColumnSuggestion sensitive(ColumnFinding finding) {
    if (finding.kind() == ColumnKind.NOTE) {
      return suggestion(
          finding,
          Role.DROP,
          "",
          "free text: clean it with lode deidentify text before it may stay",
          "自由文本：须先用 lode deidentify text 处理后方可保留");
    }
    return suggestion(
        finding,
        Role.SENSITIVE,
        "",
        "what an attacker would like to learn; make it quasi where others know it",
        "攻击者想获知的内容；若他人可知，请改为准标识符");
  }

  private static ColumnSuggestion unknown(ColumnFinding finding, Column column) {
    if (finding.distinct() <= 1) {
      return suggestion(finding, Role.KEEP, "", "one value for everyone", "所有行取值相同");
    }
    String hierarchy = Hierarchies.of(finding.kind(), column);
    boolean numeric = hierarchy.contains("intervals");
    if (!numeric && finding.distinct() >= NEARLY_UNIQUE * finding.filled()) {
      return suggestion(finding, Role.DROP, "", "nearly unique and of no known kind", "几乎唯一且类别不明");
    }
    return suggestion(
        finding,
        Role.QUASI,
        hierarchy,
        "of no known kind: taken for a quasi-identifier until someone says what it is",
        "类别不明：在确认之前按准标识符处理");
  }

  private static ColumnSuggestion suggestion(
      ColumnFinding finding, Role role, String settings, String en, String zh) {
    List<String> counts =
        List.of(
            finding.distinct() + " values in " + finding.filled() + " filled rows",
            finding.filled() + " 个非空行中有 " + finding.distinct() + " 个取值");
    return new ColumnSuggestion(
        finding,
        role,
        settings,
        Words.of(
            finding.kind().words().en()
                + " ("
                + finding.because().en()
                + "; "
                + counts.get(0)
                + "): "
                + en,
            finding.kind().words().zh()
                + "（"
                + finding.because().zh()
                + "；"
                + counts.get(1)
                + "）："
                + zh),
        Optional.empty());
  }
}
