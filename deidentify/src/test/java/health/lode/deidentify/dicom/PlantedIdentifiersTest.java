package health.lode.deidentify.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.deidentify.dicom.Fixture.Syntax;
import health.lode.deidentify.dicom.part10.Dictionary;
import health.lode.deidentify.dicom.part10.TagTable;
import health.lode.deidentify.dicom.part10.Vr;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attack: one patient's identifiers planted in attributes drawn from the whole dictionary,
 * nested, private, unknown, in overlays and in the preamble; none may stand in the output's bytes.
 */
class PlantedIdentifiersTest {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final String NAME = "欧阳文静";
  private static final List<String> PLANTED =
      List.of("Wintergreen", "MRN445566", "ACC778899", "19510607", NAME, "1951-06-07");

  @TempDir Path folder;

  private static final List<String[]> DICTIONARY =
      TagTable.rows("dictionary.tsv").stream().filter(row -> row[0].indexOf('x') < 0).toList();

  private static Fixture plant(Fixture into, Random random, Charset charset, int depth) {
    int from = Integer.parseUnsignedInt("00200011", 16);
    List<Integer> tags = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int tag = Integer.parseUnsignedInt(DICTIONARY.get(random.nextInt(DICTIONARY.size()))[0], 16);
      if (Integer.compareUnsigned(tag, from) > 0
          && tag != FileFacts.ENCAPSULATED_DOCUMENT
          && tag >>> 16 != 0x0028
          && tag >>> 16 != 0x7FE0) {
        tags.add(tag);
      }
    }
    tags.stream()
        .distinct()
        .sorted(Integer::compareUnsigned)
        .forEach(
            tag -> {
              Vr vr = Dictionary.vr(tag);
              String text = PLANTED.get(random.nextInt(PLANTED.size()));
              byte[] bytes = ("seen by " + text + ", ward 7").getBytes(charset);
              if (vr == Vr.SQ) {
                if (depth < 2) {
                  Fixture item = new Fixture(Syntax.EXPLICIT);
                  into.sequence(tag, plant(item, random, charset, depth + 1));
                }
              } else if (vr != null && vr.kind() != Vr.Kind.NUMBER) {
                into.bytes(tag, vr.name(), bytes);
              }
            });
    return into;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void noneSurvives(int seed) throws Exception {
    Random random = new Random(seed);
    boolean utf8 = seed % 2 == 0;
    Charset charset = utf8 ? StandardCharsets.UTF_8 : GB18030;
    Fixture file =
        new Fixture(Syntax.EXPLICIT)
            .text(0x00080005, "CS", utf8 ? "ISO_IR 192" : "GB18030")
            .text(0x00080016, "UI", Fixture.CT)
            .text(0x00080018, "UI", "1.2.3.4.5")
            .text(0x00080050, "SH", "ACC778899")
            .text(0x00080060, "CS", "CT")
            .bytes(0x00090010, "LO", "VENDOR".getBytes(StandardCharsets.US_ASCII))
            .bytes(0x00091001, "LO", NAME.getBytes(charset))
            .bytes(0x00091002, "UN", "MRN445566".getBytes(StandardCharsets.UTF_16LE))
            .bytes(0x00100010, "PN", "Wintergreen^Ada=欧阳^文静".getBytes(charset))
            .text(0x00100020, "LO", "MRN445566")
            .text(0x00100030, "DA", "19510607")
            .bytes(0x00107777, "LO", "Wintergreen".getBytes(charset))
            .text(0x0020000D, "UI", "1.2.3.4");
    plant(file, random, charset, 0);
    file.bytes(0x60000010, "US", new byte[] {8, 0})
        .bytes(0x60000022, "LO", NAME.getBytes(charset))
        .bytes(0x60003000, "OW", "Wintergreen.".getBytes(charset))
        .bytes(0xFFFCFFFC, "OB", "MRN445566".getBytes(charset));
    for (TextCleaners cleaners :
        List.of(TextCleaners.NONE, (TextCleaners) patient -> Optional.of(text -> text))) {
      Outcome out =
          Outcome.of(file.file(), folder, Outcome.deidentifier(Outcome.HEADERS, cleaners));
      for (String planted : PLANTED) {
        for (Charset each : List.of(charset, StandardCharsets.UTF_16LE)) {
          assertThat(out.holds(planted.getBytes(each))).as(planted + " in " + each).isFalse();
        }
      }
    }
  }
}
