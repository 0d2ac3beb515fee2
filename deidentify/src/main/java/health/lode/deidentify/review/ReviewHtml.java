package health.lode.deidentify.review;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.page.Both;
import health.lode.deidentify.text.Finding;
import health.lode.deidentify.text.Type;
import health.lode.refusal.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The page on which a person reads a sample: each note with what was found in it, the rewritten
 * text beside it, and buttons to say what was missed or wrong. One file in Chinese and English; its
 * one script is named by its hash, and the browser lets it speak to nobody.
 */
public final class ReviewHtml {
  /** How findings and verdicts are written, on the page and in the file that it saves. */
  private static final String RESOURCES = "/health/lode/deidentify/";

  private final Review review;
  private final StringBuilder out = new StringBuilder();

  private ReviewHtml(Review review) {
    this.review = review;
  }

  /**
   * @param first which language is shown first; the other is one click away
   */
  public static String of(Review review, Locale first) {
    return new ReviewHtml(review).page(first.getLanguage().equals("zh"));
  }

  private String page(boolean chinese) {
    String script = resource("review/review.js");
    raw("<!DOCTYPE html><html lang=\"" + (chinese ? "zh-CN" : "en") + "\"><head>");
    raw("<meta charset=\"utf-8\">");
    raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    raw(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
            + " 'unsafe-inline'; script-src 'sha256-"
            + sha256(script)
            + "'; base-uri 'none'; form-action 'none'\">");
    raw("<title>" + (chinese ? "去标识化复核" : "De-identification review") + "</title>");
    // The risk report's look, so that pages of one hospital look alike.
    raw("<style>" + resource("risk/report.css") + resource("review/review.css") + "</style>");
    raw("</head><body>");
    choice("zh", "中文", chinese);
    choice("en", "English", !chinese);
    raw("<main>");
    head();
    sources();
    legend();
    int number = 0;
    for (ReviewedNote note : review.notes()) {
      note(note, number++);
    }
    raw("</main>");
    bar();
    raw("<script type=\"application/json\" id=\"data\">" + data() + "</script>");
    raw("<script>" + script + "</script></body></html>");
    return out.toString();
  }

  private void head() {
    raw("<header><p class=\"eyebrow\">" + Both.of("De-identification review", "去标识化复核") + "</p>");
    raw("<h1>" + Both.escape(review.home()) + " · ");
    raw(Both.of("cut " + review.cut(), "第 " + review.cut() + " 版数据") + "</h1>");
    raw("<p class=\"quiet\">" + Both.of("seed ", "种子 ") + review.seed());
    raw(
        " · "
            + Both.of("policy ", "策略 ")
            + Both.escape(review.policy().substring(0, Math.min(12, review.policy().length())))
            + "</p></header>");
    raw("<div class=\"alert\" role=\"note\"><strong>");
    raw(Both.of("THIS PAGE HOLDS PATIENTS' IDENTITIES", "本页含有患者身份信息"));
    raw("</strong><p>");
    raw(
        Both.of(
            "It and the file of verdicts that it saves must not leave the hospital. It asks nothing"
                + " of any other place. Delete both when the check is done.",
            "本页及其保存的结论文件不得带出医院。本页不访问任何其他地址。复核完成后请删除两者。"));
    raw("</p></div><section><h2>" + Both.of("What to do", "如何复核") + "</h2><ol><li>");
    raw(
        Both.of(
            "Read each note. Coloured passages were found; point at one for how sure its rule is."
                + " On the right, outlined passages were found and stay as the policy says.",
            "逐份阅读。有颜色的片段已被识别；指向片段可见其置信度与规则。右侧仅有边框的片段已被识别，但按策略保留。"));
    raw("</li><li>");
    raw(
        Both.of(
            "Missed: select the whole passage in the note on the left, then press its type below.",
            "漏标：在左侧原文中选中完整片段，再按页面下方的类型按钮。"));
    raw("</li><li>");
    raw(Both.of("Wrong: click the passage; click again to take that back.", "误标：点击该片段；再次点击即取消。"));
    raw("</li><li>");
    raw(
        Both.of(
            "Tick “read” for every note that was read to its end, also where nothing was wrong:"
                + " only those count. Then save.",
            "每份读完的文书都请勾选“已阅”，没有问题的也要勾选：只有这些计入结果。最后保存。"));
    raw("</li></ol></section>");
  }

  private void sources() {
    raw("<section><h2>" + Both.of("Sample", "抽样") + "</h2><div class=\"wide\"><table><thead><tr>");
    raw("<th>" + Both.of("source", "来源") + "</th><th class=\"number\">" + Both.of("notes", "文书数"));
    raw(
        "</th><th class=\"number\">"
            + Both.of("drawn at random", "随机抽取")
            + "</th></tr></thead><tbody>");
    review
        .drawn()
        .forEach(
            (source, drawn) ->
                raw(
                    String.format(
                        Locale.ROOT,
                        "<tr><th scope=\"row\">%s</th><td class=\"number\">%,d</td>"
                            + "<td class=\"number\">%,d</td></tr>",
                        Both.escape(source),
                        review.all().getOrDefault(source, 0L),
                        drawn)));
    raw("</tbody></table></div></section>");
  }

