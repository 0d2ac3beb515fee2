package health.lode.deidentify.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How likely characters are as a Chinese name: surnames by their share of the population, given
 * names by how usual a character is in them. Costs are minus logarithms, in the unit of {@link
 * Lexicon}.
 */
final class ChineseNameModel {
  static final double IMPOSSIBLE = 99;
  private static final double COMMON = 5.3;
  private static final double USUAL = 7.0;
  private static final double RARE = 9.2;
  static final double OTHER = 11.0;

  /** Words that follow names; hardly anyone is called so. */
  private static final String NEVER =
      "诉男女岁因于在之微姐姨叔伯号和与及或并为了的是有无不未没被把给由从到至去来院科室床病症药患某你我他她们说住前后上下查做行予请对就也都还又再这那么吗吧呢啊哦嗯电话医护士也咱俺个";

  private static final ChineseNameModel ONE = new ChineseNameModel();

  private final double[] surname = new double[1 << 16];
  private final double[] given = new double[1 << 16];
  private final Trie compound = new Trie(64);
  private final String male;
  private final String female;
  private final List<String> surnames = new ArrayList<>();
  private final List<Integer> shares = new ArrayList<>();
  private final List<String> compounds = new ArrayList<>();
  private final Map<String, List<String>> alike = new HashMap<>();
  private final List<String> rarest;

  private ChineseNameModel() {
    Map<String, List<String>> kinds = Resource.kinds("zh/names.txt");
    java.util.Arrays.fill(surname, IMPOSSIBLE);
    java.util.Arrays.fill(given, OTHER);
    String text = String.join("", kinds.get("surnames"));
    for (int i = 0; i < text.length(); ) {
      int end = digitsEnd(text, i + 1);
      int share = Integer.parseInt(text.substring(i + 1, end));
      surname[text.charAt(i)] = cost(share);
      surnames.add(text.substring(i, i + 1));
      shares.add(share);
      i = end;
    }
    rarest = alike(1);
    Map<Integer, List<String>> ofShare = new HashMap<>();
    for (int k = surnames.size() - 1; k >= 0; k--) {
      alike.put(surnames.get(k), ofShare.computeIfAbsent(shares.get(k), this::alike));
    }
    String pairs = String.join("", Resource.kind(kinds, "compound"));
    for (int i = 0; i < pairs.length(); ) {
      int end = digitsEnd(pairs, i + 2);
      compound.put(pairs.substring(i, i + 2), 1);
      compounds.add(pairs.substring(i, i + 2));
      i = end;
    }
    usual(Resource.kind(kinds, "rare"), RARE);
    usual(Resource.kind(kinds, "usual"), USUAL);
    usual(Resource.kind(kinds, "common"), COMMON);
    usual(List.of(NEVER), 22);
    male = String.join("", Resource.kind(kinds, "male"));
    female = String.join("", Resource.kind(kinds, "female"));
  }

  static ChineseNameModel one() {
    return ONE;
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && Note.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static double cost(int share) {
    return -Math.log(share / 10_000.0);
  }

  private void usual(List<String> characters, double cost) {
    for (char c : String.join("", characters).toCharArray()) {
      given[c] = cost;
    }
  }

  /** {@link #IMPOSSIBLE} where the character is no surname. */
  double surname(char c) {
    return surname[c];
  }

  boolean compound(char first, char second) {
    int node = compound.child(0, first);
    return node != 0 && compound.child(node, second) != 0;
  }

  double given(char c) {
    return given[c];
  }

  /** Whether a whole word could be a name: surname, then one or two characters. */
  boolean plausible(CharSequence name) {
    int from = surnameLength(name);
    int rest = name.length() - from;
    return from > 0 && rest >= 1 && rest <= 2;
  }

  /** Characters of the surname at the beginning; 0 where there is none. */
  int surnameLength(CharSequence name) {
    if (name.length() > 2 && compound(name.charAt(0), name.charAt(1))) {
      return 2;
    }
    return name.length() > 0 && surname[name.charAt(0)] < IMPOSSIBLE ? 1 : 0;
  }

  /** Above 0 where the characters mark a woman's name, below where a man's. */
  int sex(CharSequence given) {
    int sum = 0;
    for (int i = 0; i < given.length(); i++) {
      boolean m = male.indexOf(given.charAt(i)) >= 0;
      boolean f = female.indexOf(given.charAt(i)) >= 0;
      sum += m == f ? 0 : f ? 1 : -1;
    }
    return sum;
  }

  String male() {
    return male;
  }

  String female() {
    return female;
  }

  /** Surnames of one character about as frequent as this one; at least ten. */
  List<String> alike(String surnameOfOne) {
    return alike.getOrDefault(surnameOfOne, rarest);
  }

  private List<String> alike(int share) {
    List<String> found = new ArrayList<>();
    for (double width = 2; found.size() < 10; width *= 2) {
      found.clear();
      for (int i = 0; i < surnames.size(); i++) {
        double ratio = (double) shares.get(i) / share;
        // A surname that is also an everyday word would read badly in a surrogate.
        if (ratio <= width && ratio >= 1 / width && (shares.get(i) > 1 || share == 1)) {
          found.add(surnames.get(i));
        }
      }
    }
    return List.copyOf(found);
  }

  List<String> compounds() {
    return compounds;
  }
}
