package health.lode.deidentify.dicom;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import health.lode.deidentify.dicom.part10.DataSetVisitor;
import health.lode.deidentify.dicom.part10.DicomFile;
import health.lode.deidentify.dicom.part10.Element;
import health.lode.deidentify.dicom.part10.Tags;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One file de-identified: what was told of it, its bytes, and its values by path. */
record Outcome(DicomResult result, byte[] file, Map<String, byte[]> values, String syntax) {
  static final String HEADERS =
      """
      policy: lode-deidentification/1
      title: {en: t, zh: t}
      dates: {shift: 100}
      dicom:
        retain: [patient-characteristics]
        clean: [descriptors, structured-content]
        pixels: {ocr: none, sample: 20, languages: chi_sim+eng}
      """;

  static final String BASIC =
      """
      policy: lode-deidentification/1
      title: {en: t, zh: t}
      dates: {keep: none}
      dicom:
        pixels: {ocr: none, sample: 20, languages: chi_sim+eng}
      """;

  static Pseudonyms pseudonyms() {
    return PseudonymKey.of(new byte[32]).pseudonyms();
  }

  static DicomDeidentifier deidentifier(String policy, TextCleaners cleaners) {
    Policy read = Policy.read(policy);
    return DicomDeidentifier.of(
        read.section(Policy.Section.DICOM, DicomPolicy::read),
        read.dates(),
        pseudonyms(),
        cleaners);
  }

  static Outcome of(byte[] input, Path folder) throws IOException {
    return of(input, folder, deidentifier(HEADERS, TextCleaners.NONE));
  }

  static Outcome of(byte[] input, Path folder, DicomDeidentifier deidentifier) throws IOException {
    Path in = Files.createTempFile(folder, "in", ".dcm");
    Path out = folder.resolve(in.getFileName() + ".out");
    Files.write(in, input);
    DicomResult result =
        deidentifier.deidentify(in, out, folder.resolve(in.getFileName() + ".png"), folder);
    return new Outcome(result, Files.readAllBytes(out), values(out, folder), syntax(out, folder));
  }

  private static String syntax(Path file, Path folder) throws IOException {
    try (DicomFile read = DicomFile.open(file, folder.resolve("inflated"))) {
      return read.syntax().uid();
    }
  }

  /** Values by path: {@code (0008,1115)[0].(0020,000E)}; fragments by number. */
  static Map<String, byte[]> values(Path file, Path folder) throws IOException {
    Map<String, byte[]> values = new LinkedHashMap<>();
    try (DicomFile read = DicomFile.open(file, folder.resolve("inflated"))) {
      read.read(
          new DataSetVisitor() {
            private final List<String> path = new ArrayList<>(List.of(""));

            private String here() {
              return path.get(path.size() - 1);
            }

            @Override
            public void element(Element element) throws IOException {
              values.put(
                  here() + Tags.text(element.tag()),
                  read.in().bytes(element.offset(), (int) element.length()));
            }

            @Override
            public boolean sequence(Element element) {
              values.put(here() + Tags.text(element.tag()), new byte[0]);
              path.add(here() + Tags.text(element.tag()));
              return true;
            }

            @Override
            public void item(int number) {
              path.add(here() + "[" + number + "].");
            }

            @Override
            public void endItem() {
              path.remove(path.size() - 1);
            }

            @Override
            public void endSequence() {
              path.remove(path.size() - 1);
            }

            @Override
            public boolean fragments(Element element) {
              path.add(here() + Tags.text(element.tag()));
              return true;
            }

            @Override
            public void fragment(int number, long offset, long length) throws IOException {
              values.put(here() + "#" + number, read.in().bytes(offset, (int) length));
            }

            @Override
            public void endFragments() {
              path.remove(path.size() - 1);
            }
          });
    }
    return values;
  }

  /** A value as text, without padding; null where the output has none. */
  String text(String path) {
    byte[] value = values.get(path);
    return value == null ? null : Values.trimmed(new String(value, StandardCharsets.ISO_8859_1));
  }

  /** Whether some bytes stand anywhere in the output, whatever the letters' case. */
  boolean holds(byte[] needle) {
    String all = new String(file, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
    return all.contains(
        new String(needle, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT));
  }

  static boolean runs(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(2, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Skips the test, by name, where a program of the machine is absent. */
  static void needs(String program, String asks) {
    assumeTrue(runs(program, asks), program + " is not on this machine");
  }

  static Optional<String> said(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
  }
}
