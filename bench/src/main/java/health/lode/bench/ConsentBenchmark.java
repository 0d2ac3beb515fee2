package health.lode.bench;

import health.lode.governance.consent.Choice;
import health.lode.governance.consent.Opening;
import health.lode.governance.rulebook.ConsentMode;
import health.lode.simulator.HospitalKind;
import health.lode.simulator.Simulation;
import health.lode.vault.Vault;
import health.lode.vault.VaultKeys;
import health.lode.vault.VaultLimits;
import health.lode.vault.VaultPlaces;
import health.lode.vault.capture.CaptureRequest;
import health.lode.vault.capture.Progress;
import health.lode.vault.consent.ConsentBatch;
import health.lode.vault.consent.ConsentFilter;
import health.lode.vault.cut.CutInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A batch of withdrawals into force: journal, fsync and every kept cut's consent classes, until a
 * question asked now would no longer count these patients; then what the classes cost a question,
 * right after the withdrawals and in the next cut, and how long that cut takes to publish.
 */
final class ConsentBenchmark implements Benchmark {
  private static final int ROUNDS = 5;
  private static final int BATCH = 5_000;
  private static final String SOURCE = "bench";

  /** Objections are to one purpose each, so that several classes and ranges come about. */
  private static final List<String> PURPOSES =
      List.of("medical-research", "public-health", "device-development");

  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  @Override
  public String name() {
    return "consent";
  }

  @Override
  public String describe() {
    return "consent [PATIENTS [BATCH]]: withdrawals taking effect, and what they cost a question";
  }

  @Override
  public void run(List<String> arguments, Path scratch, PrintStream out) throws Exception {
    int patients = arguments.isEmpty() ? 100_000 : Integer.parseInt(arguments.get(0));
    int size = arguments.size() < 2 ? BATCH : Integer.parseInt(arguments.get(1));
    Path folder = Files.createDirectories(scratch.resolve("files"));
    Simulation.of(1, patients).writeHospital(HospitalKind.FHIR, folder);
    List<String> keys = keys(folder);
    SecureRandom random = new SecureRandom();
    try (Vault vault =
        Vault.open(
            VaultPlaces.in(Files.createDirectories(scratch.resolve("vault"))),
            VaultKeys.generate(random),
            VaultLimits.standard(),
            Clock.systemUTC(),
            random)) {
      vault.capture(CaptureRequest.of(SOURCE, List.of(folder)), Progress.NONE);
      // The same persons through another system: a second cut, of twice the rows.
      vault.capture(CaptureRequest.of(SOURCE + "-2", List.of(folder)), Progress.NONE);
      Figures time = new Figures("%,d withdrawals into force".formatted(size), "s");
      for (int round = 0; round <= ROUNDS; round++) {
        int from = round * size;
        ConsentBatch batch =
            new ConsentBatch(
                "B" + round,
                openings(
                    vault,
                    keys.subList(from, from + size),
                    PURPOSES.get(round % PURPOSES.size()),
                    random));
        long start = System.nanoTime();
        long moved = vault.decide(batch);
        // Some of the planted patients are one person under two records.
        if (moved < size * 9L / 10) {
          throw new IllegalStateException(moved + " of " + size + " persons moved");
        }
        if (round > 0) {
          time.add((System.nanoTime() - start) / 1e9);
        }
      }
      out.println(time);
      out.printf(
          "of %,d patients, in %d cuts, together %,d rows%n",
          keys.size(), vault.cuts().size(), rows(vault));
      cost("right after the withdrawals", vault, out);
      vault.capture(CaptureRequest.of(SOURCE + "-3", List.of(folder)), Progress.NONE);
      cost("in the next cut", vault, out);
      long start = System.nanoTime();
      vault.publishCut();
      out.printf("publishing where nothing changed: %.0f ms%n", (System.nanoTime() - start) / 1e6);
    }
  }

  private static void cost(String when, Vault vault, PrintStream out) {
    ConsentFilter filter =
        vault.consentFilter(PURPOSES.get(0), Set.of("laboratory"), ConsentMode.OPT_OUT);
    ConsentCost.print(when, vault, vault.latestCut().orElseThrow(), filter, out);
  }

  private static List<Opening> openings(
      Vault vault, List<String> keys, String purpose, SecureRandom random) {
    List<Opening> openings = new ArrayList<>(keys.size());
    for (String key : keys) {
      byte[] salt = new byte[Opening.SALT_BYTES];
      random.nextBytes(salt);
      openings.add(
          new Opening(
              salt, vault.patientKey(SOURCE, key), purpose, Opening.ANY, Choice.OBJECT, false));
    }
    return openings;
  }

  private static long rows(Vault vault) {
    return vault.cuts().stream()
        .map(CutInfo::tables)
        .flatMap(tables -> tables.values().stream())
        .mapToLong(CutInfo.TableFigures::rows)
        .sum();
  }

  /** The patients' keys as their records have them. */
  private static List<String> keys(Path folder) throws IOException {
    List<String> keys = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      Path patients =
          files
              .filter(f -> f.getFileName().toString().startsWith("Patient"))
              .findFirst()
              .orElseThrow();
      try (BufferedReader lines = Files.newBufferedReader(patients)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          Matcher id = ID.matcher(line);
          if (id.find()) {
            keys.add("Patient/" + id.group(1));
          }
        }
      }
    }
    return keys;
  }
}
