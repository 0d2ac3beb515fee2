package health.lode.node;

import health.lode.governance.Event;
import health.lode.governance.PseudonymUndone;
import health.lode.governance.QuestionAccepted;
import health.lode.governance.QuestionAnswered;
import health.lode.governance.QuestionRefused;
import health.lode.governance.ReleaseAccepted;
import health.lode.governance.ReleaseMade;
import health.lode.governance.ReleaseRefused;
import health.lode.governance.StaffLooked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that ever left, and every look by staff: where to find it in the ledger. Holds places,
 * not contents, so that a million answers cost a few megabytes.
 */
final class Exits {
  /** What left: the entries that accepted the question or release, and that entered it. */
  record Exit(long accepted, long answered) {}

  private final Map<String, Long> open = new HashMap<>();
  private final List<Exit> answers = new ArrayList<>();
  private final List<Exit> releases = new ArrayList<>();
  private final List<Long> looks = new ArrayList<>();

  synchronized void note(long index, Event event) {
    if (event instanceof QuestionAccepted accepted) {
      open.put(accepted.question(), index);
    } else if (event instanceof QuestionAnswered answered) {
      Long accepted = open.remove(answered.question());
      answers.add(new Exit(accepted == null ? index : accepted, index));
    } else if (event instanceof QuestionRefused refused) {
      open.remove(refused.question());
    } else if (event instanceof ReleaseAccepted accepted) {
      open.put(accepted.release(), index);
    } else if (event instanceof ReleaseMade made) {
      Long accepted = open.remove(made.release());
      releases.add(new Exit(accepted == null ? index : accepted, index));
    } else if (event instanceof ReleaseRefused refused) {
      open.remove(refused.release());
    } else if (event instanceof StaffLooked || event instanceof PseudonymUndone) {
      looks.add(index);
    }
  }

  synchronized long count() {
    return (long) answers.size() + releases.size();
  }

  /** The newest releases of rows first. */
  synchronized List<Exit> releases(int limit) {
    return reversed(releases, limit);
  }

  /** The newest answers first. */
  synchronized List<Exit> newest(int limit) {
    return reversed(answers, limit);
  }

  /** Entries of the newest looks first. */
  synchronized List<Long> looks(int limit) {
    return reversed(looks, limit);
  }

  private static <T> List<T> reversed(List<T> all, int limit) {
    List<T> newest = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0 && newest.size() < limit; i--) {
      newest.add(all.get(i));
    }
    return newest;
  }
}
