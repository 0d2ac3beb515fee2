package health.lode.deidentify.text;

import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.text.TextPolicy.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds identifiers in Chinese and English notes and carries the policy out on them. Never changes;
 * safe for several threads.
 */
public final class TextDeidentifier {
  private static final String ENDS = "。！？；!?;\n\r";
  private final TextPolicy policy;
  private final Dates dates;
  private final Pseudonyms pseudonyms;

  private TextDeidentifier(TextPolicy policy, Dates dates, Pseudonyms pseudonyms) {
    this.policy = policy;
    this.dates = dates;
    this.pseudonyms = pseudonyms;
  }

  /**
   * @param dates what becomes of calendar dates, as in every other kind of data
   * @param pseudonyms draws the surrogates; under one key the same value of one patient has the
   *     same surrogate
   */
  public static TextDeidentifier of(TextPolicy policy, Dates dates, Pseudonyms pseudonyms) {
    return new TextDeidentifier(policy, dates, pseudonyms);
  }

  /**
   * What identifies someone in {@code text}, in its order, without overlaps; work grows linearly
   * with the text, whatever it holds.
   */
  public List<Finding> find(String text, Known known) {
    return found(new Note(text), known, policy.leastConfidence());
  }

  static List<Finding> find(String text) {
    return found(new Note(text), Known.NOTHING, 0);
  }

  /** What the rules propose for a note, with its words. */
  record Ruled(Tokens tokens, Findings findings) {}

  static Ruled rules(Note note, Known known) {
    Findings findings = new Findings(note);
    new NumberScan(note, findings).find();
    Tokens tokens = Segmenter.cut(note, findings);
    ChineseFields.find(note, tokens, findings);
    Person.find(note, tokens, findings);
    EnglishNames.find(note, findings);
    KnownValues.find(note, known, findings);
    Repeats.find(note, findings);
    Organisations.find(note, tokens, findings);
    ChineseAddresses.find(note, tokens, findings);
    return new Ruled(tokens, findings);
  }

  private static List<Finding> found(Note note, Known known, double least) {
    Ruled ruled = rules(note, known);
    List<Finding> found = Learned.beside(note, ruled.tokens, ruled.findings.resolved());
    found.removeIf(each -> each.confidence() < least);
    return found;
  }

  /** The text with every finding kept, masked, replaced or dropped as the policy says. */
  public Deidentified deidentify(String text, Known known) {
    Note note = new Note(text);
    List<Finding> findings = found(note, known, policy.leastConfidence());
    Surrogates surrogates = new Surrogates(note, policy, dates, pseudonyms, known.patient());
    StringBuilder out = new StringBuilder(text.length() + 64);
    List<int[]> edits = new ArrayList<>();
    int last = 0;
    for (int i = 0; i < findings.size(); i++) {
      Finding each = findings.get(i);
      Action action = policy.of(each.type());
      if (action == Action.KEEP || each.end() <= last) {
        continue;
      }
      int start = each.start();
      int end = each.end();
      String instead;
      if (action == Action.DROP) {
        start = Math.max(last, sentenceStart(text, start));
        end = sentenceEnd(text, end);
        // A sentence that ends inside a later finding takes that finding along.
        for (int j = i + 1; j < findings.size() && findings.get(j).start() < end; j++) {
          end = Math.max(end, findings.get(j).end());
        }
        instead = "";
      } else {
        instead = action == Action.MASK ? each.type().mask(note.chinese) : surrogates.instead(each);
        if (instead.contentEquals(text.subSequence(start, end))) {
          continue;
        }
      }
      if (!edits.isEmpty() && start < last) {
        start = last;
      }
      out.append(text, last, start);
      int from = out.length();
      out.append(instead);
      edits.add(new int[] {start, end, from, out.length()});
      last = end;
    }
    out.append(text, last, text.length());
    return new Deidentified(out.toString(), findings, new OffsetMap(edits));
  }

  private static int sentenceStart(String text, int at) {
    int i = at;
    while (i > 0 && ENDS.indexOf(text.charAt(i - 1)) < 0) {
      i--;
    }
    return i;
  }

  private static int sentenceEnd(String text, int at) {
    int i = at;
    while (i < text.length() && ENDS.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r' ? i + 1 : i;
  }
}
