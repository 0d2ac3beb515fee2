package health.lode.governance.permit;

import health.lode.governance.party.PartyId;
import health.lode.governance.rulebook.DataCategory;
import health.lode.governance.rulebook.Form;
import health.lode.governance.rulebook.Rulebook;
import health.lode.refusal.Words;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The plain text that is read before signing, in English and in Chinese, line for line the same. It
 * is part of what is signed: a change here makes every signature given before it invalid, so that a
 * new wording needs a new {@code act} word in {@link SigningDocument} and this one must stay.
 */
final class SigningText {
  private final StringBuilder en = new StringBuilder();
  private final StringBuilder zh = new StringBuilder();

  private SigningText() {}

  static Words render(
      Permit permit,
      String hospital,
      PartyId office,
      Rulebook rulebook,
      Assessment.Permitted assessment) {
    SigningText text = new SigningText();
    text.head(permit, hospital, office);
    text.request(permit, rulebook);
    text.terms(permit, assessment);
    text.needs(office, assessment);
    text.line(
        "An office that signs may revoke at any time; every use is entered in the ledger.",
        "签署机构可随时撤销；每次使用均记入账本。");
    text.line("Permit hash: " + permit.hash(), "许可哈希：" + permit.hash());
    text.line("Rulebook hash: " + rulebook.hash(), "规则书哈希：" + rulebook.hash());
    return Words.of(text.en.toString(), text.zh.toString());
  }

  private void head(Permit permit, String hospital, PartyId office) {
    line("Permit " + permit.id(), "许可 " + permit.id());
    line("Hospital: " + hospital, "医院：" + hospital);
    line("Signing office: " + office, "签署机构：" + office);
  }

  private void request(Permit permit, Rulebook rulebook) {
    line("Project: " + permit.project(), "项目：" + permit.project());
    Words purpose = rulebook.purposeTitles().get(permit.purpose());
    String word = permit.purpose();
    line(
        "Purpose: " + word + (purpose == null ? "" : " (" + purpose.en() + ")"),
        "用途：" + word + (purpose == null ? "" : "（" + purpose.zh() + "）"));
    line("Requester: " + permit.requester(), "申请方：" + permit.requester());
    line(
        "Recipient: " + permit.recipient() + " (" + permit.recipientKind().title().en() + ")",
        "接收方：" + permit.recipient() + "（" + permit.recipientKind().title().zh() + "）");
    line("Data:", "数据：");
    for (String name : permit.data()) {
      DataCategory category = rulebook.dataCategories().get(name);
      if (category != null) {
        line(
            "  - "
                + name
                + " ("
                + category.title().en()
                + "; GB/T 39725 sensitivity level "
                + category.sensitivity()
                + ")",
            "  - "
                + name
                + "（"
                + category.title().zh()
                + "；GB/T 39725 敏感级别 "
                + category.sensitivity()
                + "）");
      }
    }
    line("Forms: " + forms(permit, false), "形式：" + forms(permit, true));
    if (permit.hospitals().isEmpty()) {
      line("Hospitals asked: this hospital alone", "涉及医院：仅本医院");
    } else {
      line(
          "Hospitals asked: " + String.join(", ", permit.hospitals()),
          "涉及医院：" + String.join("、", permit.hospitals()));
    }
  }

  private void terms(Permit permit, Assessment.Permitted assessment) {
    Validity valid = permit.valid();
    line(
        "Valid: " + valid.from() + " to " + valid.until() + ", both days included",
        "有效期：" + valid.from() + " 至 " + valid.until() + "，含首尾两日");
    line(
        "Legal basis: " + permit.basis().orElse("not stated"),
        "法律依据：" + permit.basis().orElse("未写明"));
    line(
        "Ethics approval: " + permit.ethics().map(e -> ethics(e, " until ")).orElse("none named"),
        "伦理批件：" + permit.ethics().map(e -> ethics(e, " 有效至 ")).orElse("未写明"));
    line(
        "Agreement: " + permit.agreement().map(SigningText::attachment).orElse("none"),
        "协议：" + permit.agreement().map(SigningText::attachment).orElse("无"));
    each(
        "Attachment: ", "附件：", permit.attachments().stream().map(SigningText::attachment).toList());
    each("Obligation: ", "义务：", permit.obligations());
    permit
        .price()
        .ifPresent(
            p ->
                line(
                    "Price agreed on: " + p.amount() + " " + p.currency(),
                    "约定价格：" + p.amount() + " " + p.currency()));
    permit
        .limits()
        .questions()
        .ifPresent(q -> line("At most " + q + " questions", "最多 " + q + " 次提问"));
    line(
        "No group of fewer than " + assessment.minimumPersons() + " distinct patients is shown",
        "少于 " + assessment.minimumPersons() + " 名不同患者的分组不予展示");
    switch (assessment.consent()) {
      case NONE -> line("Patients reached: all", "涉及患者：全部");
      case OPT_OUT -> line("Patients reached: all who have not objected", "涉及患者：未提出反对的全部患者");
      case OPT_IN -> line("Patients reached: only those who agreed", "涉及患者：仅限已同意的患者");
    }
    assessment
        .grade()
        .ifPresent(
            g ->
                line(
                    "Releases reach GB/T 42460 de-identification grade " + g + " or better",
                    "数据发布须达到 GB/T 42460 去标识化 " + g + " 级或更高"));
  }

  private void needs(PartyId office, Assessment.Permitted assessment) {
    line("Signatures that the rulebook asks for at this hospital:", "规则书要求本医院取得的签署：");
    for (Need need : assessment.needs()) {
      line(
          "  - " + need.office() + ": " + need.because().en(),
          "  - " + need.office() + "：" + need.because().zh());
    }
    if (assessment.needs().stream().noneMatch(n -> n.office().equals(office))) {
      line("  - " + office + " is not asked; it signs besides", "  - 未要求 " + office + " 签署，系另行签署");
    }
  }

  private static String forms(Permit permit, boolean chinese) {
    return permit.forms().stream()
        .map(
            (Form f) ->
                chinese
                    ? f.word() + "（" + f.title().zh() + "）"
                    : f.word() + " (" + f.title().en() + ")")
        .collect(Collectors.joining(chinese ? "、" : ", "));
  }

  private static String ethics(Ethics ethics, String until) {
    return ethics.number() + ethics.until().map(u -> until + u).orElse("");
  }

  private static String attachment(Attachment attachment) {
    return attachment.name() + attachment.sha256().map(h -> " (SHA-256 " + h + ")").orElse("");
  }

  private void each(String enHead, String zhHead, List<String> texts) {
    texts.forEach(t -> line(enHead + t, zhHead + t));
  }

  private void line(String english, String chinese) {
    en.append(english).append('\n');
    zh.append(chinese).append('\n');
  }
}
