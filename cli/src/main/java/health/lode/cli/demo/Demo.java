package health.lode.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitId;
import health.lode.hub.Hub;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.simulator.AnswerKey;
import health.lode.simulator.HospitalKind;
import health.lode.simulator.Simulation;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the demonstration: starts everything, loads it, walks the story, and stays until closed. */
public final class Demo implements AutoCloseable {
  private static final List<String> OFFICES =
      List.of("hospital/information", "hospital/department", "hospital/ethics");
  private static final long PATIENCE_MILLIS = 30_000;

  private final DemoOptions options;
  private final Narrator narrator;
  private final Clock clock;
  private final DemoStage stage;
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final ArrayNode refusals = JsonNodeFactory.instance.arrayNode();
  private @Nullable PermitId asked;

  public Demo(DemoOptions options, Narrator narrator, Clock clock, SecureRandom random) {
    this.options = options;
    this.narrator = narrator;
    this.clock = clock;
    this.stage = new DemoStage(options, clock, random);
  }

  /** The whole story; returns what {@code --json} prints. */
  public ObjectNode run() {
    Simulation simulation = Simulation.of(options.seed(), options.patients());
    narrator.say(
        "Three simulated hospitals, "
            + options.patients()
            + " patients, each hospital with another vendor's files: FHIR; CSV in GB18030 with"
            + " Chinese headers; HL7 v2.",
        "三家模拟医院，共 " + options.patients() + " 名患者，各用不同厂商的格式：FHIR；中文表头的 GB18030 CSV；HL7 v2。");
    AnswerKey key = simulation.answerKey();
    stage.open();
    narrator.say(
        "A hub and three nodes run on this machine; each node joined with a one-time token and"
            + " connects outward only.",
        "一个枢纽和三个医院节点已在本机运行；每个节点用一次性令牌加入，且只向外连接。");
    document.set("captured", stage.load(simulation, narrator));
    PermitId permit = permitted();
    asked = permit;

    CoughQuestion facts = new CoughQuestion(key, Map.of());
    JsonNode before = hub().ask(permit, CoughQuestion.SQL);
    document.set("answer", before);
    document.set("expected", facts.answer());
    document.put("question", CoughQuestion.SQL);
    tellAnswer(before, facts.answer());

    refusedForData(permit);
    refusedForChange(permit);

    Withdrawal leaving = new Withdrawal(key, facts);
    stage.hospitals().forEach(leaving::enter);
    JsonNode after = hub().ask(permit, CoughQuestion.SQL);
    ObjectNode expectedAfter = new CoughQuestion(key, leaving.persons()).answer();
    ObjectNode withdrawal = document.putObject("withdrawal");
    withdrawal.put("patients", leaving.count());
    withdrawal.set("before", before);
    withdrawal.set("after", after);
    withdrawal.set("expectedAfter", expectedAfter);
    tellWithdrawal(leaving.count(), before, after);

    document.set("refusals", refusals);
    ArrayNode list = document.putArray("hospitals");
    stage.hospitals().forEach(hospital -> list.add(account(hospital)));
    document.put(
        "matches", same(before, facts.answer()) && same(after, expectedAfter) && allVerified(list));
    return document;
  }

  /** The story's question once more, after the story: what {@code lode bench question} repeats. */
  public JsonNode askAgain() {
    return hub().ask(Objects.requireNonNull(asked, "the story comes first"), CoughQuestion.SQL);
  }

  private Hub hub() {
    return stage.hub();
  }

  private static boolean allVerified(ArrayNode list) {
    for (JsonNode hospital : list) {
      if (!hospital.path("ledger").path("verified").asBoolean()) {
        return false;
      }
    }
    return true;
  }

  /** The same figures, the same suppression, the same partial rows. */
  static boolean same(JsonNode answer, JsonNode expected) {
    return Stream.of("columns", "rows", "suppressed", "partial")
        .allMatch(name -> answer.path(name).toString().equals(expected.path(name).toString()));
  }

  private Permit permit(String data) {
    LocalDate today = LocalDate.now(clock.withZone(ZoneId.of("Asia/Shanghai")));
    StringBuilder names = new StringBuilder();
    for (HospitalKind kind : HospitalKind.values()) {
      names.append(names.length() == 0 ? "" : ", ").append(kind.hospitalName());
    }
    return Permit.fromYaml(
        """
        project: 咳嗽与肺炎、肺癌的关系
        purpose: research
        requester: %1$s
        recipient: %1$s
        data: [%2$s]
        forms: [aggregate]
        hospitals: [%3$s]
        valid: {from: %4$s, until: %5$s}
        basis: ethics waiver
        ethics: {number: 2026-DEMO-001, until: %5$s}
        """
            .formatted(DemoStage.INSTITUTE, data, names, today.minusDays(1), today.plusYears(1)));
  }

  private PermitId permitted() {
    Permit permit = permit("demographics, diagnosis, visit");
    PermitId id = hub().requestPermit(permit);
    await(() -> statuses(id, "requested"));
    tellNeeds(id);
    for (DemoHospital hospital : stage.hospitals()) {
      OFFICES.forEach(office -> hospital.sign(id.value(), office));
    }
    hub().signPermit(id, DemoStage.COMMISSION);
    await(() -> statuses(id, "active"));
    narrator.say(
        "Every office has signed; the permit " + id + " is active at all three hospitals.",
        "各方均已签字；许可 " + id + " 在三家医院生效。");
    return id;
  }

