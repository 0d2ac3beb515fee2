package health.lode.deidentify.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What identifies is found in any case of its letters, wherever it stands in a text. */
class IdentifiersTest {
  private static Identifiers of(String name) {
    return Identifiers.of(List.of(name), List.of("MRN445566"), List.of("19510607"));
  }

  @Test
  void lettersInAnyCase() {
    Identifiers identifiers = of("Wintergreen^Ada");
    assertThat(identifiers.masked("WINTERGREEN, chest")).isEqualTo("***, chest");
    assertThat(identifiers.masked("of wInTeRgReEn")).isEqualTo("of ***");
    assertThat(identifiers.masked("mrn445566")).isEqualTo("***");
    assertThat(identifiers.masked("1951-06-07 seen")).isEqualTo("*** seen");
  }

  @Test
  void charactersOutsideAscii() {
    assertThat(of("Kirk^Jo").masked("\u212Airk here")).isEqualTo("*** here"); // the Kelvin sign
    assertThat(of("\u00C9mile^Zo").masked("\u00E9MILE here")).isEqualTo("*** here");
    assertThat(of("\u5F20^\u4E09").masked("\u60A3\u8005\u5F20\u4E09\u80F8\u90E8"))
        .isEqualTo("\u60A3\u8005***\u80F8\u90E8");
    assertThat(of("\uD801\uDC00\uD801\uDC01").masked("x \uD801\uDC28\uD801\uDC29 y"))
        .isEqualTo("x *** y"); // Deseret, whose two cases differ in the second half of a pair
  }

  @Test
  void whatHoldsNoneIsTheSameInstance() {
    String text = "Axial 5 mm";
    assertThat(of("Wintergreen^Ada").masked(text)).isSameAs(text);
  }

  @Test
  void bytesInSeveralCharacterSets() {
    Identifiers identifiers = of("Wintergreen^Ada");
    assertThat(identifiers.isIn("xxWINTERGREENxx".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(identifiers.isIn("xxwintergreen".getBytes(StandardCharsets.UTF_16LE))).isTrue();
    assertThat(identifiers.isIn(new byte[64])).isFalse();
  }
}
