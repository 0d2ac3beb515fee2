package health.lode.deidentify.kind;

import java.util.regex.Pattern;

/** What one value looks like. Each test reads the value once; none keeps it. */
final class Shapes {
  private static final String SURNAMES =
      "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董潘袁于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
  private static final String PLATE_BEGINNINGS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新";

  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*\\.[A-Za-z]{2,}");
  private static final Pattern DETAILED =
      Pattern.compile("[路街村镇乡巷道苑弄里坊屯庄区].{0,20}?[0-9０-９一二三四五六七八九十]+(号|室|栋|幢|单元|组|弄|楼|层)");
  private static final Pattern STREET =
      Pattern.compile(
          "\\b[0-9]{1,5}\\s+[A-Za-z].{0,40}\\b(street|st|road|rd|avenue|ave|lane|ln|drive|dr|court|ct|boulevard|blvd|way)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern IP =
      Pattern.compile(
          "([0-9]{1,3}\\.){3}[0-9]{1,3}|([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}|https?://\\S+");
  private static final Pattern LANDLINE = Pattern.compile("0[0-9]{2,3}[- ]?[0-9]{7,8}");
  private static final Pattern DATE =
      Pattern.compile(
          "(1[89]|20|21)[0-9]{2}([-/.年])(0?[1-9]|1[0-2])([-/.月])(0?[1-9]|[12][0-9]|3[01])日?([T ].*)?"
              + "|(1[89]|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"
              + "|(0?[1-9]|[12][0-9]|3[01])/(0?[1-9]|[12][0-9]|3[01])/(19|20)[0-9]{2}([T ].*)?");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]{1,18}(\\.[0-9]{1,18})?([eE][-+]?[0-9]{1,3})?");
  private static final Pattern ICD =
      Pattern.compile("[A-Z][0-9]{2}([.][0-9Xx]{1,4}([A-Za-z0-9+*]{0,5}))?");
  private static final Pattern REGION_CODE = Pattern.compile("[1-8][0-9]{5}([0-9]{3}|[0-9]{6})?");
  private static final Pattern PSEUDONYM = Pattern.compile("[0-9A-HJKMNP-TV-Z]{16}");

  private Shapes() {}

  static boolean masked(String value) {
    int marks = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      marks += c == '*' || c == '＊' || c == '×' || c == '某' || c == '█' ? 1 : 0;
    }
    return marks > 0;
  }

  static boolean email(String value) {
    return value.indexOf('@') > 0 && EMAIL.matcher(value).find();
  }

  /** A mobile number as the whole value. */
  static boolean mobile(String value) {
    return elevenDigits(value) && value.charAt(0) == '1' && value.charAt(1) >= '3';
  }

  static boolean elevenDigits(String value) {
    if (value.length() != 11) {
      return false;
    }
    for (int i = 0; i < 11; i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** A mobile number among other characters. */
  static boolean holdsMobile(String value) {
    int run = 0;
    for (int i = 0; i <= value.length(); i++) {
      char c = i < value.length() ? value.charAt(i) : ' ';
      if (c >= '0' && c <= '9') {
        run++;
        continue;
      }
      if (run == 11 && value.length() > 11 && mobile(value.substring(i - 11, i))) {
        boolean number =
            (c == '.' || c == ',')
                && i + 1 < value.length()
                && Character.isDigit(value.charAt(i + 1));
        if (!number) {
          return true;
        }
      }
      run = 0;
    }
    return false;
  }

  static boolean landline(String value) {
    return value.length() <= 14 && LANDLINE.matcher(value).matches();
  }

  static boolean address(String value) {
    return value.length() >= 5 && (DETAILED.matcher(value).find() || STREET.matcher(value).find());
  }

  /** Two to four Chinese characters that begin with a frequent surname. */
  static boolean chineseName(String value) {
    int length = value.length();
    if (length < 2 || length > 4 || SURNAMES.indexOf(value.charAt(0)) < 0) {
      return false;
    }
    return value.chars().allMatch(c -> (c >= 0x4E00 && c <= 0x9FFF) || c == '·');
  }

  static boolean plate(String value) {
    int length = value.length();
    return length >= 7
        && length <= 9
        && PLATE_BEGINNINGS.indexOf(value.charAt(0)) >= 0
        && value.charAt(1) >= 'A'
        && value.charAt(1) <= 'Z'
        && value.substring(2).matches("[·\\s-]?[A-Z0-9]{5,6}");
  }

  static boolean bankCard(String value) {
    int length = value.length();
    if (length < 16 || length > 19) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < length; i++) {
      int digit = value.charAt(length - 1 - i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      int doubled = i % 2 == 1 ? digit * 2 : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  static boolean onNet(String value) {
    return value.length() >= 7 && IP.matcher(value).matches();
  }

  static boolean date(String value) {
    return value.length() >= 8 && DATE.matcher(value).matches();
  }

  static boolean number(String value) {
    return !value.isEmpty() && value.length() < 40 && NUMBER.matcher(value).matches();
  }

  static boolean icd(String value) {
    return value.length() >= 3 && ICD.matcher(value).matches();
  }

  static boolean regionCode(String value) {
    return REGION_CODE.matcher(value).matches();
  }

  /** The shape of {@code Pseudonyms.code}: 16 letters and digits without I, L, O, U. */
  static boolean pseudonym(String value) {
    return PSEUDONYM.matcher(value).matches() && value.chars().anyMatch(c -> c >= 'A');
  }

  /**
   * Letters as A, digits as 9, the rest as it is; the empty text where it is long or has spaces.
   */
  static String mask(String value) {
    if (value.length() < 5 || value.length() > 24) {
      return "";
    }
    StringBuilder mask = new StringBuilder(value.length());
    boolean digit = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= '0' && c <= '9') {
        mask.append('9');
        digit = true;
      } else if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
        mask.append('A');
      } else if (c == '-' || c == '_' || c == '/') {
        mask.append(c);
      } else {
        return "";
      }
    }
    return digit ? mask.toString() : "";
  }
}