  private void legend() {
    Map<Type, Integer> found = new EnumMap<>(Type.class);
    review
        .notes()
        .forEach(
            note -> note.after().findings().forEach(f -> found.merge(f.type(), 1, Integer::sum)));
    raw("<section class=\"legend\"><h2>" + Both.of("Types", "类型") + "</h2><p>");
    for (Type type : Type.values()) {
      raw(
          "<span class=\"key-of t-"
              + type
              + "\">"
              + Both.of(TypeWords.of(type))
              + " "
              + found.getOrDefault(type, 0)
              + "</span>");
    }
    raw("</p></section>");
  }

  private void note(ReviewedNote note, int number) {
    raw("<article id=\"n" + number + "\" data-note=\"" + number + "\"><header><h2>");
    raw(Both.of("Note ", "文书 ") + (number + 1) + " <small>" + Both.escape(note.source()));
    raw(" · " + Both.escape(note.id()) + "</small></h2><label class=\"done\">");
    raw("<input type=\"checkbox\" class=\"read\"> " + Both.of("read", "已阅") + "</label></header>");
    raw("<div class=\"panes\"><div><h3>" + Both.of("As captured", "原文") + "</h3>");
    raw("<div class=\"text original\" lang=\"\">" + original(note) + "</div></div>");
    raw("<div><h3>" + Both.of("As it would leave", "去标识化后") + "</h3>");
    raw("<div class=\"text\" lang=\"\">" + rewritten(note) + "</div></div></div></article>");
  }

  private static String original(ReviewedNote note) {
    StringBuilder html = new StringBuilder();
    int at = 0;
    for (Finding f : note.after().findings()) {
      html.append(Both.escape(note.text().substring(at, f.start())));
      mark(html, f, note.text().substring(f.start(), f.end()), "found");
      at = f.end();
    }
    return html.append(Both.escape(note.text().substring(at))).toString();
  }

  private static String rewritten(ReviewedNote note) {
    StringBuilder html = new StringBuilder();
    String text = note.after().text();
    int at = 0;
    for (Finding f : note.after().findings()) {
      int start = Math.max(at, note.after().offsets().toNew(f.start()));
      int end = Math.max(start, note.after().offsets().toNew(f.end()));
      html.append(Both.escape(text.substring(at, start)));
      if (end > start) {
        String now = text.substring(start, end);
        // The policy keeps some dates: what stands as it stood must not look replaced.
        boolean same = now.equals(note.text().substring(f.start(), f.end()));
        mark(html, f, now, same ? "new same" : "new");
      }
      at = end;
    }
    return html.append(Both.escape(text.substring(at))).toString();
  }

  private static void mark(StringBuilder html, Finding f, String text, String kind) {
    html.append("<mark class=\"").append(kind).append(" t-").append(f.type());
    html.append("\" data-type=\"").append(f.type()).append("\" title=\"");
    html.append(Both.escape(hover(f))).append("\">").append(Both.escape(text)).append("</mark>");
  }

  /** Words of both languages at once: a title cannot be switched. */
  private static String hover(Finding f) {
    Words type = TypeWords.of(f.type());
    return String.format(
        Locale.ROOT, "%s %s · %.3f · %s", type.en(), type.zh(), f.confidence(), f.rule());
  }

  private void bar() {
    raw("<div class=\"bar\" role=\"toolbar\"><span>" + Both.of("Missed:", "漏标：") + "</span>");
    for (Type type : Type.values()) {
      Words words = TypeWords.of(type);
      raw("<button type=\"button\" class=\"missed t-" + type + "\" data-type=\"" + type + "\">");
      raw(Both.of(words) + "</button>");
    }
    raw("<output id=\"count\"></output><button type=\"button\" id=\"save\">");
    raw(Both.of("Save verdicts", "保存结论") + "</button></div>");
  }

  /** What the script needs: the exact texts, whatever HTML makes of their characters. */
  private String data() {
    Map<String, Long> drawn = review.drawn();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("file", "verdicts-" + review.seed() + ".jsonl");
    ArrayNode notes = json.putArray("notes");
    for (ReviewedNote note : review.notes()) {
      ObjectNode one = notes.addObject();
      one.put("id", note.id()).put("source", note.source());
      one.put("drawn", drawn.getOrDefault(note.source(), 0L)).put("text", note.text());
      ArrayNode found = one.putArray("found");
      for (Finding f : note.after().findings()) {
        found
            .addObject()
            .put("start", f.start())
            .put("end", f.end())
            .put("type", f.type().name())
            .put("hover", hover(f));
      }
    }
    // No markup may begin inside: a note may hold "</script>".
    return json.toString().replace("<", "\\u003c");
  }

  private void choice(String id, String label, boolean chosen) {
    raw("<input type=\"radio\" name=\"language\" class=\"choice\" id=\"" + id + "\"");
    raw((chosen ? " checked" : "") + "><label for=\"" + id + "\">" + label + "</label>");
  }

  private void raw(String markup) {
    out.append(markup);
  }

  private static String sha256(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ReviewHtml.class.getResourceAsStream(RESOURCES + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
