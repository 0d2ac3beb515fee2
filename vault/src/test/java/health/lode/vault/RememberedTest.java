package health.lode.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private final AtomicInteger database = new AtomicInteger(1);
  private final AtomicInteger readings = new AtomicInteger();
  private final Remembered<Integer> remembered = new Remembered<>();

  private int value() {
    return remembered.value(
        () -> {
          readings.incrementAndGet();
          return database.get();
        });
  }

  @Test
  void isReadOnceUntilSomethingWasWritten() {
    assertThat(value()).isEqualTo(1);
    assertThat(value()).isEqualTo(1);
    assertThat(readings).hasValue(1);
    database.set(2);
    remembered.forget();
    assertThat(value()).isEqualTo(2);
    assertThat(readings).hasValue(2);
  }

  /** Read before a write and finished after it: such a value must not outlive this one look. */
  @Test
  void whatWasReadAcrossAWriteIsNotKept() {
    int old =
        remembered.value(
            () -> {
              int before = database.get();
              database.set(2);
              remembered.forget();
              return before;
            });
    assertThat(old).isEqualTo(1);
    assertThat(value()).isEqualTo(2);
  }
}
