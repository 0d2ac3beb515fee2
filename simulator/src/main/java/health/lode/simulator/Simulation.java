package health.lode.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Three simulated hospitals. Deterministic: the same seed and number of patients give the same
 * bytes on every machine. Memory is bounded whatever the number: persons are computed one at a
 * time. Immutable; hospitals may be written by several threads at once.
 */
public final class Simulation {
  private final long seed;
  private final Population population;

  private Simulation(long seed, Population population) {
    this.seed = seed;
    this.population = population;
  }

  /**
   * @param patients distinct persons over all hospitals, 1 to 4,000,000; about 130 medical record
   *     numbers arise for every 100 of them
   */
  public static Simulation of(long seed, int patients) {
    return new Simulation(seed, new Population(seed, patients));
  }

  /** Writes one hospital's export into {@code dir}, which is made where it is missing. */
  public void writeHospital(HospitalKind hospital, Path dir) throws IOException {
    Files.createDirectories(dir);
    try (Export export = open(hospital, dir)) {
      for (int number = 0; number < population.size(); number++) {
        for (Registration registration : population.person(number).registrations()) {
          if (registration.hospital() == hospital) {
            export.write(registration);
          }
        }
      }
    }
  }

  private static Export open(HospitalKind hospital, Path dir) throws IOException {
    return switch (hospital) {
      case FHIR -> new FhirExport(dir);
      case CSV -> new CsvExport(dir);
      case HL7V2 -> new Hl7v2Export(dir);
    };
  }

  /** Computes the answer key: one pass over the population. */
  public AnswerKey answerKey() {
    return new AnswerKey(seed, population);
  }

  Population population() {
    return population;
  }

  /** Writes {@code hospital-a}, {@code hospital-b}, {@code hospital-c} and the answer key. */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: Simulation SEED PATIENTS DIRECTORY");
      System.exit(2);
      return;
    }
    long before = System.nanoTime();
    Simulation simulation = of(Long.parseLong(args[0]), Integer.parseInt(args[1]));
    Path dir = Path.of(args[2]);
    for (HospitalKind hospital : HospitalKind.values()) {
      String name = "hospital-" + Character.toLowerCase(hospital.letter().charAt(0));
      simulation.writeHospital(hospital, dir.resolve(name));
    }
    simulation.answerKey().write(dir.resolve("answer-key.json"));
    System.err.printf(
        "%d patients in %.1f s%n",
        simulation.population().size(), (System.nanoTime() - before) / 1e9);
  }
}
