package health.lode.ask;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;

/** Makes this room's refusals; carried as exceptions inside the planner, values at its door. */
final class Refuse {
  private Refuse() {}

  static RefusedException because(
      AskReason code, String en, String zh, String remedyEn, String remedyZh) {
    return Refusal.of(code, Words.of(en, zh), Words.of(remedyEn, remedyZh)).asException();
  }

  static RefusedException losesPatient(String en, String zh, String remedyEn, String remedyZh) {
    return because(AskReason.QUERY_LOSES_PATIENT, en, zh, remedyEn, remedyZh);
  }

  static RefusedException keyMisused(String column) {
    return because(
        AskReason.PERSON_ID_MISUSED,
        "A patient or record number ("
            + column
            + ") may only be joined on by equality and counted; a range, arithmetic or the output of"
            + " it singles people out.",
        "患者或记录编号（" + column + "）只能用于等值连接和计数；对它取范围、运算或输出都可能锁定个人。",
        "Use it as a.person_id = b.person_id, COUNT(DISTINCT person_id), or GROUP BY person_id in a"
            + " subquery.",
        "请写成 a.person_id = b.person_id、COUNT(DISTINCT person_id)，或在子查询中 GROUP BY person_id。");
  }

  static RefusedException notSupported(String what, String remedyEn, String remedyZh) {
    return because(
        AskReason.SQL_NOT_SUPPORTED,
        what + " cannot be proved safe in a question.",
        "问题中的 " + what + " 无法证明是安全的。",
        remedyEn,
        remedyZh);
  }

  static RefusedException function(String name) {
    return because(
        AskReason.FUNCTION_NOT_ALLOWED,
        "The function or operator " + name + " is not on the list of safe ones.",
        "函数或运算符 " + name + " 不在安全清单内。",
        "Use one of the functions listed in docs/spec/question.md.",
        "请使用 docs/spec/question.md 所列的函数。");
  }
}
