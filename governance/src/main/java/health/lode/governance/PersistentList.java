package health.lode.governance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An immutable list that only grows, sharing what it holds with its longer copies. */
final class PersistentList<T> {
  private record Link<T>(T value, @Nullable Link<T> before) {}

  private final @Nullable Link<T> last;

  private PersistentList(@Nullable Link<T> last) {
    this.last = last;
  }

  static <T> PersistentList<T> empty() {
    return new PersistentList<>(null);
  }

  PersistentList<T> with(T value) {
    return new PersistentList<>(new Link<>(value, last));
  }

  /** The values in the order in which they came. */
  List<T> toList() {
    List<T> values = new ArrayList<>();
    for (Link<T> link = last; link != null; link = link.before()) {
      values.add(link.value());
    }
    Collections.reverse(values);
    return Collections.unmodifiableList(values);
  }
}
