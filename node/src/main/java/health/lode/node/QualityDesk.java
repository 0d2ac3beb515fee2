package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.engine.Limits;
import health.lode.vault.quality.QualityReport;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is missing, implausible or contradictory in the latest cut, counted for the hospital's own
 * eyes, and how many persons its sources' patients turned out to be. These counts leave the node by
 * no way: no gate is asked, because no one outside can ask.
 */
final class QualityDesk {
  private final LazyVault vault;

  QualityDesk(LazyVault vault) {
    this.vault = vault;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("quality", (a, p) -> findings());
    verbs.put("link", (a, p) -> linked());
  }

  private ObjectNode findings() {
    cut();
    QualityReport report = vault.vault().quality();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("cut", report.cut());
    ArrayNode findings = json.putArray("findings");
    for (QualityReport.Finding each : report.findings()) {
      ObjectNode finding =
          findings
              .addObject()
              .put("kind", each.kind().name().toLowerCase(Locale.ROOT))
              .put("check", each.check())
              .put("table", each.table())
              .put("found", each.rows())
              .put("rows", each.of())
              .put("words", each.words().en())
              .put("wordsZh", each.words().zh());
      each.journalRefs().forEach(finding.putArray("journal")::add);
    }
    return json;
  }

  /** Links what was captured, by publishing it, and says what came of it. */
  private ObjectNode linked() {
    cut();
    CutInfo cut = vault.vault().publishCut();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("cut", cut.number());
    json.put("sourcePatients", count("SELECT count(*) FROM identity.source_patient", cut));
    json.put("persons", cut.persons());
    json.put(
        "joined",
        count(
            "SELECT count(*) FROM (SELECT person_id FROM identity.person_of WHERE cut = "
                + cut.number()
                + " GROUP BY 1 HAVING count(*) > 1)",
            cut));
    json.put("keptApart", count("SELECT count(*) FROM identity.not_linked", cut));
    return json;
  }

  private CutInfo cut() {
    return vault.vault().latestCut().orElseThrow(QuestionDesk::nothingCaptured);
  }

  private long count(String sql, CutInfo cut) {
    @Nullable Object value =
        vault
            .vault()
            .engine()
            .run(sql.replace("{cut}", cut.schema()), Limits.standard())
            .rows()
            .get(0)
            .get(0);
    return value instanceof Number number ? number.longValue() : 0;
  }
}
