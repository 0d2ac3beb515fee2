package health.lode.deidentify.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trains the shipped taggers, and measures by cross-validation how they do on notes that they have
 * not seen. {@code docs/spec/deidentify-text.md} has the commands.
 */
final class TagTrainer {
  private static final long SEED = 20;
  private static final int FOLDS = 5;

  /** Notes of one template stand together, so many at a time, and stay in one fold. */
  private static final int ALIKE = 5;

  private static final float[] BIASES = {-1, -0.5f, 0, 0.5f, 1, 1.5f};

  /** Units that the screen puts below it, in logits, are not looked at. */
  private static final double LEAST = -2;

  private final int copies;
  private final int epochs;

  private TagTrainer(int copies, int epochs) {
    this.copies = copies;
    this.epochs = epochs;
  }

  /**
   * Notes to learn from.
   *
   * @param simulated from this note on, notes were written by template
   */
  private record Source(List<Gold.Marked> notes, int simulated) {
    /** {@code FILE} or {@code FILE:FROM-TO}, notes counted from 1. */
    static Source of(String argument) throws IOException {
      int colon = argument.lastIndexOf(':');
      boolean part = colon > 0 && argument.substring(colon + 1).matches("\\d+-\\d+");
      Path file = Path.of(part ? argument.substring(0, colon) : argument);
      List<Gold.Marked> all = Gold.read(file).notes();
      if (part) {
        String[] ends = argument.substring(colon + 1).split("-");
        all =
            all.subList(
                Integer.parseInt(ends[0]) - 1, Math.min(all.size(), Integer.parseInt(ends[1])));
      }
      if (Files.readString(file).stripLeading().startsWith("[")) {
        return new Source(all.stream().map(Source::dated).toList(), all.size());
      }
      int simulated = 0;
      for (String line : Files.readAllLines(file)) {
        simulated += line.contains("\"source\":\"hand\"") ? 1 : 0;
      }
      return new Source(all, simulated == 0 ? all.size() : simulated);
    }

    /** presidio-research leaves relative dates unmarked, which are identifiers here. */
    private static Gold.Marked dated(Gold.Marked note) {
      List<Gold.Span> spans = new ArrayList<>(note.spans());
      for (Finding each : Prepared.of(note.text()).rules()) {
        if (each.type() == Type.DATE
            && note.spans().stream()
                .noneMatch(s -> s.start() < each.end() && s.end() > each.start())) {
          spans.add(new Gold.Span(each.start(), each.end(), Type.DATE));
        }
      }
      spans.sort(Comparator.comparingInt(Gold.Span::start));
      return new Gold.Marked(note.line(), note.text(), spans, note.aside());
    }

    int fold(int note) {
      return (note < simulated ? note : (note - simulated) / ALIKE) % FOLDS;
    }
  }

  /** What is needed of a note before it is tagged. */
  private record Prepared(Note note, List<Finding> rules, TagUnits units) {
    static Prepared of(String text) {
      Note note = new Note(text);
      TextDeidentifier.Ruled ruled = TextDeidentifier.rules(note, Known.NOTHING);
      List<Finding> rules = ruled.findings().resolved();
      return new Prepared(note, rules, TagUnits.of(note, ruled.tokens(), rules));
    }
  }

  private static TagTraining.Example example(Gold.Marked note) {
    return TagTraining.example(note.spans(), Prepared.of(note.text()).units());
  }

  private TagModel train(List<Gold.Marked> notes, float[] bias) {
    GoldSwaps swaps = new GoldSwaps(notes);
    TagTraining training = new TagTraining(SEED);
    ScreenTraining screen = new ScreenTraining(SEED);
    List<TagTraining.Example> originals = notes.stream().map(TagTrainer::example).toList();
    for (int epoch = 0; epoch < epochs; epoch++) {
      List<TagTraining.Example> examples = new ArrayList<>(originals);
      for (int i = 0; i < notes.size() * copies; i++) {
        long seed = SEED + 1_000_003L * epoch + i;
        examples.add(example(swaps.swapped(notes.get(i % notes.size()), seed)));
      }
      screen.epoch(examples);
      training.epoch(examples);
    }
    return training.model(bias, screen.screen(LEAST));
  }

  private void measure(Source source, List<Gold.Marked> more) {
    TagModel[] models = new TagModel[FOLDS];
    IntStream.range(0, FOLDS)
        .parallel()
        .forEach(
            fold -> {
              List<Gold.Marked> others = new ArrayList<>(more);
              for (int i = 0; i < source.notes.size(); i++) {
                if (source.fold(i) != fold) {
                  others.add(source.notes.get(i));
                }
              }
              models[fold] = train(others, new float[TagModel.Kind.ALL.length]);
            });
    for (float bias : BIASES) {
      Evaluation alone = new Evaluation();
      Evaluation merged = new Evaluation();
      for (int i = 0; i < source.notes.size(); i++) {
        Gold.Marked note = source.notes.get(i);
        Prepared prepared = Prepared.of(note.text());
        Tagger tagger = new Tagger(models[source.fold(i)], same(bias));
        alone.add(note, Learned.with(prepared.note, List.of(), prepared.units, tagger));
        merged.add(note, Learned.with(prepared.note, prepared.rules, prepared.units, tagger));
      }
      System.out.printf(
          Locale.ROOT,
          "bias %.1f tagger %s with rules %s%n  %s%n",
          bias,
          figures(alone.json().path("overall")),
          figures(merged.json().path("overall")),
          Stream.of(Type.values())
              .map(t -> t + " " + figures(merged.json().path("byType").path(t.name())))
              .collect(Collectors.joining("; ")));
    }
  }

  private static String figures(JsonNode of) {
    return String.format(
        Locale.ROOT,
        "P %.4f R %.4f",
        of.path("overlap").path("precision").asDouble(),
        of.path("overlap").path("recall").asDouble());
  }

  private static float[] same(float bias) {
    float[] all = new float[TagModel.Kind.ALL.length];
    Arrays.fill(all, bias);
    return all;
  }

  private static float[] biases(String list) {
    String[] parts = list.split(",");
    float[] all = same(Float.parseFloat(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      all[i] = Float.parseFloat(parts[i]);
    }
    return all;
  }

  /**
   * {@code OUT BIAS COPIES EPOCHS GOLD…} trains on all; with {@code measure} for {@code OUT} it
   * measures the first by folds, the others helping to train.
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 5) {
      System.err.println("usage: TagTrainer OUT|measure BIAS COPIES EPOCHS GOLD[:FROM-TO]...");
      System.exit(2);
      return;
    }
    TagTrainer trainer = new TagTrainer(Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    List<Gold.Marked> more = new ArrayList<>();
    for (int i = 5; i < args.length; i++) {
      more.addAll(Source.of(args[i]).notes);
    }
    Source first = Source.of(args[4]);
    if (args[0].equals("measure")) {
      trainer.measure(first, more);
      return;
    }
    more.addAll(first.notes);
    Files.write(Path.of(args[0]), trainer.train(more, biases(args[1])).bytes());
  }
}
