package health.lode.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chinese names: surnames by their share of the population, given names by sex. */
final class Names {
  /** The commonest surnames, with persons in 10,000 (rounded from public name statistics). */
  private static final String SURNAMES =
      "王725李719张683刘538陈453杨308赵229黄223周212吴205徐166孙154胡131朱126高121林118何117郭115马109罗86"
          + "梁84宋81郑78谢72韩68唐65冯64于62董61萧58程57曹57袁54邓54许53傅51沈50曾50彭49吕47苏47卢47蒋47蔡46"
          + "贾42丁42魏42薛42叶42阎41余41潘41杜40戴39夏39钟38汪38田38任37姜37范37方36石36姚36谭36廖35邹35"
          + "熊34金34陆34郝33孔33白33崔33康32毛32邱32秦31江31史31顾30侯30邵30孟30龙29万29段29雷29钱29汤28"
          + "尹28黎28易27常27武27乔26贺26赖26龚26文25欧阳8上官2司马2诸葛2";

  private static final String MALE = "伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林东志建国海峰亮峻晨阳瑞泽轩博文昊天子睿铭一诺";

  private static final String FEMALE = "芳娜敏静丽艳娟霞秀燕玲桂兰红梅英华慧莉萍丹洁颖琳雪婷倩佳欣怡梦瑶思雨涵欣妍雅菲语晴可诗琪悦月君春秋晓";

  private final List<String> surnames;
  private final int[] cumulative;

  Names() {
    List<String> names = new ArrayList<>();
    List<Integer> shares = new ArrayList<>();
    Matcher m = Pattern.compile("(\\D+)(\\d+)").matcher(SURNAMES);
    while (m.find()) {
      names.add(m.group(1));
      shares.add(Integer.valueOf(m.group(2)));
    }
    surnames = List.copyOf(names);
    cumulative = new int[shares.size()];
    int sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += shares.get(i);
      cumulative[i] = sum;
    }
  }

  String surname(Dice dice) {
    int at = dice.below(cumulative[cumulative.length - 1]);
    int i = 0;
    while (cumulative[i] <= at) {
      i++;
    }
    return surnames.get(i);
  }

  String given(Sex sex, Dice dice) {
    String from = sex == Sex.MALE ? MALE : FEMALE;
    String first = character(from, dice);
    return dice.chance(0.3) ? first : first + character(from, dice);
  }

  private static String character(String from, Dice dice) {
    int at = dice.below(from.length());
    return from.substring(at, at + 1);
  }
}
