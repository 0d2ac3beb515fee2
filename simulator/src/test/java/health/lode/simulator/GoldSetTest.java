package health.lode.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The open gold set is what its sources say, and what its guideline promises. */
class GoldSetTest {
  /** A half of the Chinese or of the English set. */
  private enum Part {
    CHINESE_DEV("zh", GoldSet.Half.DEV),
    CHINESE_UNSEEN("zh", GoldSet.Half.UNSEEN),
    CHINESE_TRAIN("zh", GoldSet.Half.TRAIN),
    ENGLISH_DEV("en", GoldSet.Half.DEV),
    ENGLISH_UNSEEN("en", GoldSet.Half.UNSEEN),
    ENGLISH_TRAIN("en", GoldSet.Half.TRAIN);

    private final Path dir;
    private final GoldSet.Half half;

    Part(String language, GoldSet.Half half) {
      this.dir = Path.of("..", "deidentify", "gold", language);
      this.half = half;
    }

    boolean isChinese() {
      return this == CHINESE_DEV || this == CHINESE_UNSEEN;
    }

    Path file() {
      return dir.resolve(half.word() + ".jsonl");
    }

    List<GoldNote> notes() throws IOException {
      return GoldSet.notes(dir.resolve("src"), half);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @EnumSource
  void filesAreCompiledFromTheirSources(Part part) throws IOException {
    assertThat(GoldSet.jsonl(part.notes())).isEqualTo(Files.readString(part.file()));
  }

  @ParameterizedTest
  @EnumSource
  void everySpanIsClean(Part part) throws IOException {
    for (JsonNode line : lines(part)) {
      String text = line.get("text").asText();
      int before = 0;
      for (JsonNode span : line.get("spans")) {
        String where = line.get("id").asText() + " " + span;
        int start = span.get("start").asInt();
        int end = span.get("end").asInt();
        assertThat(start).as(where).isGreaterThanOrEqualTo(before);
        assertThat(end).as(where).isGreaterThan(start).isLessThanOrEqualTo(text.length());
        assertThat(GoldType.valueOf(span.get("type").asText())).as(where).isNotNull();
        String inside = text.substring(start, end);
        assertThat(isEdge(inside.codePointAt(0))).as(where).isFalse();
        assertThat(isEdge(inside.codePointBefore(inside.length()))).as(where).isFalse();
        before = end;
      }
    }
  }

  private static boolean isEdge(int c) {
    int type = Character.getType(c);
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || type == Character.CONNECTOR_PUNCTUATION
        || type == Character.DASH_PUNCTUATION
        || type == Character.START_PUNCTUATION
        || type == Character.END_PUNCTUATION
        || type == Character.INITIAL_QUOTE_PUNCTUATION
        || type == Character.FINAL_QUOTE_PUNCTUATION
        || type == Character.OTHER_PUNCTUATION;
  }

  /**
   * A name or number that is marked once is marked, or cleared by hand, wherever the note has it.
   */
  @ParameterizedTest
  @EnumSource
  void whatIsMarkedOnceIsMarkedAlways(Part part) throws IOException {
    List<String> missed = new ArrayList<>();
    for (GoldNote note : part.notes()) {
      for (GoldNote.Span span : note.spans()) {
        String word = note.text(span);
        boolean telling =
            switch (span.type()) {
              case NAME -> word.length() >= 2;
              case ID, PHONE, BANK -> true;
              case MRN -> word.length() >= 5;
              case ORG, ADDRESS -> word.length() >= 4;
              default -> false;
            };
        int at = telling ? note.text().indexOf(word) : -1;
        for (; at >= 0; at = note.text().indexOf(word, at + 1)) {
          if (!covered(note, at, at + word.length())) {
            missed.add(note.id() + " " + word + " at " + at);
          }
        }
      }
    }
    assertThat(missed).isEmpty();
  }

  private static boolean covered(GoldNote note, int start, int end) {
    return note.spans().stream().anyMatch(s -> s.start() < end && start < s.end())
        || note.cleared().stream().anyMatch(r -> r.start() <= start && end <= r.end());
  }

  @ParameterizedTest
  @EnumSource
  void residentIdsOfEighteenDigitsAreValid(Part part) throws IOException {
    for (GoldNote note : part.notes()) {
      for (GoldNote.Span span : note.spans()) {
        String id = plain(note.text(span));
        if (span.type() == GoldType.ID && id.matches("\\d{17}[\\dX]")) {
          assertThat(ResidentId.isValid(id)).as(note.id() + " " + id).isTrue();
        }
      }
    }
  }

  private static String plain(String number) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (Character.isDigit(c)) {
        out.append(Character.digit(c, 10));
      } else if (c != ' ' && c != '-') {
        out.append(c);
      }
    }
    return out.toString();
  }

