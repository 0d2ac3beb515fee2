package health.lode.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
  /** RFC 8785, section 3.2.3: sorting by UTF-16 code units. */
  @Test
  void sortsAsTheRfcsExample() {
    String in =
        "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\","
            + "\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\",\"1\":\"One\","
            + "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
            + "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}";
    assertThat(canonical(in))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  /** RFC 8785, sections 3.2.2 and 3.2.4, without the numbers that are refused here. */
  @Test
  void writesBytesAsTheRfcsExample() {
    String in =
        "{\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
            + " \"literals\": [null, true, false]}";
    assertThat(HexFormat.ofDelimiter(" ").formatHex(CanonicalJson.encode(parse(in))))
        .isEqualTo(
            "7b 22 6c 69 74 65 72 61 6c 73 22 3a 5b 6e 75 6c 6c 2c 74 72 75 65 2c 66 61 6c 73 65 5d"
                + " 2c 22 73 74 72 69 6e 67 22 3a 22 e2 82 ac 24 5c 75 30 30 30 66 5c 6e 41 27 42"
                + " 5c 22 5c 5c 5c 5c 5c 22 2f 22 7d");
  }

  /** RFC 8785, Appendix B, the rows that are whole and safe. */
  @ParameterizedTest
  @CsvSource({
    "0,0",
    "-0,0",
    "9007199254740991,9007199254740991",
    "-9007199254740991,-9007199254740991"
  })
  void writesWholeNumbers(String in, String out) {
    assertThat(canonical(in)).isEqualTo(out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "1e3",
        "9007199254740992",
        "123456789012345678901",
        "\"\\ud800\"",
        "{\"a\":1,\"a\":2}",
        "{} {}",
        "",
        "[1,]",
        "NaN"
      })
  void refusesWhatTwoProgramsMayReadDifferently(String in) {
    assertThatThrownBy(() -> canonical(in)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesNestingThatWouldExhaustAReader() {
    assertThatThrownBy(() -> canonical("[".repeat(65) + "]".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(canonical("[".repeat(60) + "]".repeat(60))).hasSize(120);
  }

  @Test
  void isItsOwnFixedPoint() {
    String once = canonical("{ \"乙\" : [ 1 , { \"b\" : \"肺炎\\u0007\" , \"a\" : null } ] }");
    assertThat(once).isEqualTo("{\"乙\":[1,{\"a\":null,\"b\":\"肺炎\\u0007\"}]}");
    assertThat(canonical(once)).isEqualTo(once);
  }

  private static String canonical(String json) {
    return new String(CanonicalJson.encode(parse(json)), StandardCharsets.UTF_8);
  }

  private static com.fasterxml.jackson.databind.JsonNode parse(String json) {
    return CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
