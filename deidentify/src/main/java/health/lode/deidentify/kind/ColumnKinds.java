package health.lode.deidentify.kind;

import static health.lode.deidentify.kind.ColumnKind.*;

import health.lode.deidentify.table.Column;
import health.lode.deidentify.table.Table;
import health.lode.refusal.Words;
import java.util.List;
import java.util.Optional;

/** Tells what columns hold. */
public final class ColumnKinds {
  private static final double MOST = 0.95;
  private static final double NEARLY_UNIQUE = 0.99;
  private static final int FEW_ROWS = 20;

  private ColumnKinds() {}

  /** One finding a column, in the table's order. */
  public static List<ColumnFinding> of(Table table) {
    return table.columns().stream().map(ColumnKinds::of).toList();
  }

  public static ColumnFinding of(Column column) {
    ColumnContent content = ColumnContent.of(column);
    Optional<ColumnKind> name = NameWords.of(column.name());
    return certain(column, content)
        .or(() -> named(column, content, name))
        .or(() -> likely(column, content, name))
        .orElseGet(
            () ->
                finding(
                    column,
                    OTHER,
                    content,
                    false,
                    "neither its name nor its content tells what it holds",
                    "列名和内容均无法判断"));
  }

  /** Content that names persons whatever the column is called. */
  private static Optional<ColumnFinding> certain(Column column, ColumnContent c) {
    if (c.ids18 > 0 || (c.ids15 > 0 && c.ids15 * 2 > c.fifteen)) {
      long found = c.ids18 + c.ids15;
      return Optional.of(
          finding(
              column,
              RESIDENT_ID,
              c,
              true,
              found
                  + " of "
                  + c.distinct
                  + " distinct values hold a resident ID number (birth date and check digit right)",
              c.distinct + " 个不同取值中有 " + found + " 个含居民身份证号（出生日期与校验码正确）"));
    }
    if (c.emails > 0) {
      return Optional.of(counted(column, EMAIL, c, c.emails, "hold an e-mail address", "含电子邮箱"));
    }
    if (c.embeddedMobiles > 0 || (c.mobiles > 0 && c.mobiles * 2 > c.eleven)) {
      return Optional.of(
          counted(column, PHONE, c, c.mobiles + c.embeddedMobiles, "hold a mobile number", "含手机号"));
    }
    if (c.share(c.landlines) > 0.5) {
      return Optional.of(counted(column, PHONE, c, c.landlines, "are phone numbers", "为电话号码"));
    }
    if (c.share(c.plates) > 0.2) {
      return Optional.of(counted(column, PLATE, c, c.plates, "are licence plates", "为车牌号"));
    }
    if (c.share(c.onNet) > 0.5) {
      return Optional.of(
          counted(
              column,
              ADDRESS_ON_NET,
              c,
              c.onNet,
              "are IP or hardware addresses or URLs",
              "为 IP、硬件地址或网址"));
    }
    if (c.distinct >= 5 && c.share(c.cards) > 0.8) {
      return Optional.of(
          counted(
              column,
              DOCUMENT_NUMBER,
              c,
              c.cards,
              "are card numbers with the right check digit",
              "为校验码正确的卡号"));
    }
    if (c.share(c.addresses) > 0.1) {
      return Optional.of(
          counted(
              column,
              ADDRESS,
              c,
              c.addresses,
              "are addresses down to a house or room",
              "为具体到门牌或房间的地址"));
    }
    if (c.distinct >= 10 && c.share(c.names) > 0.8) {
      return Optional.of(counted(column, NAME, c, c.names, "look like Chinese names", "形如中文姓名"));
    }
    return Optional.empty();
  }

