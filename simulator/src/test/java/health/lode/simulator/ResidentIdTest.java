package health.lode.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class ResidentIdTest {
  /** The two examples of GB 11643-1999, Annex A. */
  @Test
  void hasTheStandardsCheckCharacter() {
    assertThat(ResidentId.of("110105", LocalDate.of(1949, 12, 31), 2))
        .isEqualTo("11010519491231002X");
    assertThat(ResidentId.of("440524", LocalDate.of(1880, 1, 1), 1))
        .isEqualTo("440524188001010014");
  }

  @Test
  void noticesAnyOtherCheckCharacter() {
    for (char c : "0123456789X".toCharArray()) {
      assertThat(ResidentId.isValid("11010519491231002" + c)).isEqualTo(c == 'X');
    }
    assertThat(ResidentId.isValid(ResidentId.spoilt("11010519491231002X"))).isFalse();
    assertThat(ResidentId.isValid("1101051949123100")).isFalse();
    assertThat(ResidentId.isValid("A1010519491231002X")).isFalse();
  }
}
