package health.lode.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compiles the sources of the open gold set for de-identification into its two halves. Files {@code
 * dev-*.txt} and {@code unseen-*.txt} are written by hand; {@code templates-dev.txt} and {@code
 * templates-unseen.txt} go through {@link NoteWriter}, each half with its own population.
 */
final class GoldSet {
  static final String HAND = "hand";
  static final String SIMULATED = "simulated";

  private static final int NOTES_PER_TEMPLATE = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldSet() {}

  /**
   * One half of the set, with the seed of its population; beside the halves, notes that are learned
   * from and never measured with.
   */
  enum Half {
    DEV(410_113),
    UNSEEN(970_207),
    TRAIN(530_017);

    private final long seed;

    Half(long seed) {
      this.seed = seed;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The notes of one half, in the order of the files' names. */
  static List<GoldNote> notes(Path sources, Half half) throws IOException {
    List<GoldNote> notes = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(sources)) {
      files = all.filter(f -> stem(f).startsWith(half.word() + "-")).sorted().toList();
    }
    for (Path file : files) {
      add(GoldMarkup.drafts(Files.readString(file)), stem(file), HAND, notes);
    }
    Path templates = sources.resolve("templates-" + half.word() + ".txt");
    if (Files.exists(templates)) {
      NoteWriter writer = new NoteWriter(half.seed, Files.readString(templates));
      add(writer.write(NOTES_PER_TEMPLATE), half.word() + "-sim", SIMULATED, notes);
    }
    return notes;
  }

  private static void add(
      List<GoldMarkup.Draft> drafts, String stem, String source, List<GoldNote> notes) {
    for (int i = 0; i < drafts.size(); i++) {
      notes.add(GoldMarkup.note(String.format("%s-%03d", stem, i + 1), source, drafts.get(i)));
    }
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.txt$", "");
  }

  /** One line of JSON for each note. */
  static String jsonl(List<GoldNote> notes) {
    StringBuilder out = new StringBuilder();
    for (GoldNote note : notes) {
      ObjectNode line = JSON.createObjectNode();
      line.put("id", note.id()).put("kind", note.kind()).put("source", note.source());
      line.put("text", note.text());
      var spans = line.putArray("spans");
      for (GoldNote.Span s : note.spans()) {
        spans.addObject().put("start", s.start()).put("end", s.end()).put("type", s.type().name());
      }
      out.append(line).append('\n');
    }
    return out.toString();
  }

  /**
   * Writes {@code dev.jsonl}, {@code unseen.jsonl} and {@code train.jsonl} beside the directory
   * {@code src}.
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: GoldSet DIRECTORY (that holds src)");
      System.exit(2);
      return;
    }
    Path dir = Path.of(args[0]);
    for (Half half : Half.values()) {
      List<GoldNote> notes = notes(dir.resolve("src"), half);
      if (notes.isEmpty()) {
        continue;
      }
      Path file = dir.resolve(half.word() + ".jsonl");
      Files.write(file, jsonl(notes).getBytes(StandardCharsets.UTF_8));
      System.err.println(file.getFileName() + ": " + notes.size() + " notes");
    }
  }
}
