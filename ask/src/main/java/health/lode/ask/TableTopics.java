package health.lode.ask;

import health.lode.refusal.Words;

/** What a table is about, in the words of the starter rulebook's categories, for refusals. */
final class TableTopics {
  private TableTopics() {}

  static Words of(String table) {
    return switch (table) {
      case "person" -> Words.of("demographics", "人口学信息（demographics）");
      case "visit_occurrence", "visit_detail", "care_site", "observation_period" ->
          Words.of("visit", "就诊信息（visit）");
      case "condition_occurrence", "condition_era" -> Words.of("diagnosis", "诊断（diagnosis）");
      case "measurement", "measurement_component" ->
          Words.of("laboratory or vital", "检验或生命体征（laboratory / vital）");
      case "observation", "specimen" -> Words.of("laboratory", "检验（laboratory）");
      case "drug_exposure", "drug_era" -> Words.of("medication", "用药（medication）");
      case "procedure_occurrence", "device_exposure" -> Words.of("procedure", "操作（procedure）");
      case "death" -> Words.of("mortality", "死亡（mortality）");
      case "image_occurrence" -> Words.of("imaging", "影像（imaging）");
      case "note" -> Words.of("note", "文书（note）");
      case "cost", "payer_plan_period" -> Words.of("payment", "费用（payment）");
      default -> Words.of("a category that covers it", "覆盖它的类别");
    };
  }
}
