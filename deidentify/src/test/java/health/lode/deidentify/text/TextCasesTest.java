package health.lode.deidentify.text;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import health.lode.strict.StrictYaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The golden cases: exactly what stands in brackets is found, under its type, and nothing else. */
class TextCasesTest {
  private static final Pattern MARK = Pattern.compile("\\[([A-Z]+):([^\\]]*)\\]");

  record Case(String id, String text, List<String> spans) {}

  static List<Case> cases() throws IOException {
    try (InputStream in = TextCasesTest.class.getResourceAsStream("cases.yaml")) {
      assertThat(in).isNotNull();
      List<Case> cases = new ArrayList<>();
      for (StrictNode node :
          StrictYaml.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).items()) {
        StrictMapping mapping = node.mapping();
        String id = mapping.text("id");
        mapping.text("reason");
        String marked = mapping.text("text");
        mapping.done();
        StringBuilder text = new StringBuilder();
        List<String> spans = new ArrayList<>();
        Matcher matcher = MARK.matcher(marked);
        int last = 0;
        while (matcher.find()) {
          text.append(marked, last, matcher.start());
          int start = text.length();
          text.append(matcher.group(2));
          spans.add(matcher.group(1) + " " + start + "-" + text.length());
          last = matcher.end();
        }
        text.append(marked.substring(last));
        cases.add(new Case(id, text.toString(), spans));
      }
      return cases;
    }
  }

  static List<String> found(String text) {
    return TextDeidentifier.find(text).stream()
        .map(f -> f.type() + " " + f.start() + "-" + f.end())
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> goldenCases() throws IOException {
    return cases().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.id(),
                    () -> assertThat(found(each.text())).as(each.text()).isEqualTo(each.spans())));
  }

  /** Text around a case, ended by a line break, changes nothing in it. */
  @TestFactory
  Stream<DynamicTest> surroundingLinesChangeNothing() throws IOException {
    String before = "查体：神志清楚，双肺呼吸音清。\n";
    return cases().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.id(),
                    () -> {
                      String text = before + each.text() + "\n未见明显异常。";
                      List<String> moved =
                          TextDeidentifier.find(text).stream()
                              .map(
                                  f ->
                                      f.type()
                                          + " "
                                          + (f.start() - before.length())
                                          + "-"
                                          + (f.end() - before.length()))
                              .toList();
                      if (!each.id().startsWith("en-")) {
                        assertThat(moved).as(text).isEqualTo(each.spans());
                      } else {
                        // A note's language is a property of the whole note.
                        assertThat(moved.size()).isLessThanOrEqualTo(each.spans().size() + 1);
                      }
                    }));
  }
}
