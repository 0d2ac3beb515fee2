package health.lode.deidentify.kind;

import static health.lode.deidentify.kind.ColumnKind.*;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a column's name says. Rules stand in order; the first that fits speaks. */
final class NameWords {

  /**
   * @param english one of these words (joined ones without spaces) is in the name
   * @param unless but none of these
   * @param chinese found anywhere in the name
   */
  private record Rule(ColumnKind kind, Set<String> english, Set<String> unless, Pattern chinese) {}

  private static final Pattern SPLIT = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");

  /** Words that tell that a name is not a person's. */
  private static final Set<String> THINGS =
      Set.of(
          "drug",
          "item",
          "test",
          "hospital",
          "dept",
          "department",
          "diagnosis",
          "disease",
          "file",
          "column",
          "table",
          "product",
          "brand",
          "generic",
          "procedure",
          "surgery",
          "operation",
          "ward",
          "org",
          "organization",
          "organisation",
          "company",
          "insurance",
          "concept",
          "code",
          "event",
          "variable",
          "county",
          "city",
          "province",
          "lab",
          "exam",
          "charge",
          "fee",
          "medication",
          "medicine",
          "study",
          "project",
          "device",
          "region",
          "district",
          "unit");

  private static final Set<String> NONE = Set.of();

  private static final List<Rule> RULES =
      List.of(
          rule(
              RESIDENT_ID,
              "idcard,residentid,citizenid,nationalid,ssn,sfzh,sfz",
              NONE,
              "身份证|公民身份|证件号"),
          rule(EMAIL, "email,mail", NONE, "邮箱|电子邮件"),
          rule(
              ADDRESS_ON_NET,
              "ip,ipaddress,ipaddr,mac,macaddress,url,imei,imsi,udi,deviceid,serialnumber",
              NONE,
              "网址|IP地址|设备(号|序列号)"),
          rule(PHONE, "phone,mobile,tel,telephone,cellphone,cell,fax", NONE, "电话|手机|联系方式|传真"),
          rule(ACCOUNT, "wechat,weixin,qq,weibo,username,login,account", NONE, "微信|微博|QQ|账号|帐号"),
          rule(PLATE, "plate,licenseplate,licenceplate", NONE, "车牌"),
          rule(
              DOCUMENT_NUMBER,
              "passport,insuranceno,insuranceid,insurancenumber,bankcard,bankaccount,iban,cardno,cardnumber,licenseno,licenceno",
              NONE,
              "护照|医保(卡|证)?号|社保(卡)?号|银行卡|银行账|执业证|保险(单)?号|军官证"),
          rule(
              RECORD_NUMBER,
              "mrn,medicalrecord,medicalrecordno,medicalrecordnumber,recordno,recordnumber,inpatientno,outpatientno,admissionno,chartno,chartnumber,hospitalno,zyh,bah,mzh",
              NONE,
              "病案号|住院号|门诊号|病历号|登记号|就诊卡|诊疗卡|健康卡|健康档案号"),
          rule(ADDRESS, "address,addr,street", Set.of("email", "ip", "mac"), "地址|住址|门牌"),
          rule(
              BIRTH_DATE,
              "birth,dob,birthdate,birthday,birthyear,yob,yearofbirth",
              Set.of("weight", "country", "place", "order"),
              "出生(日期|年|时间|年月)|生日"),
          rule(
              PERSON_CODE,
              "patientid,personid,subjectid,subjid,usubjid,pid,patid,clientid,memberid,empi,pseudonym,subject,participantid,patientno,patientnumber,patientcode,personcode,personno,individualid,personkey,patientkey,patient,person",
              Set.of(
                  "name", "age", "sex", "gender", "type", "class", "count", "status", "days",
                  "source"),
              "(患者|病人|人员|受试者|个人|参保人|居民)(的)?(ID|id|Id|编号|编码|标识|主索引|代码|号)|假名|主索引"),
          rule(
              NAME,
              "name,surname,forename,firstname,lastname,givenname,familyname,fullname,realname,patientname,guardian,nextofkin",
              THINGS,
              "姓名|患者名|病人名|曾用名|联系人|监护人|家属|签名|签字|(医生|医师|护士|主任)$"),
          rule(
              DATE,
              "date,datetime,time,timestamp,day,month,year,admittime,dischtime",
              Set.of("stay", "length", "duration", "los"),
              "日期|时间|年月|(入院|出院|就诊|检查|手术|随访)日"),
          rule(
              EVENT_CODE,
              "visitid,encounterid,admissionid,hadmid,visitno,orderid,examid,specimenid,accession,accessionno,eventid,episodeid,encounter,barcode,visitoccurrenceid",
              NONE,
              "流水号|(就诊|住院|入院|检查|检验|标本|医嘱|处方|事件|申请单)(ID|id|编号|序号|次数号|号)|条码"),
          rule(SEX, "sex,gender", NONE, "性别"),
          rule(AGE, "age,ageyears,ageinyears,agegroup", NONE, "年龄|岁数"),
          rule(POSTCODE, "zip,zipcode,postcode,postal,postalcode", NONE, "邮编|邮政编码"),
          rule(NATIONALITY, "nationality,citizenship,country", NONE, "国籍|出生国|国家"),
          rule(ETHNICITY, "race,ethnic,ethnicity,ethnicgroup", NONE, "民族|种族"),
          rule(MARITAL, "marital,maritalstatus,marriage", NONE, "婚姻|婚否|婚育"),
          rule(EDUCATION, "education,edu,degree,schooling", NONE, "学历|文化程度|受教育|教育程度"),
          rule(
              OCCUPATION,
              "occupation,job,profession,workclass,employer,employment,company",
              NONE,
              "职业|工作单位|工种|职务|就业|单位名称"),
          rule(BELIEF, "religion,language", NONE, "宗教|信仰|语言"),
          rule(
              ORGANISATION,
              "hospital,department,dept,ward,clinic,provider,institution",
              NONE,
              "科室|医院|病区|院区|机构|病房"),
          rule(
              REGION,
              "region,province,city,county,district,state,town,village,residence,hometown,location,birthplace,area",
              Set.of("marital", "surface", "body"),
              "籍贯|省|市|区县|县|地区|户籍|行政区|居住地|出生地|街道|乡镇|区划"),
          rule(BODY, "height,weight,bmi,bloodtype,bloodgroup", NONE, "身高|体重|血型"),
          rule(
              NOTE,
              "note,notes,text,comment,comments,remark,remarks,narrative,description",
              NONE,
              "备注|病程|描述|摘要|病史|主诉|所见|小结|说明|记录内容"),
          rule(
              DIAGNOSIS,
              "diagnosis,diagnoses,diag,dx,disease,icd,icd10,icd9,condition,illness",
              NONE,
              "诊断|疾病|病种|病名|ICD"),
          rule(
              TREATMENT,
              "drug,medication,medicine,procedure,surgery,operation,treatment,therapy,prescription",
              NONE,
              "药|手术|治疗|处方|医嘱|操作"),
          rule(
              MONEY,
              "salary,income,cost,costs,fee,charge,price,amount,payment",
              NONE,
              "费用|收入|金额|花费|工资|费$"),
          rule(OUTCOME, "outcome,death,died,deceased,mortality,survival", NONE, "转归|死亡|结局|预后|存活"),
          rule(RESULT, "result,value,lab,test,measurement,score", NONE, "检验|检查|结果|指标|数值|评分"));

  private NameWords() {}

  private static Rule rule(ColumnKind kind, String english, Set<String> unless, String chinese) {
    return new Rule(kind, Set.of(english.split(",")), unless, Pattern.compile(chinese));
  }

  static Optional<ColumnKind> of(String name) {
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
    List<String> words =
        SPLIT
            .splitAsStream(plain)
            .filter(word -> !word.isEmpty())
            .map(word -> word.toLowerCase(Locale.ROOT))
            .toList();
    for (Rule rule : RULES) {
      if (rule.chinese.matcher(plain).find()
          || (says(rule.english, words) && !says(rule.unless, words))) {
        return Optional.of(rule.kind);
      }
    }
    return Optional.empty();
  }

  /** Whether one to four neighbouring words, joined, are among {@code asked}. */
  private static boolean says(Set<String> asked, List<String> words) {
    for (int from = 0; from < words.size(); from++) {
      StringBuilder joined = new StringBuilder();
      for (int to = from; to < Math.min(words.size(), from + 4); to++) {
        joined.append(words.get(to));
        if (asked.contains(joined.toString())) {
          return true;
        }
      }
    }
    return false;
  }
}
