package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A trace in words, wherever it was made. */
final class TraceWords {
  private final Console console;

  private TraceWords(Console console) {
    this.console = console;
  }

  static void say(Console console, JsonNode trace) {
    TraceWords words = new TraceWords(console);
    if (trace.path("named").isEmpty()) {
      words.nobody(trace);
    }
    for (JsonNode suspect : trace.path("suspects")) {
      if (suspect.path("named").asBoolean()) {
        words.named(suspect);
      }
    }
    words.read(trace);
  }

  private void line(String en, String zh) {
    console.out().println(console.say(en, zh));
  }

  /** An innocent table is one thing, a copy of which too little is left another. */
  private void nobody(JsonNode trace) {
    if (trace.path("candidates").asInt() == 0) {
      line("No recipient can be named: no release here bears marks.", "无法指认任何接收方：这里没有带标记的发布。");
    } else if (reach(trace) > Math.log10(trace.path("limit").asDouble())) {
      line(
          "No recipient can be named: TOO FEW MARKS WERE READ. Whoever leaked this, so little"
              + " names nobody.",
          "无法指认任何接收方：可读出的标记过少。无论是谁泄露，如此少的标记都不足以指认。");
    } else {
      line(
          "No recipient can be named: nobody's marks stand out from chance.",
          "无法指认任何接收方：没有谁的标记超出偶然。");
    }
  }

  private static double reach(JsonNode trace) {
    return trace.path("evidence").path("log10Reach").asDouble();
  }

  private void named(JsonNode suspect) {
    String recipient = suspect.path("recipient").asText();
    String odds =
        String.format(Locale.ROOT, "10^%.0f", Math.ceil(suspect.path("log10Odds").asDouble()));
    line(
        recipient + ": the odds of naming any innocent recipient are below " + odds + ".",
        recipient + "：误指无辜接收方的概率低于 " + odds + "。");
    Set<String> unmeasured = new TreeSet<>();
    for (JsonNode release : suspect.path("releases")) {
      String id = release.path("id").asText();
      if (release.has("rows")) {
        String share = String.format(Locale.ROOT, "%.0f%%", 100 * release.path("rows").asDouble());
        line(
            "  release " + id + " holds about " + share + " of the rows",
            "  发布 " + id + " 约含其中 " + share + " 的行");
      } else {
        // Of a release's tables it is not told which.
        unmeasured.add(id.replaceFirst("/.*", ""));
      }
    }
    if (!unmeasured.isEmpty()) {
      String ids = String.join(", ", unmeasured);
      line(
          "  which rows of this recipient's releases they are, what is left does not tell: " + ids,
          "  所剩内容不足以说明是该接收方哪个发布中的行：" + ids);
    }
  }

  private void read(JsonNode trace) {
    JsonNode evidence = trace.path("evidence");
    double wrong = 100 * evidence.path("wrong").asDouble();
    line(
        "Read: %s rows, %s places of marks, about %.0f%% of them wrong; %s candidates."
            .formatted(
                evidence.path("rows"), evidence.path("slots"), wrong, trace.path("candidates")),
        "读取：%s 行，%s 处标记，其中约 %.0f%% 有误；候选 %s 个。"
            .formatted(
                evidence.path("rows"), evidence.path("slots"), wrong, trace.path("candidates")));
    if (trace.path("unread").asInt() > 0) {
      line(
          trace.path("unread") + " releases were marked under another key and not looked at.",
          trace.path("unread") + " 个发布用其他密钥标记，未参与比对。");
    }
    for (JsonNode release : trace.path("unmarked")) {
      line(
          "Release " + release.asText() + " left without marks: no copy of it can be traced.",
          "发布 " + release.asText() + " 未带标记：其副本无法溯源。");
    }
  }
}
