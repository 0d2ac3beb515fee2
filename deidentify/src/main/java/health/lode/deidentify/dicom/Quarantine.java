package health.lode.deidentify.dicom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.refusal.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * What could not be passed: a list {@code quarantine.jsonl} of file, code and way out, and each
 * file itself, linked where the file system can and copied otherwise. Identified: readable by its
 * owner only.
 */
final class Quarantine {
  private final Path folder;

  Quarantine(Path folder) {
    this.folder = folder;
  }

  /**
   * @param name the file's path as the list shows it
   * @param number the file's number in reports
   */
  synchronized void add(Path file, String name, long number, Refusal refusal) throws IOException {
    Places.folder(folder);
    Path place =
        Places.free(
            folder.resolve(String.format(Locale.ROOT, "%08d.dcm", number)), System.nanoTime());
    try {
      Files.createLink(place, file);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(file, place);
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("file", number);
    line.put("source", name);
    line.put("kept", String.valueOf(place.getFileName()));
    line.put("code", refusal.code().name());
    line.put("reason", refusal.reason().en());
    line.put("remedy", refusal.remedy().en());
    Files.writeString(
        folder.resolve("quarantine.jsonl"),
        line + "\n",
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
