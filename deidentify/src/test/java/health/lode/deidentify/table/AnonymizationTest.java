package health.lode.deidentify.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import health.lode.deidentify.Progress;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.policy.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roles, treatments and persons, as a policy's text asks for them. */
class AnonymizationTest {
  private static final String START =
      "policy: lode-deidentification/1\ntitle: {en: a, zh: b}\ndates: {shift: 30}\ntable:\n";
  @TempDir Path folder;

  private static TablePolicy policy(String section) {
    return Policy.read(START + section.indent(2)).section(Policy.Section.TABLE, TablePolicy::read);
  }

  private static Anonymized run(Table table, String section) {
    return Anonymization.run(
        table, policy(section), Worlds.pseudonyms(), new Dates.Shift(30), Progress.NONE);
  }

  @Test
  void fortyAdmissionsOfOnePatientAreNoFortyPersons() {
    Table.Builder rows = new Table.Builder(List.of("id", "region"));
    for (int i = 0; i < 40; i++) {
      rows.row("the one", "110101");
    }
    for (int i = 0; i < 40; i++) {
      rows.row("p" + i, "310101");
    }
    String columns =
        """
        columns:
          id: {role: identifying, pseudonym: code}
          region: {role: quasi, hierarchy: region}
        models: {k: 5}
        suppress: 0
        """;
    Anonymized byRows = run(rows.build(), columns);
    assertThat(byRows.levels()).containsEntry("region", 0);
    assertThat(byRows.repeatedPersons()).containsExactly("id");

    Table.Builder again = new Table.Builder(List.of("id", "region"));
    for (int i = 0; i < 40; i++) {
      again.row("the one", "110101").row("p" + i, "310101");
    }
    Anonymized byPersons = run(again.build(), "person: id\n" + columns);
    assertThat(byPersons.levels()).containsEntry("region", 4);
    assertThat(byPersons.smallestClass()).isEqualTo(41);
    assertThat(byPersons.repeatedPersons()).isEmpty();
  }

  @Test
  void starsForTooFewAreLeftOut() {
    Table.Builder rows = new Table.Builder(List.of("a", "s"));
    for (int i = 0; i < 60; i++) {
      rows.row(i < 58 ? "common" : "rare" + i, "x" + i);
    }
    Anonymized done =
        run(rows.build(), "columns: {a: quasi, s: sensitive}\nmodels: {k: 5}\nsuppress: 0.1\n");
    assertThat(done.suppressedRows()).isEqualTo(2);
    assertThat(done.droppedRows()).isEqualTo(2);
    assertThat(done.table().orElseThrow().column("a").values()).containsExactly("common");
  }

  @Test
  void tClosenessHoldsByAnIndependentCount() {
    Random random = new Random(7);
    for (String distance : List.of("equal", "ordered")) {
      Table.Builder rows = new Table.Builder(List.of("age", "cost"));
      for (int i = 0; i < 400; i++) {
        int age = 20 + random.nextInt(40);
        rows.row(Integer.toString(age), Integer.toString((age / 20 + random.nextInt(6)) * 10));
      }
      Table table = rows.build();
      Anonymized done =
          run(
              table,
              "columns: {age: {role: quasi, hierarchy: {ages: {width: [5, 10, 20]}}}, cost:"
                  + " sensitive}\nmodels: {k: 2, tCloseness: {column: cost, t: 0.25, distance: "
                  + distance
                  + "}}\nsuppress: 0.5\n");
      Table out = done.table().orElseThrow();
      List<Integer> costs =
          table.column("cost").values().stream().map(Integer::valueOf).sorted().toList();
      Map<String, List<String>> classes = new HashMap<>();
      for (int r = 0; r < out.rows(); r++) {
        classes
            .computeIfAbsent(out.column("age").at(r), a -> new ArrayList<>())
            .add(out.column("cost").at(r));
      }
      assertThat(classes).hasSizeGreaterThan(1);
      classes.forEach(
          (label, members) -> {
            double moved = 0;
            double carried = 0;
            for (int cost : costs) {
              double here = share(members, cost);
              double all = share(column(table, "cost"), cost);
              carried += here - all;
              moved += distance.equals("equal") ? Math.abs(here - all) / 2 : Math.abs(carried);
            }
            double t = distance.equals("equal") ? moved : moved / (costs.size() - 1);
            assertThat(t).as(label).isLessThanOrEqualTo(0.25 + 1e-9);
          });
    }
  }

  private static List<String> column(Table table, String name) {
    List<String> all = new ArrayList<>();
    for (int r = 0; r < table.rows(); r++) {
      all.add(table.column(name).at(r));
    }
    return all;
  }

  private static double share(List<String> values, int value) {
    return values.stream().filter(v -> v.equals(Integer.toString(value))).count()
        / (double) values.size();
  }

