package health.lode.deidentify.mark;

import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.table.Table;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A release of invented visits: about two a patient, with what a release usually has. */
final class SyntheticRelease {
  static final String POLICY =
      """
      policy: lode-deidentification/1
      title: {en: test, zh: 测试}
      dates: {shift: 180}
      release:
        marks:
          rows: [patient, diagnosis, weight]
          fallback:
            columns: [sex, city, diagnosis, {column: weight, digits: 2}, ward]
            use: 2
          columns:
            - {column: patient, role: pseudonym, letters: 4}
            - {column: birth_year, role: demographic, change: 1}
            - {column: admitted, role: date, days: 2}
            - {column: paid, role: payment, change: 0.05, share: 80}
            - {column: way, role: visit, choices: [[门诊, 门诊就诊], [住院, 住院治疗]]}
      """;

  static final List<String> NAMES =
      List.of(
          "patient",
          "sex",
          "birth_year",
          "city",
          "ward",
          "admitted",
          "way",
          "diagnosis",
          "weight",
          "creatinine",
          "paid");

  private SyntheticRelease() {}

  static MarkPolicy policy() {
    return Policy.read(POLICY).section(Policy.Section.RELEASE, MarkPolicy::ofRelease);
  }

  static byte[] secret(long seed) {
    return ByteBuffer.allocate(32).putLong(seed).putLong(8, ~seed).array();
  }

  static Table table(int rows, long seed) {
    Random random = new Random(seed);
    Pseudonyms pseudonyms = PseudonymKey.of(secret(seed)).pseudonyms();
    Table.Builder table = new Table.Builder(NAMES);
    int patient = 0;
    List<String> person = List.of();
    for (int row = 0; row < rows; row++) {
      if (row == 0 || random.nextInt(2) == 0) {
        patient++;
        person =
            List.of(
                pseudonyms.code(Pseudonyms.PATIENT, "p" + patient),
                random.nextBoolean() ? "男" : "女",
                String.valueOf(1930 + random.nextInt(80)),
                "41" + (10 + random.nextInt(18)));
      }
      List<String> cells = new ArrayList<>(person);
      cells.add("W" + random.nextInt(20));
      cells.add(LocalDate.of(2023, 1, 1).plusDays(random.nextInt(700)).toString());
      cells.add(List.of("门诊", "住院", "急诊").get(random.nextInt(3)));
      cells.add("ICD" + (int) Math.pow(random.nextDouble(), -1.2) % 400);
      cells.add(String.format(java.util.Locale.ROOT, "%.1f", 62 + 12 * random.nextGaussian()));
      cells.add(String.valueOf(40 + random.nextInt(90)));
      cells.add(
          String.format(java.util.Locale.ROOT, "%.2f", Math.exp(7 + 0.8 * random.nextGaussian())));
      table.row(cells);
    }
    return table.build();
  }
}
