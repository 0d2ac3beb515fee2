package health.lode.deidentify.dicom.part10;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterSetTest {
  @ParameterizedTest
  @CsvSource({
    "GB18030, GB18030, 张三丰 𠀀",
    "GBK, GBK, 张三丰",
    "ISO_IR 192, UTF-8, 张三 Äneas",
    "ISO_IR 100, ISO-8859-1, Äneas Rüdiger",
    "ISO_IR 144, ISO-8859-5, Люкceмбypг",
    "ISO_IR 166, TIS-620, ประเทศไทย"
  })
  void singleSetsAreReadAndWrittenBack(String term, String charset, String text) {
    byte[] bytes = text.getBytes(Charset.forName(charset));
    CharacterSet set = CharacterSet.of(term);
    assertThat(set.decode(bytes)).contains(text);
    assertThat(set.encode(text, bytes)).isEqualTo(bytes);
  }

  /** PS3.5 Annex K.2: Wang^XiaoDong=王^小东= in ISO 2022 IR 58. */
  @Test
  void chineseWithCodeExtensionsIsTheStandardsExample() {
    byte[] bytes = {
      'Z',
      'h',
      'a',
      'n',
      'g',
      '^',
      'X',
      'i',
      'a',
      'o',
      'D',
      'o',
      'n',
      'g',
      '=',
      0x1B,
      0x24,
      0x29,
      0x41,
      (byte) 0xD5,
      (byte) 0xC5,
      '^',
      0x1B,
      0x24,
      0x29,
      0x41,
      (byte) 0xD0,
      (byte) 0xA1,
      (byte) 0xB6,
      (byte) 0xAB,
      '='
    };
    CharacterSet set = CharacterSet.of("\\ISO 2022 IR 58");
    assertThat(set.decode(bytes))
        .contains("ZhangXiaoDong=张小东=".replace("gX", "g^X").replace("张", "张^"));
    assertThat(set.encode("Zhang^XiaoDong=张^小东=", bytes)).isEqualTo(bytes);
  }

  /** PS3.5 H.3.1: Yamada^Tarou=山田^太郎=やまだ^たろう. */
  @Test
  void japaneseWithCodeExtensionsIsTheStandardsExample() {
    byte[] bytes =
        "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B=\u001b$B$d$^$@\u001b(B^\u001b$B$?$m$&\u001b(B"
            .getBytes(StandardCharsets.US_ASCII);
    CharacterSet set = CharacterSet.of("\\ISO 2022 IR 87");
    String text = "Yamada^Tarou=山田^太郎=やまだ^たろう";
    assertThat(set.decode(bytes)).contains(text);
    assertThat(set.encode(text, bytes)).isEqualTo(bytes);
  }

  /** PS3.5 I.2: Hong^Gildong=洪^吉洞=홍^길동. */
  @Test
  void koreanWithCodeExtensionsIsReadAndWrittenBack() {
    CharacterSet set = CharacterSet.of("\\ISO 2022 IR 149");
    String text = "Hong^Gildong=洪^吉洞=홍^길동";
    byte[] bytes = set.encode(text, new byte[0]);
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("\u001b$)C\u00fb\u00f3");
    assertThat(set.decode(bytes)).contains(text);
  }

  @Test
  void anUndeclaredSetIsGuessedAndWrittenBackTheSameWay() {
    byte[] gb = "李四".getBytes(Charset.forName("GB18030"));
    byte[] utf8 = "李四".getBytes(StandardCharsets.UTF_8);
    assertThat(CharacterSet.DEFAULT.decode(gb)).contains("李四");
    assertThat(CharacterSet.DEFAULT.encode("李", gb))
        .isEqualTo("李".getBytes(Charset.forName("GB18030")));
    assertThat(CharacterSet.DEFAULT.decode(utf8)).contains("李四");
    assertThat(CharacterSet.DEFAULT.encode("李", utf8))
        .isEqualTo("李".getBytes(StandardCharsets.UTF_8));
    assertThat(CharacterSet.of("ISO_IR 192").decode(gb)).isEmpty();
  }
}
