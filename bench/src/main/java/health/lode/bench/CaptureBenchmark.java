package health.lode.bench;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import health.lode.simulator.HospitalKind;
import health.lode.simulator.Simulation;
import health.lode.vault.Vault;
import health.lode.vault.VaultKeys;
import health.lode.vault.VaultLimits;
import health.lode.vault.VaultPlaces;
import health.lode.vault.capture.CaptureReport;
import health.lode.vault.capture.CaptureRequest;
import health.lode.vault.capture.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * FHIR NDJSON into a queryable cut: journal, provenance, fsync and cut included, in resources a
 * second. Beside it, in the same run and on as many threads, HAPI's object parser reading the same
 * lines into objects and doing nothing else.
 */
final class CaptureBenchmark implements Benchmark {
  private static final int ROUNDS = 5;

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public String describe() {
    return "capture [DIR]: FHIR NDJSON into a queryable cut, beside HAPI's object parser";
  }

  @Override
  public void run(List<String> arguments, Path scratch, PrintStream out) throws Exception {
    Path folder =
        arguments.isEmpty() ? simulated(scratch.resolve("files")) : Path.of(arguments.get(0));
    int threads = Runtime.getRuntime().availableProcessors();
    Figures speed = new Figures("Lode: into a queryable cut", "resources/s");
    Figures again = new Figures("Lode: the same files again (all duplicates)", "resources/s");
    Figures heap = new Figures("Lode: heap in use, at its highest (all pools)", "MB");
    for (int round = 0; round <= ROUNDS; round++) {
      Path home = Files.createDirectories(scratch.resolve("vault-" + round));
      System.gc();
      Heap.resetPeaks();
      try (Vault vault = open(home)) {
        double first = rate(vault, folder);
        double second = rate(vault, folder);
        if (round > 0) { // the first round warms up
          speed.add(first);
          again.add(second);
          heap.add(Heap.peak() / 1e6);
        }
      }
    }
    Figures peer = new Figures("HAPI FHIR 8 object parser: into objects only", "resources/s");
    for (int round = 0; round <= 3; round++) {
      double rate = peerRate(folder, threads);
      if (round > 0) {
        peer.add(rate);
      }
    }
    out.println(speed);
    out.println(again);
    out.println(heap);
    out.println(peer);
    out.printf("ratio Lode / HAPI: %.1f, on %d threads%n", speed.median() / peer.median(), threads);
    longLine(scratch, out);
  }

  /** A line longer than any memory should hold: quarantined, not taken in. */
  private static void longLine(Path scratch, PrintStream out) throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("long"));
    byte[] block = "x".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream file = Files.newOutputStream(folder.resolve("Observation.ndjson"))) {
      file.write("{\"resourceType\":\"Observation\",\"id\":\"".getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 1000; i++) {
        file.write(block);
      }
      file.write("\"}\n".getBytes(StandardCharsets.US_ASCII));
    }
    System.gc();
    Heap.resetPeaks();
    try (Vault vault = open(Files.createDirectories(scratch.resolve("vault-long")))) {
      long start = System.nanoTime();
      CaptureReport report =
          vault.capture(CaptureRequest.of("bench", List.of(folder)), Progress.NONE);
      double seconds = (System.nanoTime() - start) / 1e9;
      if (report.received() != 1 || report.quarantined() != 1) {
        throw new IllegalStateException("the long line is not in quarantine");
      }
      out.printf(
          "a line of 1 GB into quarantine: %.1f s, heap at most %.0f MB%n",
          seconds, Heap.peak() / 1e6);
    }
  }

  private static Path simulated(Path folder) throws IOException {
    Simulation.of(1, 40_000).writeHospital(HospitalKind.FHIR, Files.createDirectories(folder));
    return folder;
  }

  private static Vault open(Path home) {
    SecureRandom random = new SecureRandom();
    return Vault.open(
        VaultPlaces.in(home),
        VaultKeys.generate(random),
        VaultLimits.standard(),
        Clock.systemUTC(),
        random);
  }

  private static double rate(Vault vault, Path folder) {
    long start = System.nanoTime();
    CaptureReport report =
        vault.capture(CaptureRequest.of("bench", List.of(folder)), Progress.NONE);
    return report.received() / ((System.nanoTime() - start) / 1e9);
  }

  private static double peerRate(Path folder, int threads) throws Exception {
    FhirContext context = FhirContext.forR4();
    AtomicLong parsed = new AtomicLong();
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList();
    }
    long start = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> work =
          files.stream().<Future<?>>map(f -> pool.submit(() -> parse(context, f, parsed))).toList();
      for (Future<?> each : work) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("the peer failed", e);
    } finally {
      pool.shutdownNow();
    }
    return parsed.get() / ((System.nanoTime() - start) / 1e9);
  }

  private static void parse(FhirContext context, Path file, AtomicLong parsed) {
    IParser parser = context.newJsonParser();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (parser.parseResource(line) != null) {
          count++;
        }
      }
      parsed.addAndGet(count);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
