package health.lode.deidentify.risk;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;

/** Why risk cannot be measured. */
public enum RiskReason implements ReasonCode {
  /** The table has no rows: there is nobody whose risk could be measured. */
  RISK_TABLE_EMPTY(Category.INVALID),
  /** A column is named in two roles that exclude each other. */
  RISK_COLUMN_TWICE(Category.INVALID),
  /** A population smaller than the table, or a limit outside of (0, 1]. */
  RISK_QUESTION_WRONG(Category.INVALID),
  /** A stored release profile is damaged, cut off, or of another kind. */
  RELEASE_PROFILE_UNREADABLE(Category.TAMPERED),
  /** More distinct combinations than one machine's tables can number. */
  RISK_TOO_LARGE(Category.LIMIT);

  private final Category category;

  RiskReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }

  static RefusedException tooLarge() {
    return Refusal.of(
            RISK_TOO_LARGE,
            Words.of(
                "The table has more than 268 million distinct combinations.",
                "表中不同的取值组合超过 2.68 亿。"),
            Words.of("Measure it in parts.", "请分批度量。"))
        .asException();
  }

  static RefusedException empty() {
    return Refusal.of(
            RISK_TABLE_EMPTY,
            Words.of("The table has no rows.", "表中没有任何行。"),
            Words.of("Give a table with at least one row.", "请提供至少有一行的表。"))
        .asException();
  }

  static RefusedException unreadableProfile() {
    return Refusal.of(
            RELEASE_PROFILE_UNREADABLE,
            Words.of("A stored release profile is not what was written.", "存储的发布画像与写入时不一致。"),
            Words.of(
                "Restore it from a copy, or make it anew from the release; until then what the"
                    + " recipient holds is unknown.",
                "请从备份恢复，或由原发布重新生成；在此之前无法确知接收方已持有的内容。"))
        .asException();
  }

  static RefusedException twice(String column) {
    return Refusal.of(
            RISK_COLUMN_TWICE,
            Words.of(
                "Column '" + column + "' is named twice, or in two roles.",
                "列 '" + column + "' 被重复指定，或被指定了两种角色。"),
            Words.of("Name each column once.", "每列只指定一次。"))
        .asException();
  }

  static RefusedException question(String en, String zh) {
    return Refusal.of(
            RISK_QUESTION_WRONG,
            Words.of(en + ".", zh + "。"),
            Words.of(
                "Correct the number; see docs/spec/deidentify-risk.md.",
                "请更正该数值；见 docs/spec/deidentify-risk.md。"))
        .asException();
  }
}
