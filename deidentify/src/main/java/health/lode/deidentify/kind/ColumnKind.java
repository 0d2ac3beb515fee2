package health.lode.deidentify.kind;

import health.lode.refusal.Words;

/** What a column holds, as far as re-identification goes. */
public enum ColumnKind {
  RESIDENT_ID(Weight.DIRECT, "resident ID number", "居民身份证号"),
  NAME(Weight.DIRECT, "person's name", "姓名"),
  PHONE(Weight.DIRECT, "phone number", "电话号码"),
  EMAIL(Weight.DIRECT, "e-mail address", "电子邮箱"),
  ADDRESS(Weight.DIRECT, "detailed address", "详细地址"),
  RECORD_NUMBER(Weight.DIRECT, "medical record, admission or card number", "病案号、住院号或卡号"),
  DOCUMENT_NUMBER(Weight.DIRECT, "passport, insurance, bank or licence number", "护照、医保、银行卡或执照号码"),
  PLATE(Weight.DIRECT, "licence plate", "车牌号"),
  ACCOUNT(Weight.DIRECT, "account of an online service", "网络账号"),
  ADDRESS_ON_NET(Weight.DIRECT, "IP or hardware address, or URL", "IP、硬件地址或网址"),

  PERSON_CODE(Weight.CODE, "code of a person", "人员编码"),
  EVENT_CODE(Weight.CODE, "code of a visit or another event", "就诊或其他事件编码"),
  ROW_NUMBER(Weight.CODE, "running number", "顺序号"),

  SEX(Weight.QUASI, "sex", "性别"),
  BIRTH_DATE(Weight.QUASI, "date or year of birth", "出生日期或年份"),
  AGE(Weight.QUASI, "age", "年龄"),
  DATE(Weight.QUASI, "date", "日期"),
  REGION(Weight.QUASI, "region", "地区"),
  POSTCODE(Weight.QUASI, "postcode", "邮政编码"),
  ETHNICITY(Weight.QUASI, "ethnic group", "民族"),
  NATIONALITY(Weight.QUASI, "nationality or country of birth", "国籍或出生国"),
  MARITAL(Weight.QUASI, "marital status", "婚姻状况"),
  EDUCATION(Weight.QUASI, "education", "受教育程度"),
  OCCUPATION(Weight.QUASI, "occupation or employer", "职业或工作单位"),
  BELIEF(Weight.QUASI, "religion or language", "宗教或语言"),
  ORGANISATION(Weight.QUASI, "hospital or department", "医院或科室"),
  BODY(Weight.QUASI, "height, weight or blood group", "身高、体重或血型"),

  DIAGNOSIS(Weight.SENSITIVE, "diagnosis", "诊断"),
  TREATMENT(Weight.SENSITIVE, "medication or procedure", "用药或手术操作"),
  RESULT(Weight.SENSITIVE, "measured value", "检验检查结果"),
  MONEY(Weight.SENSITIVE, "income or cost", "收入或费用"),
  OUTCOME(Weight.SENSITIVE, "outcome or death", "转归或死亡"),
  NOTE(Weight.SENSITIVE, "free text", "自由文本"),

  OTHER(Weight.UNKNOWN, "something else", "其他");

  /** What a kind weighs in an attack. */
  public enum Weight {
    /** Names a person by itself. */
    DIRECT,
    /** Names a person to whoever holds the list behind it. */
    CODE,
    /** Narrows persons down together with others. */
    QUASI,
    /** What an attacker would like to learn; may narrow down as well. */
    SENSITIVE,
    UNKNOWN
  }

  private final Weight weight;
  private final String en;
  private final String zh;

  ColumnKind(Weight weight, String en, String zh) {
    this.weight = weight;
    this.en = en;
    this.zh = zh;
  }

  public Weight weight() {
    return weight;
  }

  public Words words() {
    return Words.of(en, zh);
  }
}
