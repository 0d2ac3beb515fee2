package health.lode.governance.permit;

import health.lode.governance.party.PartyId;
import health.lode.governance.rulebook.Form;
import health.lode.refusal.RefusedException;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads a permit from YAML or JSON, to the last key. */
final class PermitReader {
  private static final int MAX_TEXT = 1000;

  private PermitReader() {}

  static Permit read(StrictNode node) {
    StrictMapping map = node.mapping();
    Permit permit =
        new Permit(
            text(map.required("project")),
            text(map.required("purpose")),
            party(map.required("requester")),
            party(map.required("recipient")),
            data(map.required("data")),
            forms(map.required("forms")),
            map.optional("hospitals").map(PermitReader::names).orElse(List.of()),
            validity(map.required("valid")),
            map.optional("basis").map(PermitReader::text),
            map.optional("ethics").map(PermitReader::ethics),
            map.optional("agreement").map(PermitReader::attachment),
            map.optional("attachments")
                .map(n -> n.items().stream().map(PermitReader::attachment).toList())
                .orElse(List.of()),
            map.optional("limits").map(PermitReader::limits).orElse(Limits.NONE),
            map.optional("price").map(PermitReader::price),
            map.optional("obligations")
                .map(n -> n.items().stream().map(PermitReader::text).toList())
                .orElse(List.of()));
    map.optional("cohort")
        .ifPresent(
            c -> {
              throw c.wrong(
                  "cannot be enforced yet, so it is not accepted: narrow the question itself",
                  "目前无法强制执行，因此不接受：请在问题本身中限定人群");
            });
    map.done();
    return permit;
  }

  private static String text(StrictNode node) {
    String text = node.text().strip();
    if (text.length() > MAX_TEXT) {
      throw node.wrong("is longer than 1000 characters", "超过 1000 个字符");
    }
    if (text.codePoints().anyMatch(PermitReader::deceives)) {
      throw node.wrong("holds line breaks, control or direction characters", "含有换行、控制或方向字符");
    }
    return text;
  }

  // The text is shown to whoever signs: nothing in it may look like a part of the form around it.
  private static boolean deceives(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED;
  }

  private static PartyId party(StrictNode node) {
    try {
      return PartyId.of(node.text().strip());
    } catch (RefusedException e) {
      throw node.wrong(
          "is not a party's name: " + e.refusal().remedy().en(),
          "不是有效的机构名称：" + e.refusal().remedy().zh());
    }
  }

  private static SortedSet<String> data(StrictNode node) {
    return new TreeSet<>(names(node));
  }

  private static List<String> names(StrictNode node) {
    List<String> names = node.items().stream().map(PermitReader::text).toList();
    if (names.isEmpty()) {
      throw node.wrong("names nothing", "为空");
    }
    if (new HashSet<>(names).size() != names.size()) {
      throw node.wrong("names something twice", "有重复项");
    }
    return names;
  }

  private static SortedSet<Form> forms(StrictNode node) {
    SortedSet<Form> forms = new TreeSet<>();
    for (StrictNode item : node.items()) {
      String word = item.text().strip();
      Form form =
          Arrays.stream(Form.values())
              .filter(f -> f.word().equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      item.wrong(
                          "is one of aggregate, model, release; not '" + brief(word) + "'",
                          "应为 aggregate、model、release 之一，而不是“" + brief(word) + "”"));
      forms.add(form);
    }
    if (forms.isEmpty()) {
      throw node.wrong("names nothing", "为空");
    }
    return forms;
  }

  private static Validity validity(StrictNode node) {
    StrictMapping map = node.mapping();
    LocalDate from = date(map.required("from"));
    LocalDate until = date(map.required("until"));
    map.done();
    if (until.isBefore(from)) {
      throw node.wrong("ends before it begins", "结束日期早于开始日期");
    }
    return new Validity(from, until);
  }

  private static LocalDate date(StrictNode node) {
    try {
      return LocalDate.parse(node.text().strip());
    } catch (DateTimeException e) {
      throw node.wrong("must be a date written 2026-01-31", "应为 2026-01-31 形式的日期");
    }
  }

  private static Ethics ethics(StrictNode node) {
    StrictMapping map = node.mapping();
    Ethics ethics =
        new Ethics(text(map.required("number")), map.optional("until").map(PermitReader::date));
    map.done();
    return ethics;
  }

  private static Attachment attachment(StrictNode node) {
    if (node instanceof StrictNode.Scalar) {
      return new Attachment(text(node), Optional.empty());
    }
    StrictMapping map = node.mapping();
    Attachment attachment =
        new Attachment(text(map.required("name")), map.optional("sha256").map(PermitReader::hash));
    map.done();
    return attachment;
  }

  private static String hash(StrictNode node) {
    String hash = node.text().strip().toLowerCase(Locale.ROOT);
    if (!hash.matches("[0-9a-f]{64}")) {
      throw node.wrong("must be a SHA-256 in 64 hexadecimal digits", "应为 64 位十六进制的 SHA-256");
    }
    return hash;
  }

  private static Limits limits(StrictNode node) {
    StrictMapping map = node.mapping();
    Limits limits = new Limits(count(map, "questions"), count(map, "minimumPersons"));
    map.done();
    return limits;
  }

  private static OptionalInt count(StrictMapping map, String key) {
    Optional<StrictNode> node = map.optional(key);
    if (node.isEmpty()) {
      return OptionalInt.empty();
    }
    long value = node.get().whole();
    if (value < 1 || value > 1_000_000_000) {
      throw node.get().wrong("must lie between 1 and 1000000000", "应在 1 与 1000000000 之间");
    }
    return OptionalInt.of((int) value);
  }

  private static Price price(StrictNode node) {
    StrictMapping map = node.mapping();
    StrictNode amount = map.required("amount");
    if (!amount.text().matches("[0-9]{1,15}(\\.[0-9]{1,2})?")) {
      throw amount.wrong("must be an amount such as 1200.00", "应为 1200.00 形式的金额");
    }
    StrictNode currency = map.required("currency");
    if (!currency.text().matches("[A-Z]{3}")) {
      throw currency.wrong("must be three capital letters, for example CNY", "应为三个大写字母");
    }
    map.done();
    return new Price(amount.text(), currency.text());
  }

  private static String brief(String word) {
    return word.length() > 40 ? word.substring(0, 40) + "…" : word;
  }
}
