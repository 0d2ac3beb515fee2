package health.lode.node;

import health.lode.ask.ReleaseRows;
import health.lode.deidentify.fhir.FhirDeidentifier;
import health.lode.deidentify.fhir.FhirPolicy;
import health.lode.deidentify.fhir.Outcome;
import health.lode.deidentify.fhir.Subject;
import health.lode.deidentify.fhir.TextCleaner;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.vault.Vault;
import health.lode.vault.engine.Engine;
import health.lode.vault.engine.Limits;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The FHIR resources of a release: captured records of which every row is open, person by person,
 * under the person's pseudonym. What a patient is like stands in the tables, generalised; a Patient
 * resource would say it exactly, and stays.
 */
final class ReleaseDocuments {
  private static final Limits LIMITS = new Limits(Duration.ofMinutes(30), 100_000_000);
  private static final String PATIENT = "Patient";
  private final ReleaseMaking.Order order;
  private final Vault data;
  private final Pseudonyms pseudonyms;
  private final ReleaseSubjects subjects;
  private final FhirPolicy policy;

  ReleaseDocuments(
      ReleaseMaking.Order order, Vault data, Pseudonyms pseudonyms, ReleaseSubjects subjects) {
    this.order = order;
    this.data = data;
    this.pseudonyms = pseudonyms;
    this.subjects = subjects;
    this.policy = order.policy().section(Policy.Section.FHIR, FhirPolicy::read);
  }

  /**
   * Writes {@code fhir/TYPE.ndjson}.
   *
   * @param persons numbers of those whose rows are in the release
   * @return how many documents the rules held back
   */
  long into(
      Path folder,
      ReleaseRows rows,
      Set<String> persons,
      Map<String, Long> files,
      Progress progress)
      throws IOException {
    Path place = Files.createDirectories(folder.resolve("fhir"));
    Map<String, List<String>> places = places(rows, persons);
    long done = 0;
    long held = 0;
    try (Types types = new Types(place)) {
      for (Map.Entry<String, List<String>> person : places.entrySet()) {
        held += person(Long.parseLong(person.getKey()), person.getValue(), types);
        progress.at("documents", ++done, places.size(), types.written());
      }
      types.counts().forEach((type, count) -> files.put("fhir/" + type + ".ndjson", count));
    }
    return held;
  }

  /** Where the open records of each person lie. */
  private Map<String, List<String>> places(ReleaseRows rows, Set<String> persons) {
    Map<String, List<String>> places = new TreeMap<>();
    data.engine().stream(
        rows.documents(order.cut(), order.consent()),
        LIMITS,
        new Engine.RowConsumer() {
          @Override
          public void columns(List<String> names) {}

          @Override
          public void row(List<@Nullable Object> values) {
            String person = String.valueOf(values.get(0));
            if (persons.contains(person)) {
              places
                  .computeIfAbsent(person, p -> new ArrayList<>())
                  .add(String.valueOf(values.get(1)));
            }
          }
        });
    return places;
  }

  private long person(long number, List<String> references, Types types) throws IOException {
    ReleaseColumns.Subject subject = subjects.of(number);
    Map<String, String> names = new HashMap<>();
    FhirDeidentifier engine =
        FhirDeidentifier.of(
            policy,
            order.policy().dates(),
            pseudonyms,
            cleaner(subject),
            LocalDate.ofInstant(order.at(), ZoneOffset.UTC),
            // Another patient whom a record mentions gets a pseudonym that joins with nothing.
            key -> names.getOrDefault(key, "elsewhere/" + key));
    FhirDeidentifier plain =
        FhirDeidentifier.of(
            policy, order.policy().dates(), pseudonyms, (about, text) -> "", LocalDate.MIN);
    List<byte[]> documents = new ArrayList<>();
    for (String reference : references) {
      byte[] document = record(reference);
      if (document.length > 0 && document[0] == '{') {
        plain.patient(document).ifPresent(key -> names.put(key, subject.key()));
        documents.add(document);
      }
    }
    documents.forEach(engine::learn);
    long held = 0;
    for (byte[] document : documents) {
      Outcome outcome = engine.resource(document);
      if (outcome instanceof Outcome.Cleaned cleaned && !cleaned.type().equals(PATIENT)) {
        types.write(cleaned);
      } else {
        held++;
      }
    }
    return held;
  }

  private static TextCleaner cleaner(ReleaseColumns.Subject subject) {
    return new TextCleaner() {
      @Override
      public String clean(Subject about, String text) {
        return subject.cleaned(text);
      }

      @Override
      public String cleanTerm(Subject about, String words) {
        return subject.checked(words);
      }
    };
  }

  private byte[] record(String reference) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    data.copyRecord(reference, bytes);
    return bytes.toByteArray();
  }

  /** One file a resource type. */
  private static final class Types implements AutoCloseable {
    private final Path folder;
    private final Map<String, OutputStream> files = new TreeMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private long written;

    Types(Path folder) {
      this.folder = folder;
    }

    void write(Outcome.Cleaned resource) throws IOException {
      OutputStream out = files.computeIfAbsent(resource.type(), this::open);
      out.write(resource.bytes());
      out.write('\n');
      counts.merge(resource.type(), 1L, Long::sum);
      written++;
    }

    private OutputStream open(String type) {
      try {
        return new BufferedOutputStream(Files.newOutputStream(folder.resolve(type + ".ndjson")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Map<String, Long> counts() {
      return counts;
    }

    long written() {
      return written;
    }

    @Override
    public void close() throws IOException {
      for (OutputStream out : files.values()) {
        out.close();
      }
    }
  }
}
