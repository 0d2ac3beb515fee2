package health.lode.node;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where an answer stands in the node's ledger.
 *
 * @param index of its entry
 * @param size of the tree
 * @param root lower-case hex root of that tree
 * @param question the question's id
 */
record Receipt(long index, long size, String root, String question) {
  ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("index", index)
        .put("size", size)
        .put("root", root)
        .put("question", question);
  }
}
