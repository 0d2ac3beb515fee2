package health.lode.deidentify.text;

/** What kinds of identifiers there are; the names stand in gold files, policies and reports. */
public enum Type {
  NAME("姓名", "NAME"),
  ID("证件号", "ID"),
  PHONE("电话", "PHONE"),
  ADDRESS("地址", "ADDRESS"),
  ORG("机构", "ORG"),
  DATE("日期", "DATE"),
  AGE("年龄", "AGE"),
  MRN("编号", "MRN"),
  PLATE("车牌", "PLATE"),
  BANK("账号", "BANK"),
  EMAIL("邮箱", "EMAIL"),
  WECHAT("社交账号", "WECHAT");

  private final String zh;
  private final String en;

  Type(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  /** What stands for a masked value, in brackets, in the note's language. */
  String mask(boolean chinese) {
    return "[" + (chinese ? zh : en) + "]";
  }
}
