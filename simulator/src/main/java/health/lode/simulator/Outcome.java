package health.lode.simulator;

/** How an inpatient stay ended. */
public enum Outcome {
  CURED("治愈"),
  IMPROVED("好转"),
  NOT_CURED("未愈"),
  DIED("死亡"),
  OTHER("其他");

  private final String chinese;

  Outcome(String chinese) {
    this.chinese = chinese;
  }

  public String chinese() {
    return chinese;
  }
}
