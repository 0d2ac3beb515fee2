package health.lode.deidentify.dicom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.StagedOutput;
import health.lode.deidentify.dicom.part10.BrokenDicom;
import health.lode.deidentify.dicom.part10.DicomReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Files that wait for a person's eye: the de-identified file, its pixels before and after as a
 * picture, and a note {@code NAME.json} with its place, its hash and its report. Released, the file
 * moves to the output, and the picture, which shows what was burned in, is removed.
 */
public final class Review {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOTE = ".json";
  private final Path folder;

  public Review(Path folder) {
    this.folder = folder;
  }

  /** Takes in a file and its picture, which are moved; returns the place it will have. */
  synchronized String wait(Path file, Path sheet, DicomResult result, long number)
      throws IOException {
    Places.folder(folder);
    String place = result.place();
    Path wished = folder.resolve(place.substring(place.lastIndexOf('/') + 1));
    Path target = Places.free(wished, number);
    String name = stem(target);
    ObjectNode note = JSON.createObjectNode();
    note.put("status", "waiting");
    String placed =
        target.equals(wished) ? place : Places.numbered(Path.of(place), number).toString();
    note.put("place", placed);
    note.put("sha256", sha256(file));
    note.set("report", result.report());
    Files.move(file, target);
    if (Files.exists(sheet)) {
      Files.move(sheet, folder.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
    }
    // The note comes last: a file without one was never shown and is never released.
    Path written = folder.resolve(name + ".tmp");
    Files.writeString(written, note + "\n", StandardCharsets.UTF_8);
    Files.move(written, folder.resolve(name + NOTE), StandardCopyOption.ATOMIC_MOVE);
    return placed;
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - ".dcm".length());
  }

  /** The names that wait. */
  public List<String> waiting() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(NOTE))
          .map(name -> name.substring(0, name.length() - NOTE.length()))
          .sorted()
          .toList();
    }
  }

  /**
   * Releases files that a person has looked at.
   *
   * @param names those to release; all that wait where it is empty
   * @param out a folder, new or not; files take their places in it
   * @return how many were released
   * @throws health.lode.refusal.RefusedException {@code DICOM_NOTHING_WAITS} where a name does not
   *     wait, {@code DICOM_REVIEW_ALTERED} where a file is not the one that was shown
   */
  public int release(Set<String> names, Path out) throws IOException {
    List<String> waiting = waiting();
    List<String> wanted = names.isEmpty() ? waiting : names.stream().sorted().toList();
    if (wanted.isEmpty() || !waiting.containsAll(wanted)) {
      throw BrokenDicom.refused(
          DicomReason.DICOM_NOTHING_WAITS,
          "No such file waits here.",
          "此处没有等待放行的该文件。",
          "Name the review place, and names as its .json files have them.",
          "请指定复核目录，名称与其中 .json 文件相同。");
    }
    for (String name : wanted) {
      check(name);
    }
    for (String name : wanted) {
      move(name, out);
    }
    return wanted.size();
  }

  private JsonNode note(String name) throws IOException {
    return JSON.readTree(Files.readAllBytes(folder.resolve(name + NOTE)));
  }

  private void check(String name) throws IOException {
    Path file = folder.resolve(name + ".dcm");
    JsonNode note = note(name);
    boolean same =
        Files.isRegularFile(file)
            && note.path("sha256").asText().equals(sha256(file))
            && note.path("place").asText().matches("[0-9A-Z]+/[0-9A-Z]+/[0-9A-Z-]+\\.dcm");
    if (!same) {
      throw BrokenDicom.refused(
          DicomReason.DICOM_REVIEW_ALTERED,
          "A waiting file is not the one that was shown for review.",
          "等待放行的文件与复核时不一致。",
          "De-identify its source again.",
          "请重新对来源文件去标识化。");
    }
  }

  private void move(String name, Path out) throws IOException {
    Path file = folder.resolve(name + ".dcm");
    try (StagedOutput staged = StagedOutput.at(out.resolve(note(name).path("place").asText()))) {
      Files.copy(file, staged.path());
      staged.publish();
    }
    Files.deleteIfExists(folder.resolve(name + ".png"));
    Files.delete(folder.resolve(name + NOTE));
    Files.delete(file);
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }
}
