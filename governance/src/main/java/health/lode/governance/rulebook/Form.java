package health.lode.governance.rulebook;

import health.lode.refusal.Words;
import java.util.Locale;

/** In which form a use lets something leave the node. */
public enum Form {
  /** Counts and statistics over groups, past the disclosure gate. */
  AGGREGATE("aggregates", "汇总统计"),
  /** A model trained inside the node, past the disclosure gate. */
  MODEL("a trained model", "模型"),
  /** De-identified rows, past the release gate. */
  RELEASE("a de-identified release", "去标识化数据发布");

  private final String en;
  private final String zh;

  Form(String en, String zh) {
    this.en = en;
    this.zh = zh;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Words title() {
    return Words.of(en, zh);
  }
}
