package health.lode.node;

import health.lode.ask.ReleaseRows;
import health.lode.deidentify.dicom.DicomDeidentifier;
import health.lode.deidentify.dicom.DicomPolicy;
import health.lode.deidentify.dicom.DicomResult;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.vault.Vault;
import health.lode.vault.engine.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The images of a release: those of a folder whose patient ID one person of the release answers to.
 * An image nobody of the release answers to, that cannot be cleaned, or that a person must look at
 * first, stays; how many stayed is told.
 */
final class ReleaseImages {
  private static final Limits LIMITS = new Limits(Duration.ofMinutes(5), 100_000_000);
  private final ReleaseMaking.Order order;
  private final Vault data;
  private final Pseudonyms pseudonyms;
  private final ReleaseSubjects subjects;
  private final Map<String, Optional<String>> persons = new HashMap<>();

  ReleaseImages(
      ReleaseMaking.Order order, Vault data, Pseudonyms pseudonyms, ReleaseSubjects subjects) {
    this.order = order;
    this.data = data;
    this.pseudonyms = pseudonyms;
    this.subjects = subjects;
  }

  /**
   * What became of the images.
   *
   * @param others of patients whom the release does not reach, or of none that is known
   * @param waiting de-identified, but a person must look at their pixels first
   * @param refused that cannot be read or cleaned
   */
  record Count(long written, long others, long waiting, long refused) {}

  /**
   * Writes {@code images/…}.
   *
   * @param in the images, as they come from the archive
   * @param released numbers of those whose rows are in the release
   * @param review where the pictures before and after of waiting images are drawn, inside the home
   * @throws RefusedException where the permit opens no images
   */
  Count into(
      Path folder, Path in, ReleaseRows rows, Set<String> released, Path review, Progress progress)
      throws IOException {
    if (!rows.images()) {
      throw Refusals.refused(
          NodeReason.RELEASE_DOCUMENTS_REFUSED,
          Words.of("The permit opens no images.", "该许可未开放影像。"),
          Words.of("Request a permit whose data names imaging.", "请申请 data 中包含 imaging 的许可。"));
    }
    Set<String> reached = reached(rows, released);
    Path scratch = Files.createDirectories(folder.resolveSibling("scratch-images"));
    DicomDeidentifier engine =
        DicomDeidentifier.of(
            order
                .policy()
                .section(Policy.Section.DICOM, DicomPolicy::read)
                .withoutCharacteristics(),
            order.policy().dates(),
            pseudonyms,
            patient -> Optional.of(subjects.of(Long.parseLong(patient.key()))::cleaned),
            id -> person(id).orElseThrow());
    long[] counts = new long[4];
    for (Path file : files(in)) {
      int became;
      try {
        Optional<String> person =
            DicomDeidentifier.patientId(file, scratch)
                .flatMap(this::person)
                .filter(reached::contains);
        became = person.isEmpty() ? 1 : one(file, folder, review, scratch, engine);
      } catch (RefusedException e) {
        became = 3;
      }
      counts[became]++;
      progress.at("images", counts[0] + counts[1] + counts[2] + counts[3], 0, counts[0]);
    }
    return new Count(counts[0], counts[1], counts[2], counts[3]);
  }

  private int one(Path file, Path folder, Path review, Path scratch, DicomDeidentifier engine)
      throws IOException {
    Path out = Files.createTempFile(scratch, "image", "");
    Files.delete(out);
    Path sheet = out.resolveSibling(out.getFileName() + ".png");
    DicomResult result = engine.deidentify(file, out, sheet, scratch);
    if (result.status() == DicomResult.Status.WAITING && order.reviewed().isEmpty()) {
      Files.delete(out);
      keepForReview(sheet, review, result);
      return 2;
    }
    Files.deleteIfExists(sheet);
    Path place = folder.resolve("images").resolve(result.place());
    Files.createDirectories(place.toAbsolutePath().getParent());
    Files.move(out, place);
    return 0;
  }

  private static void keepForReview(Path sheet, Path review, DicomResult result)
      throws IOException {
    if (Files.exists(sheet)) {
      OwnerOnly.folder(review);
      Path kept = review.resolve(result.place().replace('/', '-') + ".png");
      Files.move(sheet, kept, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Set<String> reached(ReleaseRows rows, Set<String> released) {
    Set<String> reached = new HashSet<>();
    data.engine()
        .run(rows.persons(order.cut(), order.consent()), LIMITS)
        .rows()
        .forEach(row -> reached.add(String.valueOf(row.get(0))));
    reached.retainAll(released);
    return reached;
  }

  /** The person's number, by the ID that an image bears. */
  private Optional<String> person(String patientId) {
    return persons.computeIfAbsent(
        patientId,
        id -> {
          OptionalLong person = data.personByNumber(order.cut(), id);
          return person.isPresent()
              ? Optional.of(Long.toString(person.getAsLong()))
              : Optional.empty();
        });
  }

  private static List<Path> files(Path in) throws IOException {
    try (Stream<Path> all = Files.walk(in)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
