package health.lode.deidentify.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextDeidentifierTest {
  private static final Pseudonyms PSEUDONYMS = PseudonymKey.of(new byte[32]).pseudonyms();
  private static final String NOTE =
      "姓名：张伟强  性别：男  住院号：0012345\n身份证号11010519491231002X，电话13812345678，"
          + "住湖南省邵阳市邵东市仙槎桥镇梅子坝村8组。\n2023-05-06 14:30于武汉协和医院就诊，2023年5月8日出院。"
          + "张伟强于二〇二三年六月一日复查。李医生，微信号：zhang_wq88。";

  private static TextDeidentifier standard() {
    Policy policy = Policy.standard();
    return TextDeidentifier.of(
        policy.section(Policy.Section.TEXT, TextPolicy::read), policy.dates(), PSEUDONYMS);
  }

  private static TextDeidentifier all(TextPolicy.Action action) {
    Map<Type, TextPolicy.Action> actions = new EnumMap<>(Type.class);
    for (Type type : Type.values()) {
      actions.put(type, action);
    }
    return TextDeidentifier.of(
        new TextPolicy(actions, TextPolicy.Relative.MASK, TextPolicy.Place.PROVINCE, 0),
        new Dates.Shift(180),
        PSEUDONYMS);
  }

  @Test
  void theShippedPolicyLeavesNothingThatWasFound() {
    Deidentified done = standard().deidentify(NOTE, Known.patient("p1"));
    assertThat(done.findings()).hasSizeGreaterThan(9);
    for (Finding each : done.findings()) {
      assertThat(done.text()).doesNotContain(NOTE.substring(each.start(), each.end()));
    }
    assertThat(done.text()).contains("湖南省").contains("[机构]").contains("14:30于");
  }

  @Test
  void onePatientsNameHasOneSurrogateAndAnotherPatientsAnother() {
    TextDeidentifier engine = standard();
    String first = engine.deidentify("姓名：张伟强\n张伟强诉头痛。", Known.patient("p1")).text();
    String name = first.substring(3, 6);
    assertThat(first).isEqualTo("姓名：" + name + "\n" + name + "诉头痛。");
    assertThat(engine.deidentify("姓名：张伟强\n", Known.patient("p2")).text()).doesNotContain(name);
  }

  @Test
  void everyDateOfAPatientMovesByTheSameDays() {
    String text = standard().deidentify("2023-05-06入院，2023年5月16日出院", Known.patient("p1")).text();
    java.time.LocalDate in = java.time.LocalDate.parse(text.substring(0, 10));
    String out = text.substring(text.indexOf('，') + 1, text.indexOf("出院"));
    assertThat(out)
        .isEqualTo(
            in.plusDays(10).getYear()
                + "年"
                + in.plusDays(10).getMonthValue()
                + "月"
                + in.plusDays(10).getDayOfMonth()
                + "日");
    int days = PSEUDONYMS.shiftDays(new Dates.Shift(180), "p1");
    assertThat(in).isEqualTo(java.time.LocalDate.of(2023, 5, 6).plusDays(days));
  }

  @Test
  void datesKeepThePrecisionOfThePolicy() {
    TextPolicy policy = Policy.standard().section(Policy.Section.TEXT, TextPolicy::read);
    TextDeidentifier month =
        TextDeidentifier.of(policy, new Dates.Keep(Dates.Precision.MONTH), PSEUDONYMS);
    assertThat(month.deidentify("于2023-05-06入院", Known.NOTHING).text()).isEqualTo("于2023年5月入院");
    TextDeidentifier none =
        TextDeidentifier.of(policy, new Dates.Keep(Dates.Precision.NONE), PSEUDONYMS);
    assertThat(none.deidentify("于2023-05-06入院", Known.NOTHING).text()).isEqualTo("于[日期]入院");
  }

  @ParameterizedTest
  @EnumSource(TextPolicy.Action.class)
  void offsetsMapWhatWasNotTouchedOntoItself(TextPolicy.Action action) {
    Deidentified done = all(action).deidentify(NOTE, Known.patient("p1"));
    boolean[] touched = new boolean[NOTE.length() + 1];
    for (Finding each : done.findings()) {
      int from = each.start();
      int to = each.end();
      if (action == TextPolicy.Action.DROP) {
        while (from > 0 && "。\n，；".indexOf(NOTE.charAt(from - 1)) < 0) {
          from--;
        }
        continue;
      }
      java.util.Arrays.fill(touched, from, to, action != TextPolicy.Action.KEEP);
    }
    int last = 0;
    for (int i = 0; i < NOTE.length(); i++) {
      int at = done.offsets().toNew(i);
      assertThat(at).isGreaterThanOrEqualTo(last);
      last = at;
      if (!touched[i] && action != TextPolicy.Action.DROP) {
        assertThat(done.text().charAt(at)).isEqualTo(NOTE.charAt(i));
      }
    }
    assertThat(done.offsets().toNew(NOTE.length())).isEqualTo(done.text().length());
  }

  @Test
  void droppingTakesTheSentenceAndNoOther() {
    Deidentified done =
        all(TextPolicy.Action.DROP).deidentify("神志清楚。电话13812345678。腹软。", Known.NOTHING);
    assertThat(done.text()).isEqualTo("神志清楚。腹软。");
  }

  /** Invented values of every kind: the surrogate is another one, in the same form, of nobody. */
  @Test
  void surrogatesNeverEqualNorHoldTheirOriginals() {
    Random random = new Random(7);
    TextDeidentifier engine = all(TextPolicy.Action.SURROGATE);
    String given = "伟芳秀英娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂";
    for (int i = 0; i < 400; i++) {
      String name =
          "王李张刘陈杨赵黄周吴".charAt(random.nextInt(10))
              + ""
              + given.charAt(random.nextInt(24))
              + given.charAt(random.nextInt(24));
      String phone = "13" + String.format("%09d", random.nextInt(1_000_000_000));
      String body =
          String.format(
              "%06d%04d%02d%02d%03d",
              110101 + random.nextInt(9),
              1930 + random.nextInt(90),
              1 + random.nextInt(12),
              1 + random.nextInt(28),
              random.nextInt(1000));
      String id = body + IdNumbers.check(body);
      String date =
          String.format(
              "%d年%d月%d日",
              1950 + random.nextInt(70), 1 + random.nextInt(12), 1 + random.nextInt(28));
      String note = "姓名：" + name + "\n电话：" + phone + "\n身份证号：" + id + "\n日期：" + date;
      Deidentified done = engine.deidentify(note, Known.patient("p" + i));
      assertThat(done.findings()).as(note).hasSize(4);
      String[] lines = done.text().split("\n");
      assertThat(done.text()).doesNotContain(name, phone, id, date);
      assertThat(lines[0]).hasSize(6);
      // No mobile number begins with 10, no identity number with 99.
      assertThat(lines[1]).matches("电话：10\\d{9}");
      assertThat(lines[2]).matches("身份证号：99\\d{15}[0-9X]");
      assertThat(IdNumbers.check(lines[2].substring(5, 22))).isNotEqualTo(lines[2].charAt(22));
      assertThat(lines[3]).matches("日期：\\d{4}年\\d{1,2}月\\d{1,2}日");
    }
  }

  @Test
  void whatIsKnownIsFoundSpacedInPartsAndInPinyin() {
    Known known =
        new Known("p1", List.of("祁连山"), List.of("ZY-880 321"), List.of("0951-6082377"), List.of());
    for (String text :
        List.of(
            "见祁 连 山签",
            "见连山好转",
            "qi lianshan was seen",
            "QiLianshan seen",
            "编码ZY880321完",
            "拨0951 6082377")) {
      assertThat(standard().find(text, known)).as(text).anyMatch(f -> f.rule().equals("known"));
    }
    assertThat(known.toString()).doesNotContain("祁连山");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1", "9 ", "(", "[", "张", "2023-", "+", "@", "a.", "某某", "一二", "王医生", "A1-", "：", "省市",
        "医院", "·", "_", "Apt. 1 ", "The ", "*", "\n"
      })
  void hostileTextIsReadInStepsThatGrowWithItsLength(String piece) {
    // Counted, not timed: proposals for four times the text are at most about four times as many.
    int small = proposals(piece.repeat(2_000));
    int large = proposals(piece.repeat(8_000));
    assertThat(large).isLessThanOrEqualTo(4 * small + 64);
  }

  private static int proposals(String text) {
    Note note = new Note(text);
    Findings findings = new Findings(note);
    new NumberScan(note, findings).find();
    Tokens tokens = Segmenter.cut(note, findings);
    ChineseFields.find(note, tokens, findings);
    Person.find(note, tokens, findings);
    EnglishNames.find(note, findings);
    Repeats.find(note, findings);
    Organisations.find(note, tokens, findings);
    ChineseAddresses.find(note, tokens, findings);
    int length = 0;
    for (Finding each : findings.proposed()) {
      assertThat(each.length()).isLessThan(2_500);
      length += each.length();
    }
    return length;
  }

  @Test
  void findingsLieInTheTextInOrderAndApart() {
    Random random = new Random(11);
    List<String> pieces =
        new ArrayList<>(
            List.of(
                "张伟",
                "13812345678",
                "2023-05-06",
                "，",
                "。",
                "\n",
                "医院",
                "湖南省",
                "12床",
                "Dr. Smith ",
                "😀",
                "：",
                "姓名",
                "100 ",
                "a@b.cn",
                "X"));
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < 30; j++) {
        text.append(pieces.get(random.nextInt(pieces.size())));
      }
      int last = 0;
      for (Finding each : TextDeidentifier.find(text.toString())) {
        assertThat(each.start()).isGreaterThanOrEqualTo(last);
        assertThat(each.end()).isLessThanOrEqualTo(text.length());
        last = each.end();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text: {}",
        "text: {actions: {NAME: hide}}",
        "text: {actions: {NAME: keep}, relativeDates: keep, place: city, leastConfidence: 0}"
      })
  void aSectionThatIsNotWholeIsRefused(String section) {
    Policy policy =
        Policy.read(
            "policy: lode-deidentification/1\ntitle: {en: a, zh: b}\ndates: {shift: 1}\n"
                + section);
    assertThatThrownBy(() -> policy.section(Policy.Section.TEXT, TextPolicy::read))
        .hasMessageContaining("POLICY_UNREADABLE");
  }
}