  @ParameterizedTest
  @EnumSource(names = ".*_TRAIN", mode = EnumSource.Mode.MATCH_NONE)
  void eachHalfIsLargeAndOfManyKinds(Part part) throws IOException {
    List<GoldNote> notes = part.notes();
    assertThat(notes.stream().filter(n -> n.source().equals(GoldSet.HAND)).count())
        .isGreaterThanOrEqualTo(part.isChinese() ? 150 : 60);
    assertThat(notes).hasSizeGreaterThanOrEqualTo(part.isChinese() ? 300 : 60);
    Set<String> kinds = new TreeSet<>();
    Map<GoldType, Integer> types = new EnumMap<>(GoldType.class);
    for (GoldNote note : notes) {
      kinds.add(note.kind());
      assertThat(note.spans()).as(note.id()).isNotEmpty();
      note.spans().forEach(s -> types.merge(s.type(), 1, Integer::sum));
    }
    assertThat(kinds).hasSizeGreaterThanOrEqualTo(20);
    assertThat(types.keySet()).containsExactly(GoldType.values());
    if (part.isChinese()) {
      assertThat(types).allSatisfy((type, n) -> assertThat(n).as(type.name()).isGreaterThan(5));
    }
  }

  /** What is tuned on dev has never seen a line, a person's number or an account of unseen. */
  @Test
  void halvesShareNothing() throws IOException {
    assertThat(telling(Part.CHINESE_DEV.notes()))
        .doesNotContainAnyElementsOf(telling(Part.CHINESE_UNSEEN.notes()));
    assertThat(telling(Part.CHINESE_TRAIN.notes()))
        .doesNotContainAnyElementsOf(telling(Part.CHINESE_UNSEEN.notes()))
        .doesNotContainAnyElementsOf(telling(Part.CHINESE_DEV.notes()));
    assertThat(telling(Part.ENGLISH_TRAIN.notes()))
        .doesNotContainAnyElementsOf(telling(Part.ENGLISH_UNSEEN.notes()))
        .doesNotContainAnyElementsOf(telling(Part.ENGLISH_DEV.notes()));
    assertThat(telling(Part.ENGLISH_DEV.notes()))
        .doesNotContainAnyElementsOf(telling(Part.ENGLISH_UNSEEN.notes()));
    Set<String> texts = new HashSet<>();
    for (Part part : Part.values()) {
      for (GoldNote note : part.notes()) {
        assertThat(texts.add(note.text())).as(note.id()).isTrue();
      }
    }
  }

  private static Set<String> telling(List<GoldNote> notes) {
    Set<String> telling = new HashSet<>();
    for (GoldNote note : notes) {
      note.text().lines().filter(l -> l.length() >= 20).forEach(telling::add);
      for (GoldNote.Span span : note.spans()) {
        boolean longer =
            switch (span.type()) {
              case ID, PHONE, MRN, BANK, PLATE -> note.text(span).length() >= 6;
              case EMAIL -> true;
              default -> false;
            };
        if (longer) {
          telling.add(note.text(span));
        }
      }
    }
    return telling;
  }

  @Test
  void brokenMarksAreRefused() {
    for (String body : List.of("{N }", "{N 张", "张}", "{Z 张伟}", "{N {D 今日}}", "{I 123?}")) {
      assertThatThrownBy(() -> GoldMarkup.note("x", "hand", new GoldMarkup.Draft("chat", body)))
          .as(body)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void marksBecomeSpansInUtf16Units() {
    GoldNote note =
        GoldMarkup.note(
            "x", "hand", new GoldMarkup.Draft("chat", "😀{N 张伟}，{- 张伟}路，{I 11010519491231002?}"));
    assertThat(note.text()).isEqualTo("😀张伟，张伟路，11010519491231002X");
    assertThat(note.spans())
        .containsExactly(
            new GoldNote.Span(2, 4, GoldType.NAME), new GoldNote.Span(9, 27, GoldType.ID));
    assertThat(note.cleared()).containsExactly(new GoldNote.Range(5, 7));
  }

  private static List<JsonNode> lines(Part part) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<String> all = Files.lines(part.file())) {
      for (String line : all.toList()) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }
}
