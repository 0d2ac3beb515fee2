package health.lode.deidentify.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.deidentify.policy.Dates;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FhirDatesTest {
  private static final Dates SHIFT = new Dates.Shift(400);

  @ParameterizedTest
  @CsvSource({
    "dateTime, 40, 2019-12-31T23:59:59.123+08:00, 2020-02-09T23:59:59.123+08:00",
    "date, -1, 2020-03-01, 2020-02-29",
    "date, 20, 2020-02, 2020-03",
    "date, -20, 2020-02, 2020-01",
    "date, 10, 2020-02, 2020-02",
    "date, 190, 2020, 2021",
    "date, -190, 2020, 2019",
    "date, 100, 2020, 2020",
    "instant, 1, 2020-02-28T00:00:00Z, 2020-02-29T00:00:00Z",
    "date, 1, 2020-13-01, ",
    "date, 1, 2021-02-29, ",
    "date, 1, last spring, ",
    "date, -366, 0001-01-01, ",
  })
  void aShiftKeepsThePrecision(String type, int days, String in, String out) {
    assertThat(FhirDates.apply(SHIFT, OptionalInt.of(days), type, in))
        .isEqualTo(Optional.ofNullable(out));
  }

  /** Every pair of dates of one precision keeps its order, and days their distance. */
  @Test
  void orderIsKept() {
    for (int days = -400; days <= 400; days += 7) {
      String before = "";
      for (LocalDate day = LocalDate.of(2019, 1, 15);
          day.getYear() < 2023;
          day = day.plusMonths(1)) {
        String month = day.toString().substring(0, 7);
        String moved = FhirDates.apply(SHIFT, OptionalInt.of(days), "date", month).orElseThrow();
        assertThat(moved).isGreaterThanOrEqualTo(before);
        before = moved;
        String exact =
            FhirDates.apply(SHIFT, OptionalInt.of(days), "date", day.toString()).orElseThrow();
        assertThat(LocalDate.parse(exact)).isEqualTo(day.plusDays(days));
        assertThat(exact).startsWith(moved); // the month says no more and no less than the day
      }
    }
  }

  @Test
  void withoutOnePatientOnlyTheYearStays() {
    assertThat(FhirDates.apply(SHIFT, OptionalInt.empty(), "dateTime", "2020-05-05T10:00:00Z"))
        .contains("2020");
    assertThat(FhirDates.apply(SHIFT, OptionalInt.empty(), "instant", "2020-05-05T10:00:00Z"))
        .isEmpty();
  }

  @Test
  void ageStopsAtNinety() {
    LocalDate today = LocalDate.of(2026, 6, 1);
    assertThat(FhirDates.birthYear(OptionalInt.of(0), "1980-01-02", today)).contains("1980");
    assertThat(FhirDates.birthYear(OptionalInt.of(0), "1901-01-02", today)).contains("1936");
    assertThat(FhirDates.birthYear(OptionalInt.of(-5), "1980-01-02", today)).contains("1979");
  }

  @Test
  void kept() {
    Dates month = new Dates.Keep(Dates.Precision.MONTH);
    assertThat(FhirDates.apply(month, OptionalInt.empty(), "dateTime", "2020-05-05T10:00:00Z"))
        .contains("2020-05");
    Dates day = new Dates.Keep(Dates.Precision.DAY);
    assertThat(FhirDates.apply(day, OptionalInt.empty(), "instant", "2020-05-05T10:11:12Z"))
        .contains("2020-05-05T00:00:00Z");
    assertThat(
            FhirDates.apply(
                new Dates.Keep(Dates.Precision.NONE), OptionalInt.empty(), "date", "2020"))
        .isEmpty();
  }
}