  private void tellNeeds(PermitId id) {
    JsonNode needs = hub().showPermit(id).path("hospitals").path(0).path("needs");
    StringBuilder en =
        new StringBuilder("A project asks; each hospital's own rulebook names who must sign:");
    StringBuilder zh = new StringBuilder("项目提出申请；每家医院自己的规则书指明须由谁签字：");
    for (JsonNode need : needs) {
      en.append("\n    ").append(need.path("office").asText()).append(": ");
      en.append(need.path("because").path("en").asText());
      zh.append("\n    ").append(need.path("office").asText()).append("：");
      zh.append(need.path("because").path("zh").asText());
    }
    narrator.say(en.toString(), zh.toString());
  }

  private boolean statuses(PermitId id, String word) {
    int right = 0;
    for (JsonNode hospital : hub().showPermit(id).path("hospitals")) {
      right += hospital.path("status").asText().equals(word) ? 1 : 0;
    }
    return right == stage.hospitals().size();
  }

  private static void await(BooleanSupplier reached) {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the hospitals did not report in time");
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private void refusedForData(PermitId permit) {
    refused(
        () ->
            hub()
                .ask(
                    permit,
                    "SELECT drug_source_value, COUNT(DISTINCT person_id) AS patients"
                        + " FROM drug_exposure GROUP BY drug_source_value"),
        "The same project asks for medication, which nobody granted. Refused: ",
        "同一项目询问未获授权的用药数据。拒绝：");
  }

  /** One more kind of data makes it another permit, which nobody has signed. */
  private void refusedForChange(PermitId permit) {
    PermitId changed = hub().requestPermit(permit("demographics, diagnosis, visit, medication"));
    if (changed.equals(permit)) {
      throw new IllegalStateException("a changed permit kept its id");
    }
    await(() -> statuses(changed, "requested"));
    refused(
        () -> hub().ask(changed, CoughQuestion.SQL),
        "The permit is changed after signing: one more kind of data. Its signatures no longer"
            + " count. Refused: ",
        "签字之后许可被改动：多要一类数据，原有签字不再有效。拒绝：");
  }

  private void refused(Runnable question, String en, String zh) {
    try {
      question.run();
    } catch (RefusedException e) {
      Refusal refusal = e.refusal();
      refusals
          .addObject()
          .put("code", refusal.code().name())
          .put("reason", refusal.reason().en())
          .put("reasonZh", refusal.reason().zh())
          .put("remedy", refusal.remedy().en());
      narrator.say(
          en
              + refusal.code().name()
              + ": "
              + refusal.reason().en()
              + "\n    What would pass: "
              + refusal.remedy().en(),
          zh
              + refusal.code().name()
              + "："
              + refusal.reason().zh()
              + "\n    如何通过："
              + refusal.remedy().zh());
      return;
    }
    throw new IllegalStateException("a question that must be refused was answered");
  }

  private void tellAnswer(JsonNode answer, JsonNode expected) {
    boolean same = same(answer, expected);
    narrator.say(
        "One SQL question over three coding styles (J18.900, R05.x00, J18.9 …), answered together:"
            + table(answer)
            + "\n    Groups under ten patients: "
            + answer.path("suppressed")
            + " withheld. Recounted from the simulator's own facts: "
            + (same ? "the same figures." : "DIFFERENT FIGURES."),
        "一个 SQL 问题跨越三种编码写法（J18.900、R05.x00、J18.9 等），三家医院共同回答："
            + table(answer)
            + "\n    不足十人的组："
            + answer.path("suppressed")
            + " 个不予显示。与模拟器自身事实重新计数对比："
            + (same ? "数字一致。" : "数字不一致。"));
  }

  private void tellWithdrawal(int patients, JsonNode before, JsonNode after) {
    narrator.say(
        patients
            + " patients withdraw together; the next answer leaves them out:"
            + table(after)
            + "\n    before: "
            + before.path("rows"),
        patients + " 名患者一起撤回；下一次回答即不再包含他们：" + table(after) + "\n    之前：" + before.path("rows"));
  }

  private static String table(JsonNode answer) {
    StringBuilder text = new StringBuilder("\n    ");
    answer.path("columns").forEach(c -> text.append(String.format("%-13s", c.asText())));
    for (JsonNode row : answer.path("rows")) {
      text.append("\n    ");
      row.forEach(cell -> text.append(String.format("%-13s", cell.asText())));
    }
    return text.toString();
  }

  private ObjectNode account(DemoHospital hospital) {
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    JsonNode report = document.path("captured").path(hospital.name());
    one.put("name", hospital.name());
    ObjectNode captured = one.putObject("captured");
    Stream.of("received", "captured", "duplicate", "quarantined")
        .forEach(name -> captured.set(name, report.path(name)));
    ObjectNode ledger = hospital.ledger();
    one.putObject("ledger")
        .put("size", ledger.path("size").asLong())
        .put("verified", ledger.path("verified").asBoolean());
    return one;
  }

  /** Where to look: address, account, password. */
  public List<String[]> accounts() {
    return stage.accounts();
  }

  public Path dir() {
    return stage.dir();
  }

  @Override
  public void close() {
    stage.close();
  }
}
