package health.lode.deidentify.review;

import health.lode.deidentify.text.Type;
import health.lode.refusal.Words;

/** What a reader calls the types. */
final class TypeWords {
  private TypeWords() {}

  static Words of(Type type) {
    return Words.of(
        type.name(),
        switch (type) {
          case NAME -> "姓名";
          case ID -> "证件号";
          case PHONE -> "电话";
          case ADDRESS -> "地址";
          case ORG -> "机构";
          case DATE -> "日期";
          case AGE -> "高龄";
          case MRN -> "编号";
          case PLATE -> "车牌";
          case BANK -> "账号";
          case EMAIL -> "邮箱网址";
          case WECHAT -> "社交账号";
        });
  }
}
