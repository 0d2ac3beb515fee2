package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where in a hospital's ledger something was entered.
 *
 * @param index the entry's index
 * @param size entries when the receipt was made
 * @param root lower-case hex root hash over those entries
 */
public record LedgerReceipt(long index, long size, String root) {
  public JsonNode toJson() {
    return Message.body().put("index", index).put("size", size).put("root", root);
  }

  public static LedgerReceipt fromJson(JsonNode json) {
    Fields fields = new Fields(json);
    LedgerReceipt receipt =
        new LedgerReceipt(fields.count("index"), fields.count("size"), fields.text("root"));
    fields.done();
    return receipt;
  }
}
