package health.lode.vault.engine;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;

/**
 * Why an engine gives no result. The engine's own words are never part of it: they can tell data.
 */
@SuppressWarnings("ImmutableEnumChecker") // Words is a record of two strings
public enum EngineReason implements ReasonCode {
  /** The statement failed; an error must not become an oracle, so nothing more is said. */
  ENGINE_FAILED(
      Category.INVALID,
      "The question could not be computed.",
      "该问题无法计算。",
      "Check it for overflow and invalid conversions, or ask something simpler.",
      "请检查是否存在溢出或无效转换，或改问更简单的问题。"),
  /** The statement took longer than its limit. */
  ENGINE_TIMEOUT(
      Category.LIMIT,
      "The question took longer than its time limit.",
      "该问题的计算超过时间限制。",
      "Narrow it down, or ask for a longer limit.",
      "请缩小问题范围，或申请更长的时限。"),
  /** The statement needs more memory than the engine may take. */
  ENGINE_MEMORY(
      Category.LIMIT,
      "The question needs more memory than it may take.",
      "该问题所需内存超过限制。",
      "Narrow it down, or raise the vault's memory limit.",
      "请缩小问题范围，或提高数据仓的内存限制。"),
  /** More result rows than the limit. */
  ENGINE_ROWS(
      Category.LIMIT,
      "The answer has more rows than its limit.",
      "答案的行数超过限制。",
      "Group more coarsely.",
      "请使用更粗的分组。"),
  /** The statement is no single SELECT. */
  ENGINE_STATEMENT(
      Category.INVALID,
      "An engine runs one SELECT and nothing else.",
      "引擎只执行单条 SELECT 语句。",
      "Ask one SELECT.",
      "请只提交一条 SELECT 语句。");

  private final Category category;
  private final Words reason;
  private final Words remedy;

  EngineReason(Category category, String en, String zh, String remedyEn, String remedyZh) {
    this.category = category;
    this.reason = Words.of(en, zh);
    this.remedy = Words.of(remedyEn, remedyZh);
  }

  @Override
  public Category category() {
    return category;
  }

  /** The whole refusal; the words are fixed. */
  public Refusal refusal() {
    return Refusal.of(this, reason, remedy);
  }
}