  @Test
  void treatmentsChangeValuesAndNothingStrayPasses() {
    Table table =
        new Table.Builder(List.of("id", "name", "date", "weight", "height", "note"))
            .row("1", "张三", "2024-03-05 08:00", "71.4", "150", "n")
            .row("1", "张三", "2024/3/15", "250", "151", "n")
            .row("2", "李四", "张三 2024", "x 13812345678", "190", "n")
            .row("2", "李四", "", "", "191", "n")
            .build();
    Table out =
        run(
                table,
                """
                person: id
                models: {k: 2}
                suppress: 1
                others: drop
                columns:
                  id: {role: identifying, pseudonym: code}
                  name: identifying
                  date: {role: keep, date: policy}
                  weight: {role: keep, top: 200}
                  height: {role: sensitive, microaggregate: {k: 2}}
                """)
            .table()
            .orElseThrow();
    assertThat(out.names()).containsExactly("id", "date", "weight", "height");
    assertThat(out.column("id").values())
        .containsExactly(
            Worlds.pseudonyms().code("patient", "1"), Worlds.pseudonyms().code("patient", "2"));
    int days = Worlds.pseudonyms().shiftDays(new Dates.Shift(30), "1");
    assertThat(out.column("date").at(0))
        .isEqualTo(java.time.LocalDate.of(2024, 3, 5).plusDays(days) + " 08:00");
    assertThat(out.column("date").at(1)).matches("2024/\\d\\d/\\d\\d");
    assertThat(out.column("date").at(2)).isEqualTo("*");
    assertThat(column(out, "weight")).containsExactly("71.4", ">200", "*", "");
    assertThat(column(out, "height")).containsExactly("150.5", "150.5", "190.5", "190.5");
  }

