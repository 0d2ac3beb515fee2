package health.lode.deidentify.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.table.Table;
import health.lode.deidentify.table.TablePolicy;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Roles are proposed from names and content, in a file that the table room reads. */
class SuggestionTest {

  private static Table admissions() {
    Table.Builder table =
        new Table.Builder(
            List.of(
                "患者编号",
                "姓名",
                "性别",
                "出生日期",
                "现住址区划",
                "入院日期",
                "诊断编码",
                "血红蛋白结果",
                "联系电话",
                "备注",
                "age",
                "其他\"列: #"));
    Random random = new Random(3);
    for (int i = 0; i < 600; i++) {
      int who = i / 2;
      table.row(
          "P" + who,
          "王小" + (char) ('一' + who),
          who % 2 == 0 ? "男" : "女",
          LocalDate.of(1940, 1, 2).plusDays(who * 71L).toString(),
          who % 3 == 0 ? "110101" : who % 3 == 1 ? "310104" : "440106",
          LocalDate.of(2023, 1, 2).plusDays(random.nextInt(300)).toString(),
          List.of("I10", "E11.9", "J18.900").get(random.nextInt(3)),
          "" + (90 + random.nextInt(70)),
          "138" + (10_000_000 + who * 37),
          random.nextInt(4) == 0 ? "病情平稳" : "",
          "" + (20 + who % 60),
          random.nextInt(2) == 0 ? "甲" : "乙");
    }
    return table.build();
  }

  @Test
  void aHospitalsTableGetsRolesAndHierarchies() {
    Suggestion suggestion = Suggestion.of(admissions());
    assertThat(suggestion.person()).contains("患者编号");
    Map<String, String> said =
        suggestion.columns().stream()
            .collect(
                Collectors.toMap(
                    c -> c.finding().column(), c -> c.role().word() + " " + c.settings()));
    assertThat(said)
        .containsEntry("患者编号", "identifying pseudonym: code, domain: patient")
        .containsEntry("姓名", "identifying ")
        .containsEntry("性别", "quasi hierarchy: none")
        .containsEntry("出生日期", "quasi hierarchy: dates")
        .containsEntry("现住址区划", "quasi hierarchy: region")
        .containsEntry("入院日期", "keep date: policy")
        .containsEntry("诊断编码", "sensitive ")
        .containsEntry("血红蛋白结果", "sensitive ")
        .containsEntry("联系电话", "identifying ")
        .containsEntry("备注", "drop ")
        .containsEntry("age", "quasi hierarchy: {ages: {width: [5, 10, 20, 40], top: 90}}");
    assertThat(
            suggestion.columns().stream()
                .filter(c -> c.finding().column().equals("出生日期"))
                .findFirst()
                .orElseThrow()
                .singlesOut()
                .orElseThrow())
        .as("every patient has a birth date of their own")
        .isPositive();
  }

  @Test
  void theProposalIsAPolicyThatTheTableRoomReads() {
    Suggestion suggestion = Suggestion.of(admissions());
    Policy policy = Policy.read(suggestion.yaml());
    TablePolicy table = policy.section(Policy.Section.TABLE, TablePolicy::read);
    assertThat(table.person()).contains("患者编号");
    assertThat(table.quasiIdentifiers()).containsExactly("性别", "出生日期", "现住址区划", "age", "其他\"列: #");
    assertThat(suggestion.yaml()).doesNotContain("王小").doesNotContain("1381000");
  }

  @Test
  void anyHeaderAndAnyColumnMakesAReadablePolicy() {
    Random random = new Random(11);
    String letters = "ab \"'\\:#{}[],&*!|>%@`\u0007\u0085\u2028姓名é\t-?";
    for (int round = 0; round < 200; round++) {
      StringBuilder name = new StringBuilder("c");
      for (int i = 0; i < 12; i++) {
        name.append(letters.charAt(random.nextInt(letters.length())));
      }
      Table.Builder table = new Table.Builder(List.of(name.toString(), "x"));
      for (int row = 0; row < 30; row++) {
        double value = Math.pow(10, random.nextInt(12) - 6) * random.nextInt(1000);
        table.row(String.format(java.util.Locale.ROOT, "%.8f", value), "" + row);
      }
      String yaml = Suggestion.of(table.build()).yaml();
      Policy.read(yaml).section(Policy.Section.TABLE, TablePolicy::read);
    }
  }
}
