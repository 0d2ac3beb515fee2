package health.lode.deidentify.table;

import java.util.List;

/** All privacy models of a policy, together. */
record Checks(List<Check> all) {

  boolean hold(Classes classes, int index, Check.Tally tally) {
    for (Check check : all) {
      if (!check.holds(classes, index, tally)) {
        return false;
      }
    }
    return true;
  }

  /** The monotone models alone. */
  boolean monotoneHold(Classes classes, int index, Check.Tally tally) {
    for (Check check : all) {
      if (check.monotone() && !check.holds(classes, index, tally)) {
        return false;
      }
    }
    return true;
  }

  boolean monotone() {
    return all.stream().allMatch(Check::monotone);
  }

  /** The classes that may not be released. */
  boolean[] failing(Classes classes, Check.Tally tally) {
    boolean[] failing = new boolean[classes.size()];
    for (int i = 0; i < failing.length; i++) {
      failing[i] = !hold(classes, i, tally);
    }
    return failing;
  }

  boolean[] monotoneFailing(Classes classes, Check.Tally tally) {
    boolean[] failing = new boolean[classes.size()];
    for (int i = 0; i < failing.length; i++) {
      failing[i] = !monotoneHold(classes, i, tally);
    }
    return failing;
  }
}
