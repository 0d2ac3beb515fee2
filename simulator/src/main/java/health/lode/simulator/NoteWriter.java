package health.lode.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes marked notes about the simulator's persons from templates. The same templates and seed
 * give the same notes. A template is a note in the form of {@link GoldMarkup} with words to fill
 * in: {@code $word} comes from the note's facts ({@link NoteFacts}) or from the lexicon at the head
 * of the file, {@code $(a|b)} is a choice, {@code $1(a|b)} one that falls the same way wherever the
 * note has the digit again, {@code $(3-9)} and {@code $(1.0-2.5)} are numbers. After the kind stand
 * the ages that fit ({@code 20-80}) and, where only one fits, the sex ({@code 男}). {@code
 * docs/spec/gold-set.md} lists the words.
 */
final class NoteWriter {
  private static final Pattern CHOICE = Pattern.compile("\\$(\\d?)\\(([^()]*)\\)");
  private static final Pattern RANGE = Pattern.compile("(\\d+)(?:\\.(\\d+))?-(\\d+)(?:\\.\\d+)?");
  private static final Pattern WORD =
      Pattern.compile("\\$(#\\d+[a-z]?|d[+-]\\d+|[a-z]+\\d*)(?::([a-z]+))?");
  private static final Pattern ENTRY = Pattern.compile("([a-z]+): (.+)");
  private static final int DEEPEST = 50;
  private static final int PERSONS = 500;

  private final long seed;
  private final Population population;
  private final Map<String, List<String>> lexicon = new HashMap<>();
  private final List<GoldMarkup.Draft> templates;

  NoteWriter(long seed, String file) {
    this.seed = seed;
    this.population = new Population(seed, 100_000);
    this.templates = GoldMarkup.drafts(file);
    for (String line : file.split("=== ", 2)[0].split("\n")) {
      Matcher m = ENTRY.matcher(line);
      if (m.matches()) {
        lexicon.put(m.group(1), List.of(m.group(2).split("\\|")));
      }
    }
  }

  /** Each template's notes, {@code each} of them, all of different text. */
  List<GoldMarkup.Draft> write(int each) {
    List<GoldMarkup.Draft> drafts = new ArrayList<>();
    Set<String> bodies = new HashSet<>();
    for (int t = 0; t < templates.size(); t++) {
      for (int i = 0; i < each; i++) {
        int number = t * each + i;
        Dice dice = Dice.of(seed, 1_000_000L + number);
        GoldMarkup.Draft template = templates.get(t);
        String[] head = template.kind().split(" ");
        NoteFacts facts = new NoteFacts(population, number * PERSONS, head, lexicon, dice);
        String body = fill(template.body(), facts, dice);
        if (!bodies.add(body)) {
          throw new IllegalStateException("template " + t + " varies too little");
        }
        drafts.add(new GoldMarkup.Draft(head[0], body));
      }
    }
    return drafts;
  }

  private static String fill(String template, NoteFacts facts, Dice dice) {
    String body = template;
    Map<String, Integer> linked = new HashMap<>();
    for (int depth = 0; body.indexOf('$') >= 0; depth++) {
      if (depth > DEEPEST) {
        throw new IllegalArgumentException("cannot be filled: " + body);
      }
      // Choices first, from the inside: a word that was not chosen is never drawn.
      Matcher choice = CHOICE.matcher(body);
      if (choice.find()) {
        body =
            body.substring(0, choice.start())
                + choose(choice.group(1), choice.group(2), linked, dice)
                + body.substring(choice.end());
        depth = 0;
        continue;
      }
      body =
          WORD.matcher(body)
              .replaceAll(
                  m ->
                      Matcher.quoteReplacement(
                          facts.word(m.group(1), m.group(2) == null ? "" : m.group(2))));
    }
    return body;
  }

  private static String choose(String link, String inside, Map<String, Integer> linked, Dice dice) {
    Matcher range = RANGE.matcher(inside);
    if (!range.matches()) {
      List<String> options = List.of(inside.split("\\|", -1));
      if (link.isEmpty()) {
        return dice.pick(options);
      }
      int at = linked.computeIfAbsent(link, l -> dice.below(options.size()));
      return options.get(at);
    }
    if (range.group(2) == null) {
      return String.valueOf(
          dice.between(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(3))));
    }
    String[] ends = inside.split("-");
    int scale = range.group(2).length() == 1 ? 10 : 100;
    int low = (int) Math.round(Double.parseDouble(ends[0]) * scale);
    int high = (int) Math.round(Double.parseDouble(ends[1]) * scale);
    int value = dice.between(low, high);
    String rest = String.valueOf(value % scale);
    return value / scale + "." + (scale == 100 && rest.length() == 1 ? "0" + rest : rest);
  }
}
