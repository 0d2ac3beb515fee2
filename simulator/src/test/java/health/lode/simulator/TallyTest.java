package health.lode.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final List<String> GROUP = List.of("a");

  @Test
  void countsPersonsOnceAndRowsAlways() {
    Tally tally = new Tally();
    for (int value : new int[] {2, 4, 4, 4, 5, 5, 7, 9}) {
      tally.add(GROUP, value / 5, BigDecimal.valueOf(value));
    }
    tally.add(GROUP, 2, null);
    Tally.Cell cell = tally.cells().get(GROUP);
    assertThat(cell.rows()).isEqualTo(9);
    assertThat(cell.values()).isEqualTo(8);
    assertThat(cell.persons()).isEqualTo(3);
    assertThat(cell.mean(2)).contains(new BigDecimal("5.00"));
    // 32 / 7 = 4.571428..., its root 2.138089935...
    assertThat(cell.standardDeviation(6)).contains(new BigDecimal("2.138090"));
    assertThatThrownBy(() -> tally.add(GROUP, 1, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesOutWhatIsTooSmallAndSaysSo() {
    Tally large = persons(12);
    Tally small = persons(9);
    Tally none = new Tally();
    Tally.Merged merged = Tally.merge(List.of(large, small, none), 10);
    assertThat(merged.suppressed()).isEqualTo(1);
    assertThat(merged.withheld()).isZero();
    assertThat(merged.rows())
        .singleElement()
        .satisfies(row -> assertThat(row.cell().persons()).isEqualTo(12))
        .satisfies(row -> assertThat(row.partial()).isTrue());
    assertThat(Tally.merge(List.of(large, none), 10).rows().get(0).partial()).isFalse();
    assertThat(Tally.merge(List.of(small, small), 10).rows()).isEmpty();
    assertThat(Tally.merge(List.of(small, small), 10).withheld()).isEqualTo(1);
  }

  private static Tally persons(int number) {
    Tally tally = new Tally();
    for (int person = 0; person < number; person++) {
      tally.add(GROUP, person, null);
    }
    return tally;
  }
}
