package health.lode.simulator;

import java.util.List;

/**
 * A district, with its GB/T 2260 code.
 *
 * @param province province or municipality
 * @param city city; the same as the province for municipalities
 */
record Region(String code, String province, String city, String district) {
  private static final String[] STREETS = {
    "人民路", "中山路", "解放路", "建设路", "和平路", "新华街", "文化路", "长江路", "胜利街", "青年路", "迎宾路", "朝阳街"
  };

  static final List<Region> ALL =
      List.of(
          municipality("110101", "北京市", "东城区"),
          municipality("110105", "北京市", "朝阳区"),
          municipality("110108", "北京市", "海淀区"),
          municipality("120101", "天津市", "和平区"),
          new Region("130102", "河北省", "石家庄市", "长安区"),
          new Region("210102", "辽宁省", "沈阳市", "和平区"),
          new Region("230103", "黑龙江省", "哈尔滨市", "南岗区"),
          municipality("310101", "上海市", "黄浦区"),
          municipality("310115", "上海市", "浦东新区"),
          new Region("320102", "江苏省", "南京市", "玄武区"),
          new Region("330102", "浙江省", "杭州市", "上城区"),
          new Region("330106", "浙江省", "杭州市", "西湖区"),
          new Region("340102", "安徽省", "合肥市", "瑶海区"),
          new Region("350102", "福建省", "福州市", "鼓楼区"),
          new Region("350203", "福建省", "厦门市", "思明区"),
          new Region("360102", "江西省", "南昌市", "东湖区"),
          new Region("370102", "山东省", "济南市", "历下区"),
          new Region("370202", "山东省", "青岛市", "市南区"),
          new Region("410102", "河南省", "郑州市", "中原区"),
          new Region("420102", "湖北省", "武汉市", "江岸区"),
          new Region("420106", "湖北省", "武汉市", "武昌区"),
          new Region("430102", "湖南省", "长沙市", "芙蓉区"),
          new Region("430104", "湖南省", "长沙市", "岳麓区"),
          new Region("440103", "广东省", "广州市", "荔湾区"),
          new Region("440106", "广东省", "广州市", "天河区"),
          new Region("440305", "广东省", "深圳市", "南山区"),
          new Region("450103", "广西壮族自治区", "南宁市", "青秀区"),
          municipality("500103", "重庆市", "渝中区"),
          new Region("510104", "四川省", "成都市", "锦江区"),
          new Region("510107", "四川省", "成都市", "武侯区"),
          new Region("520102", "贵州省", "贵阳市", "南明区"),
          new Region("530102", "云南省", "昆明市", "五华区"),
          new Region("610103", "陕西省", "西安市", "碑林区"),
          new Region("610113", "陕西省", "西安市", "雁塔区"),
          new Region("620102", "甘肃省", "兰州市", "城关区"));

  private static Region municipality(String code, String name, String district) {
    return new Region(code, name, name, district);
  }

  /** Street, number and room, without the region. */
  static String street(Dice dice) {
    return STREETS[dice.below(STREETS.length)]
        + dice.between(1, 398)
        + "号"
        + dice.between(1, 28)
        + "栋"
        + (dice.between(1, 32) * 100 + dice.between(1, 8))
        + "室";
  }

  String full(String street) {
    return (province.equals(city) ? city : province + city) + district + street;
  }
}
