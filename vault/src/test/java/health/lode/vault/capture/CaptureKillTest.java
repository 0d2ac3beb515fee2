package health.lode.vault.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.refusal.RefusedException;
import health.lode.vault.FhirFixture;
import health.lode.vault.TestVault;
import health.lode.vault.VaultReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attacks the promise that a capture killed at any moment and repeated gives the same tables. */
class CaptureKillTest {
  private static final String SCHEMAS = "intake|identity";
  private static final int KILLS = 5;

  @TempDir Path folder;

  @Test
  void killedAnywhereAndRepeatedTheTablesAreTheSame() throws IOException, InterruptedException {
    Path input = Files.createDirectory(folder.resolve("input"));
    for (int i = 0; i < 6; i++) {
      String lines = FhirFixture.lines(6_000, i);
      Files.writeString(input.resolve(i + ".ndjson"), i == 3 ? lines + "y".repeat(500_000) : lines);
    }
    Path undisturbed = folder.resolve("undisturbed");
    CaptureReport expected = TestVault.capture(undisturbed, "his", input);
    Map<String, List<String>> tables = tables(undisturbed);

    Random random = new Random(11);
    Path home = folder.resolve("killed");
    int killed = 0;
    for (int i = 0; i < KILLS; i++) {
      Process process = fork(home, input);
      // Not before the journal is there: the time until then says nothing about the capture.
      long journaled = journalBytes(home);
      long target = journaled + 1 + random.nextInt(1_500_000);
      while (process.isAlive() && journalBytes(home) < target) {
        process.waitFor(1, TimeUnit.MILLISECONDS);
      }
      if (i == 0 && process.isAlive()) {
        assertBusy(home);
      }
      killed += process.isAlive() ? 1 : 0;
      process.destroyForcibly().waitFor();
    }
    assertThat(killed).as("kills that came in time").isGreaterThan(1);
    CaptureReport rest = TestVault.capture(home, "his", input);
    assertThat(rest.received()).isEqualTo(expected.received());
    assertThat(rest.duplicate()).as("taken before it was killed").isPositive();
    Map<String, List<String>> repeated = tables(home);
    assertThat(repeated.keySet()).isEqualTo(tables.keySet());
    tables.forEach(
        (table, rows) -> {
          List<String> more = new ArrayList<>(repeated.get(table));
          rows.forEach(more::remove);
          assertThat(more).as("only in " + table + " after kills").isEmpty();
          assertThat(repeated.get(table)).as(table).hasSameSizeAs(rows);
        });
    assertThat(
            TestVault.rows(home, "SELECT key_hi, key_lo, bytes FROM catalog.record ORDER BY ALL"))
        .isEqualTo(
            TestVault.rows(
                undisturbed, "SELECT key_hi, key_lo, bytes FROM catalog.record ORDER BY ALL"));
  }

  private static void assertBusy(Path home) {
    assertThatThrownBy(() -> TestVault.open(home))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal().code()).isEqualTo(VaultReason.HOME_BUSY));
  }

  /** Sealed values are sealed anew each time, and so compare by their hash. */
  private static Map<String, List<String>> tables(Path home) {
    Map<String, List<String>> tables = TestVault.tables(home, SCHEMAS);
    tables.remove("identity.person_of"); // of each cut, and there may have been more of them
    String cut = "cut_" + TestVault.value(home, "SELECT max(number) FROM catalog.cut");
    TestVault.tables(home, cut).forEach((name, rows) -> tables.put(name.replace(cut, "cut"), rows));
    tables.put(
        "identity.identifier",
        TestVault.rows(
            home,
            "SELECT source_patient_id, source_id, kind, hash_hi, hash_lo FROM identity.identifier"
                + " ORDER BY ALL"));
    return tables;
  }

  private static Process fork(Path home, Path input) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KilledCapture.class.getName(),
            home.toString(),
            input.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static long journalBytes(Path home) throws IOException {
    Path journal = home.resolve("journal");
    if (!Files.isDirectory(journal)) {
      return 0;
    }
    long bytes = 0;
    try (var files = Files.list(journal)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }
}