  private static Optional<ColumnFinding> named(
      Column column, ColumnContent c, Optional<ColumnKind> name) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    ColumnKind kind = name.get();
    boolean code = c.distinct > 0 && c.share(c.pseudonyms) >= MOST;
    if (kind.weight() == Weight.DIRECT) {
      if (c.distinct == 0) {
        return Optional.of(finding(column, OTHER, c, true, "it is empty or only stars", "全部为空或星号"));
      }
      if (code) {
        return Optional.of(
            finding(
                column,
                PERSON_CODE,
                c,
                true,
                "its values have the form of Lode's pseudonyms",
                "取值形如 Lode 假名"));
      }
      if (c.share(c.masked) >= MOST) {
        return Optional.of(finding(column, OTHER, c, true, "its values are masked", "取值已掩盖"));
      }
      if (kind == ADDRESS && c.characters <= 8 * c.distinct) {
        return Optional.of(
            finding(
                column,
                REGION,
                c,
                true,
                "named as an address, but no value goes down to a house",
                "名为地址，但取值未细到门牌"));
      }
    }
    if ((kind == PERSON_CODE || kind == EVENT_CODE) && !code && recordNumber(c) && !c.running()) {
      return kind == EVENT_CODE
          ? Optional.of(byName(column, kind, c))
          : Optional.of(
              finding(
                  column,
                  RECORD_NUMBER,
                  c,
                  true,
                  "named as a person's code, unique, and of one form: as numbers of a hospital's system are",
                  "列名表示人员编码，取值唯一且格式统一，形如院内编号"));
    }
    if (kind == NAME && c.distinct < 10 && c.uniqueness() < 0.1) {
      return Optional.empty();
    }
    return Optional.of(byName(column, kind, c));
  }

  private static Optional<ColumnFinding> likely(
      Column column, ColumnContent c, Optional<ColumnKind> name) {
    if (name.isPresent() || c.distinct == 0) {
      return Optional.empty();
    }
    if (c.share(c.dates) >= MOST) {
      return Optional.of(counted(column, DATE, c, c.dates, "are dates", "为日期"));
    }
    if (c.share(c.pseudonyms) >= MOST) {
      return Optional.of(
          finding(
              column,
              PERSON_CODE,
              c,
              true,
              "its values have the form of Lode's pseudonyms",
              "取值形如 Lode 假名"));
    }
    if (c.filled >= FEW_ROWS && c.uniqueness() >= NEARLY_UNIQUE && c.running()) {
      return Optional.of(
          finding(column, ROW_NUMBER, c, true, "unique whole numbers without gaps", "连续且不重复的整数"));
    }
    if (recordNumber(c)) {
      return Optional.of(
          finding(
              column,
              RECORD_NUMBER,
              c,
              true,
              "nearly unique codes of one form, as record numbers are",
              "几乎唯一且格式统一的编码，形如病案号"));
    }
    if (c.distinct >= 3 && c.share(c.icds) >= MOST) {
      return Optional.of(
          counted(column, DIAGNOSIS, c, c.icds, "have the form of ICD-10 codes", "形如 ICD-10 编码"));
    }
    if (c.distinct >= 3 && c.share(c.regionCodes) >= MOST && c.uniqueness() < 0.5) {
      return Optional.of(
          counted(column, REGION, c, c.regionCodes, "have the form of region codes", "形如行政区划代码"));
    }
    if (c.share(c.longTexts) > 0.3) {
      return Optional.of(
          counted(column, NOTE, c, c.longTexts, "are longer than 60 characters", "超过 60 个字符"));
    }
    return Optional.empty();
  }

  private static boolean recordNumber(ColumnContent c) {
    return c.filled >= FEW_ROWS
        && c.uniqueness() >= NEARLY_UNIQUE
        && c.share(c.sameMask) >= MOST
        && c.share(c.dates) < 0.5
        && c.share(c.pseudonyms) < 0.5
        && !c.running();
  }

  private static ColumnFinding byName(Column column, ColumnKind kind, ColumnContent c) {
    return finding(
        column, kind, c, false, "its name says " + kind.words().en(), "列名表示" + kind.words().zh());
  }

  private static ColumnFinding counted(
      Column column, ColumnKind kind, ColumnContent c, long found, String en, String zh) {
    return finding(
        column,
        kind,
        c,
        true,
        found + " of " + c.distinct + " distinct values " + en,
        c.distinct + " 个不同取值中有 " + found + " 个" + zh);
  }

  private static ColumnFinding finding(
      Column column, ColumnKind kind, ColumnContent c, boolean byContent, String en, String zh) {
    return new ColumnFinding(
        column.name(),
        kind,
        Words.of(en, zh),
        c.filled,
        c.distinct,
        c.mostRows,
        c.distinct >= 10 && c.share(c.sameMask) >= MOST,
        byContent);
  }
}
