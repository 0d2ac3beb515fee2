package health.lode.deidentify.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Category, block and chapter of ICD-10 codes, as the WHO draws them, by the code's letters. */
final class Icd10Blocks {
  private static final int LEVELS = 4;
  private static final Pattern CODE =
      Pattern.compile("([A-Za-z][0-9]{2})(\\.?[0-9A-Za-z]{1,8})?[+*]?");

  /** A chapter with its blocks; ranges are compared as text. */
  private record Chapter(String range, List<String> blocks) {}

  private static final List<Chapter> CHAPTERS = load();

  private Icd10Blocks() {}

  static String[] above(String value) {
    Matcher read = CODE.matcher(value.strip());
    if (!read.matches()) {
      return Hierarchy.Built.unreadable(LEVELS);
    }
    String category = read.group(1).toUpperCase(Locale.ROOT);
    for (Chapter chapter : CHAPTERS) {
      if (holds(chapter.range(), category)) {
        String block =
            chapter.blocks().stream()
                .filter(range -> holds(range, category))
                .findFirst()
                .orElse(chapter.range());
        return new String[] {category, block, chapter.range(), Ladder.STAR};
      }
    }
    return Hierarchy.Built.unreadable(LEVELS);
  }

  private static boolean holds(String range, String category) {
    return category.compareTo(range.substring(0, 3)) >= 0
        && category.compareTo(range.substring(4)) <= 0;
  }

  private static List<Chapter> load() {
    try (InputStream in = Icd10Blocks.class.getResourceAsStream("icd10-blocks.txt")) {
      if (in == null) {
        throw new IllegalStateException("the ICD-10 blocks are missing");
      }
      List<Chapter> chapters = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.startsWith("#") && !line.isBlank()) {
          List<String> ranges = List.of(line.strip().split(" "));
          chapters.add(new Chapter(ranges.get(0), ranges.subList(1, ranges.size())));
        }
      }
      return List.copyOf(chapters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
