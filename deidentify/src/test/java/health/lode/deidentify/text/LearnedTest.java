package health.lode.deidentify.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.PseudonymKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedTest {
  private static final List<Gold.Marked> NOTES =
      List.of(
          new Gold.Marked(1, "管床护士甘草，电话另记。", List.of(new Gold.Span(4, 6, Type.NAME)), List.of()),
          new Gold.Marked(2, "处方甘草六克，水煎服。", List.of(), List.of()));

  private static TextDeidentifier standard() {
    Policy policy = Policy.standard();
    return TextDeidentifier.of(
        policy.section(Policy.Section.TEXT, TextPolicy::read),
        policy.dates(),
        PseudonymKey.of(new byte[32]).pseudonyms());
  }

  private static List<Finding> found(String text) {
    return standard().find(text, Known.NOTHING);
  }

  private static List<String> texts(String text, Type type) {
    return found(text).stream()
        .filter(f -> f.type() == type)
        .map(f -> text.substring(f.start(), f.end()))
        .toList();
  }

  /** Ordinary prose about nobody, with eponyms, herbs and drugs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "患者神志清楚，精神可，双肺呼吸音清，未闻及干湿啰音，腹平软，无压痛。",
        "家属表示理解，同意目前治疗，护士给予健康宣教，医生嘱清淡饮食。",
        "考虑白塞病、霍奇金淋巴瘤、帕金森病、马凡综合征，巴宾斯基征阴性，墨菲征阴性。",
        "处方：当归10g 川芎6g 白术12g 柴胡9g 何首乌15g，水煎服，日一剂。",
        "予阿司匹林、氯吡格雷、阿托伐他汀口服，监测血压、血糖，注意出血。",
        "Review of systems is negative. Abdomen is soft. Continue current medications.",
      })
  void proseAboutNobodyStays(String text) {
    assertThat(found(text)).isEmpty();
  }

  @Test
  void aGivenNameAloneIsFoundWhereTheWholeNameStands() {
    String text = "姓名：石念慈。嘱念慈卧床，夜间念慈安睡，念慈可进食。";
    assertThat(texts(text, Type.NAME)).containsExactly("石念慈", "念慈", "念慈", "念慈");
  }

  @Test
  void findingsAreTheSameEachTimeInOrderApartAndInsideTheText() {
    String text =
        "护理交班 3床 高兴 术后第1天，家属情绪高兴。病理号 24-B-10552，微信 qingfeng_88，"
            + "MRN 20-441907 seen by Dr Farah Siddiqui at Stillwater Clinic on 10/12.\n";
    List<Finding> first = found(text.repeat(40));
    assertThat(found(text.repeat(40))).isEqualTo(first);
    int last = 0;
    for (Finding each : first) {
      assertThat(each.start()).isGreaterThanOrEqualTo(last);
      assertThat(each.end()).isLessThanOrEqualTo(text.length() * 40);
      assertThat(each.confidence()).isBetween(0.0, 1.0);
      assertThat(each.rule()).isNotBlank();
      last = each.end();
    }
  }

  /** Whatever the tagger makes of it, what the caller knows is never given up. */
  @Test
  void whatIsKnownIsNeverDropped() {
    Known known = new Known("p1", List.of("高兴"), List.of(), List.of(), List.of());
    String text = "今日天气好，心情高兴，胃口好，无不适。";
    assertThat(standard().find(text, known))
        .anySatisfy(f -> assertThat(text.substring(f.start(), f.end())).isEqualTo("高兴"));
  }

  /** Long lines, single signs, broken surrogates and endless words end in time and in the text. */
  @ParameterizedTest
  @ValueSource(
      strings = {"李", ":", "1", "a", "\n", "\ud83d", "王某", "：张", "1-", "A1床", "Dr Li, ", " 　"})
  void hostileTextEnds(String piece) {
    String text = piece.repeat(60_000 / piece.length());
    int last = 0;
    for (Finding each : found(text)) {
      assertThat(each.start()).isGreaterThanOrEqualTo(last);
      last = each.end();
    }
    assertThat(last).isLessThanOrEqualTo(text.length());
  }

  @Test
  void theSameNotesAndSeedGiveTheSameBytesAndBytesReadBack() {
    byte[] once = trained(7);
    assertThat(trained(7)).isEqualTo(once);
    assertThat(trained(8)).isNotEqualTo(once);
    assertThat(TagModel.read(once).bytes()).isEqualTo(once);
    byte[] broken = once.clone();
    broken[0] ^= 1;
    assertThatThrownBy(() -> TagModel.read(broken)).isInstanceOf(IllegalStateException.class);
  }

  /** What the screen closes is ordinary; what rules found and what was marked stays open. */
  @Test
  void theScreenOpensWhatItLearnedAndWhatRulesFound() {
    Note note = new Note("管床护士甘草，腹软无压痛，电话13812345678。");
    TextDeidentifier.Ruled ruled = TextDeidentifier.rules(note, Known.NOTHING);
    TagUnits units = TagUnits.of(note, ruled.tokens(), ruled.findings().resolved());
    ScreenTraining training = new ScreenTraining(7);
    for (int epoch = 0; epoch < 40; epoch++) {
      training.epoch(NOTES.stream().map(LearnedTest::example).toList());
    }
    boolean[] open = training.screen(-2).open(units);
    assertThat(open[4]).isTrue();
    assertThat(open[5]).isTrue();
    assertThat(open[units.from(note.plain.indexOf("138"))]).isTrue();
    boolean[] strict = new Screen(new byte[Screen.ROWS], 1).open(units);
    assertThat(strict[4]).isFalse();
    assertThat(strict[units.from(note.plain.indexOf("138"))]).isTrue();
    boolean[] all = new Screen(new byte[Screen.ROWS], 0).open(units);
    assertThat(all).doesNotContain(false);
  }

  private static TagTraining.Example example(Gold.Marked marked) {
    Note note = new Note(marked.text());
    TextDeidentifier.Ruled ruled = TextDeidentifier.rules(note, Known.NOTHING);
    return TagTraining.example(marked.spans(), TagUnits.of(note, ruled.tokens(), List.of()));
  }

  private static byte[] trained(long seed) {
    GoldSwaps swaps = new GoldSwaps(NOTES);
    TagTraining training = new TagTraining(seed);
    ScreenTraining screen = new ScreenTraining(seed);
    for (int epoch = 0; epoch < 3; epoch++) {
      List<TagTraining.Example> examples = new ArrayList<>();
      for (Gold.Marked note : NOTES) {
        Gold.Marked other = swaps.swapped(note, seed + epoch);
        for (Gold.Span span : other.spans()) {
          assertThat(span.end()).isLessThanOrEqualTo(other.text().length());
        }
        examples.add(example(other));
      }
      screen.epoch(examples);
      training.epoch(examples);
    }
    return training.model(new float[TagModel.Kind.ALL.length], screen.screen(-2)).bytes();
  }
}