  @Test
  void microaggregationLosesLeastAmongAllGroupings() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      Map<String, Integer> counts = new HashMap<>();
      for (int i = 0; i < 9; i++) {
        counts.merge(Integer.toString(random.nextInt(40)), 1 + random.nextInt(3), Integer::sum);
      }
      Treatment.Microaggregate how =
          new Treatment.Microaggregate(3, Treatment.Microaggregate.Centre.MEAN);
      Map<String, String> becomes = Microaggregation.of(counts, how, "c");
      double error = 0;
      Map<String, Integer> sizes = new HashMap<>();
      for (Map.Entry<String, Integer> each : counts.entrySet()) {
        double off =
            Double.parseDouble(each.getKey()) - Double.parseDouble(becomes.get(each.getKey()));
        error += off * off * each.getValue();
        sizes.merge(becomes.get(each.getKey()), each.getValue(), Integer::sum);
      }
      assertThat(sizes.values()).allMatch(n -> n >= 3);
      assertThat(error).isCloseTo(leastError(counts), within(1e-6));
    }
  }

  private static double leastError(Map<String, Integer> counts) {
    List<Integer> values = counts.keySet().stream().map(Integer::valueOf).sorted().toList();
    double best = Double.POSITIVE_INFINITY;
    for (int cuts = 0; cuts < 1 << (values.size() - 1); cuts++) {
      double error = 0;
      int from = 0;
      for (int i = 0; i < values.size() && error < best; i++) {
        if (i + 1 == values.size() || (cuts >> i & 1) == 1) {
          double rows = 0;
          double sum = 0;
          double squares = 0;
          for (int v : values.subList(from, i + 1)) {
            int n = counts.get(Integer.toString(v));
            rows += n;
            sum += (double) v * n;
            squares += (double) v * v * n;
          }
          error += rows < 3 ? Double.POSITIVE_INFINITY : squares - sum * sum / rows;
          from = i + 1;
        }
      }
      best = Math.min(best, error);
    }
    return best;
  }

  @Test
  void builtHierarchiesLabelAsDocumented() {
    assertThat(new Hierarchy.DateLevels().above("2024年11月5日"))
        .containsExactly("2024-11-05", "2024-11", "2024-Q4", "2024", "*");
    assertThat(new Hierarchy.Icd10().above("i50.900x018"))
        .containsExactly("I50", "I30-I52", "I00-I99", "*");
    assertThat(new Hierarchy.Icd10().above("肺炎")).containsOnly("*");
    assertThat(new Hierarchy.Region().above("110105"))
        .containsExactly("110105", "110100", "110000", "*");
    assertThat(new Hierarchy.Prefix(List.of(3, 1)).above("𠀀bcd"))
        .containsExactly("𠀀bc*", "𠀀*", "*");
    var ages =
        new Hierarchy.Intervals(
            List.of(5.0, 10.0), java.util.Optional.of(18.0), java.util.Optional.of(90.0), true);
    assertThat(ages.above("17")).containsExactly("<18", "<18", "*");
    assertThat(ages.above("19")).containsExactly("18-19", "18-19", "*");
    assertThat(ages.above("95")).containsExactly(">=90", ">=90", "*");
    assertThat(ages.above("九十")).containsOnly("*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models: {}\n",
        "models: {k: 1}\n",
        "models: {k: 5}\nsuppress: 1.1\n",
        "models: {k: 5}\nmethod: magic\n",
        "models: {k: 5}\ncolumns: {a: secret}\n",
        "models: {k: 5}\ncolumns: {a: {role: keep, hierarchy: dates}}\n",
        "models: {k: 5}\ncolumns: {a: {role: quasi, pseudonym: code}}\n",
        "models: {k: 5}\ncolumns: {a: {role: quasi, hierarchy: {ages: {width: [5, 12]}}}}\n",
        "models: {k: 5}\ncolumns: {a: {role: quasi, hierarchy: {groups: {x: [a], y: [a]}}}}\n",
        "models: {k: 5}\ncolumns: {a: {role: quasi, min: 3, max: 1}}\n",
        "models: {k: 5, tCloseness: {t: 2, column: a}}\n",
        "models: {k: 5}\nevents: {../x: {person: p, columns: {}}}\n",
        "models: {k: 5}\nstray: 1\n"
      })
  void whatIsNotUnderstoodIsRefused(String section) {
    assertThatThrownBy(() -> policy(section)).hasMessageContaining("POLICY_UNREADABLE");
  }

  @Test
  void aColumnWithoutARoleRefusesTheTable() {
    Table table = new Table.Builder(List.of("a", "张三")).row("1", "2").build();
    assertThatThrownBy(() -> run(table, "columns: {a: quasi}\nmodels: {k: 2}\n"))
        .hasMessageContaining("TABLE_COLUMNS_UNNAMED")
        .hasMessageNotContaining("张三");
  }

  @Test
  void aReleaseIsJudgedByPersonsOverAllItsTables() throws Exception {
    Path in = Files.createDirectory(folder.resolve("in"));
    StringBuilder persons = new StringBuilder("id,sex\n");
    StringBuilder visits = new StringBuilder("pid,diagnosis,fee\n");
    for (int p = 0; p < 40; p++) {
      persons.append("p").append(p).append(",F\n");
      visits.append("p").append(p).append(",J18.").append(p % 10).append(",1\n");
      // Half of them were also admitted with one of two rare diseases.
      visits.append(p % 2 == 0 ? "p" + p + ",E10.1,2\n" : "");
    }
    visits.append("p1,E85.0,3\n");
    Files.writeString(in.resolve("person.csv"), persons);
    Files.writeString(in.resolve("visit.csv"), visits);
    TablePolicy policy =
        policy(
            """
            person: id
            models: {k: 5}
            suppress: 0.1
            columns: {id: {role: identifying, pseudonym: code}, sex: quasi}
            events:
              visit:
                person: pid
                columns:
                  pid: {role: identifying, pseudonym: code}
                  diagnosis: {role: quasi, hierarchy: icd10}
                  fee: keep
            """);
    Path out = folder.resolve("out");
    TableRelease.run(
        in,
        TableReader.Options.STANDARD,
        out,
        policy,
        Worlds.pseudonyms(),
        Worlds.NO_DATES,
        Progress.NONE);
    Table people = TableReader.read(out.resolve("person.csv"), TableReader.Options.STANDARD);
    Table events = TableReader.read(out.resolve("visit.csv"), TableReader.Options.STANDARD);
    Map<String, Set<String>> said = new HashMap<>();
    column(people, "id").forEach(id -> said.put(id, new HashSet<>()));
    for (int r = 0; r < events.rows(); r++) {
      said.get(events.column("pid").at(r)).add(events.column("diagnosis").at(r));
    }
    Map<Set<String>, Integer> profiles = new HashMap<>();
    said.values().forEach(profile -> profiles.merge(profile, 1, Integer::sum));
    assertThat(profiles.values()).allMatch(n -> n >= 5);
    assertThat(profiles).hasSizeGreaterThan(1);
    assertThat(events.column("diagnosis").values()).contains("J18").doesNotContain("E85", "E85.0");

    Files.writeString(in.resolve("stray.csv"), "a\n1\n");
    assertThatThrownBy(
            () ->
                TableRelease.run(
                    in,
                    TableReader.Options.STANDARD,
                    folder.resolve("again"),
                    policy,
                    Worlds.pseudonyms(),
                    Worlds.NO_DATES,
                    Progress.NONE))
        .hasMessageContaining("TABLE_RELEASE_INVALID");
    assertThat(folder.resolve("again")).doesNotExist();
  }

  /** Twenty columns of 70 values are 140 bits: keys take several words. */
  @Test
  void wideKeysCountAsNarrowOnesDo() {
    List<String> names = new ArrayList<>();
    StringBuilder columns = new StringBuilder("columns:\n");
    for (int c = 0; c < 20; c++) {
      names.add("c" + c);
      columns.append("  c").append(c).append(c < 2 ? ": quasi\n" : ": {role: quasi, min: 1}\n");
    }
    Random random = new Random(5);
    Table.Builder rows = new Table.Builder(names);
    for (int r = 0; r < 2000; r++) {
      for (int c = 0; c < 20; c++) {
        rows.cell(Integer.toString(random.nextInt(c < 2 ? 3 : 70)));
      }
    }
    Anonymized done = run(rows.build(), columns + "models: {k: 50}\nsuppress: 0\n");
    assertThat(done.levels()).containsEntry("c0", 0).containsEntry("c1", 0).containsEntry("c2", 1);
    assertThat(done.classes()).isEqualTo(9);
  }
}
