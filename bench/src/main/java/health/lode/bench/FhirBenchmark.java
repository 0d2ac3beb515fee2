package health.lode.bench;

import health.lode.deidentify.Progress;
import health.lode.deidentify.fhir.FhirDeidentifier;
import health.lode.deidentify.fhir.FhirPolicy;
import health.lode.deidentify.fhir.TextCleaner;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.records.NoteCleaner;
import health.lode.deidentify.records.RecordFiles;
import health.lode.deidentify.records.RecordSummary;
import health.lode.simulator.HospitalKind;
import health.lode.simulator.Simulation;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A folder of FHIR through the shipped policy, files to files, both passes and the writing
 * included: once with free text cleaned by the text rules, once with all free text withheld.
 */
final class FhirBenchmark implements Benchmark {
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "fhir";
  }

  @Override
  public String describe() {
    return "fhir [DIR]: FHIR files de-identified by the shipped policy, in resources a second";
  }

  @Override
  public void run(List<String> arguments, Path scratch, PrintStream out) throws Exception {
    Path folder = scratch.resolve("files");
    if (arguments.isEmpty()) {
      Simulation.of(1, 10_000).writeHospital(HospitalKind.FHIR, Files.createDirectories(folder));
    } else {
      folder = Path.of(arguments.get(0));
    }
    int threads = Runtime.getRuntime().availableProcessors();
    Policy policy = Policy.standard();
    Pseudonyms pseudonyms = PseudonymKey.generate(new SecureRandom()).pseudonyms();
    measure(
        "text cleaned",
        NoteCleaner.of(policy, pseudonyms),
        policy,
        pseudonyms,
        folder,
        scratch,
        out);
    measure("text withheld", TextCleaner.WITHHOLD, policy, pseudonyms, folder, scratch, out);
    out.printf("on %d threads%n", threads);
  }

  private static void measure(
      String what,
      TextCleaner cleaner,
      Policy policy,
      Pseudonyms pseudonyms,
      Path folder,
      Path scratch,
      PrintStream out) {
    Figures resources = new Figures("FHIR, " + what, "resources/s");
    Figures bytes = new Figures("FHIR, " + what, "MB/s read");
    for (int round = 0; round <= ROUNDS; round++) {
      LocalDate today = LocalDate.of(2026, 1, 1);
      FhirDeidentifier fhir =
          FhirDeidentifier.of(
              policy.section(Policy.Section.FHIR, FhirPolicy::read),
              policy.dates(),
              pseudonyms,
              cleaner,
              today);
      Path result = scratch.resolve(what.replace(' ', '-') + "-" + round);
      RecordSummary summary =
          RecordFiles.of(fhir, today, Runtime.getRuntime().availableProcessors())
              .run(
                  new RecordFiles.Request(folder, result, Optional.empty(), Optional.empty()),
                  Progress.NONE);
      if (round > 0) { // the first round warms up
        long count = summary.resources().values().stream().mapToLong(n -> n).sum();
        resources.add(count / summary.seconds());
        bytes.add(summary.bytesIn() / 1e6 / summary.seconds());
      }
    }
    out.println(resources);
    out.println(bytes);
  }
}
