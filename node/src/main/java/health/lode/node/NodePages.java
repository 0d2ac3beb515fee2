package health.lode.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.StaffLooked;
import health.lode.governance.party.PartyId;
import health.lode.server.Account;
import health.lode.server.Reply;
import health.lode.server.Routes;
import health.lode.server.Site;
import health.lode.server.Visit;
import java.util.List;
import java.util.Optional;

/**
 * The pages of a hospital's node. Whoever is logged in reads; to sign as an office needs that
 * office's role; to look at a record's contents needs a reason, which is entered in the ledger
 * first.
 */
final class NodePages {
  static final List<Site.Section> SECTIONS =
      List.of(
          new Site.Section("/", "node.overview"),
          new Site.Section("/captured", "node.captured"),
          new Site.Section("/quarantine", "node.quarantine"),
          new Site.Section("/permits", "node.permits"),
          new Site.Section("/exits", "node.exits"),
          new Site.Section("/looks", "node.looks"),
          new Site.Section("/parties", "node.parties"));

  private static final int ROWS = 200;
  private final NodeService node;

  NodePages(NodeService node) {
    this.node = node;
  }

  void hangUp(Routes routes) {
    routes.page("/", visit -> shown("overview", "node.overview", overview(), visit));
    routes.page("/captured", visit -> data("captured", "node.captured", visit));
    routes.page("/quarantine", visit -> data("quarantine", "node.quarantine", visit));
    routes.action("/quarantine/look", this::look);
    routes.page("/exits", visit -> shown("exits", "node.exits", node.exits.exits(ROWS), visit));
    routes.page("/looks", visit -> shown("looks", "node.looks", node.exits.looks(ROWS), visit));
    routes.page("/permits", visit -> shown("permits", "node.permits", node.permits.list(), visit));
    routes.page("/permits/{id}", this::permit);
    routes.action("/permits/{id}/sign", visit -> act(visit, "sign"));
    routes.action("/permits/{id}/revoke", visit -> act(visit, "revoke"));
    routes.action("/permits/{id}/return", visit -> act(visit, "return"));
    routes.page("/parties", visit -> shown("parties", "node.parties", parties(), visit));
    routes.action("/parties/pin", this::pin);
  }

  private static Reply shown(String template, String title, JsonNode model, Visit visit) {
    return Reply.page(template, visit.text(title), model);
  }

  private ObjectNode overview() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", node.home().name());
    json.put("ready", node.vault().ready());
    json.put("entries", node.ledger().ledger().size());
    json.put("left", node.ledger().exits().count());
    json.put("singleOperator", node.ledger().governance().parties().singleOperator());
    json.put("openPermits", open());
    if (node.vault().ready()) {
      json.set("captured", node.captures.totals());
    }
    json.set("hubs", node.hubs.hubs().path("hubs"));
    return json;
  }

  private long open() {
    long open = 0;
    for (JsonNode permit : node.permits.list().path("permits")) {
      open += permit.path("state").asText().equals("requested") ? 1 : 0;
    }
    return open;
  }

  /** A page that needs the vault; while that is being opened, the page says so. */
  private Reply data(String template, String title, Visit visit) {
    if (!node.vault().ready()) {
      return shown("opening", title, JsonNodeFactory.instance.objectNode(), visit);
    }
    return shown(
        template,
        title,
        template.equals("captured") ? node.captures.account() : node.captures.quarantine(ROWS),
        visit);
  }

  private Reply look(Visit visit) {
    String why = visit.form("why");
    if (why.length() < 4 || why.length() > 500) {
      throw Refusals.argument("Say in a few words why you look.", "请用几个字说明查看的原因。");
    }
    String journal = visit.form("journal");
    node.ledger()
        .enter(
            new StaffLooked(
                visit.account().name(), "quarantine " + journal, why, node.ledger().now()));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("journal", journal);
    json.put("contents", node.captures.contents(journal));
    return shown("look", "node.quarantine", json, visit);
  }

  private Reply permit(Visit visit) {
    ObjectNode json = node.permits.show(node.permits.find(visit.path("id")), Optional.empty());
    for (JsonNode office : json.path("missing")) {
      if (visit.account().may(office.asText())
          && node.keys().office(PartyId.of(office.asText())).isPresent()) {
        json.withArray("mine").add(office.asText());
        json.withArray("texts")
            .add(
                node.permits
                    .show(
                        node.permits.find(visit.path("id")),
                        Optional.of(PartyId.of(office.asText())))
                    .path("text")
                    .path(visit.locale().getLanguage().equals("zh") ? "zh" : "en"));
      }
    }
    for (JsonNode signature : json.path("signatures")) {
      String office = signature.path("office").asText();
      if (visit.account().may(office) && node.keys().office(PartyId.of(office)).isPresent()) {
        json.withArray("signedMine").add(office);
      }
    }
    return shown("permit", "node.permits", json, visit);
  }

  private Reply act(Visit visit, String verb) {
    String office = visit.form("office");
    visit.require(office);
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("id", visit.path("id")).put("office", office);
    arguments.put("reason", visit.form("reason"));
    node.answer(new Work("permit." + verb, arguments), Progress.NONE);
    return Reply.redirect("/permits/" + visit.path("id"));
  }

  private ObjectNode parties() {
    ObjectNode json = node.parties.list();
    json.set("offered", node.hubs.hubs().path("offered"));
    return json;
  }

  private Reply pin(Visit visit) {
    visit.require(Account.OPERATOR);
    ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    arguments.put("office", visit.form("office")).put("key", visit.form("key"));
    node.answer(new Work("party.pin", arguments), Progress.NONE);
    return Reply.redirect("/parties");
  }
}
