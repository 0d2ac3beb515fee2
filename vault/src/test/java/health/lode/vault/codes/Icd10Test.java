package health.lode.vault.codes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class Icd10Test {
  @TestFactory
  Stream<DynamicTest> writesTheWhoForm() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode row : cases()) {
      String vocabulary = row.path("vocabulary").asText(null);
      String expected = row.path("who").isNull() ? null : row.path("who").asText();
      tests.add(
          DynamicTest.dynamicTest(
              row.path("id").asText() + ": " + row.path("reason").asText(),
              () ->
                  assertThat(Icd10.who(row.path("code").asText(), vocabulary))
                      .isEqualTo(expected)));
    }
    return tests.stream();
  }

  /** Whatever is written around a WHO code by the rules, its WHO form is the code itself. */
  @Test
  void everyDressingOfACodeComesOffAgain() {
    Random random = new Random(7);
    int tried = 0;
    while (tried < 5_000) {
      String category =
          "" + (char) ('A' + random.nextInt(26)) + random.nextInt(10) + random.nextInt(10);
      if (!Icd10Blocks.contains(category)) {
        assertThat(Icd10.who(category + ".900", null)).isNull();
        continue;
      }
      tried++;
      boolean divided = random.nextBoolean();
      String who = divided ? category + "." + random.nextInt(10) : category;
      String dressed = divided ? who : who + ".x";
      dressed += String.format(Locale.ROOT, "%02d", random.nextInt(100));
      dressed += random.nextBoolean() ? String.format("x%03d", random.nextInt(1000)) : "";
      dressed = random.nextBoolean() ? dressed.toLowerCase(Locale.ROOT) : dressed;
      dressed = random.nextBoolean() ? dressed.replace(".", "") : dressed;
      dressed = random.nextBoolean() ? " " + dressed + "+" : dressed;
      assertThat(Icd10.who(dressed, null)).as(dressed).isEqualTo(who);
      assertThat(Icd10.who(who, null)).isEqualTo(who);
    }
  }

  private static JsonNode cases() throws IOException {
    try (InputStream in = Icd10Test.class.getResourceAsStream("icd10.yaml")) {
      return new YAMLMapper().readTree(in);
    }
  }
}
