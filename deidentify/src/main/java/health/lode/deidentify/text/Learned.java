package health.lode.deidentify.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Puts what the learned tagger marks beside what the rules found: it adds, and it widens.
 */
final class Learned {
  /** Types whose findings may be ordinary words. */
  private static final Set<Type> WORDY = Set.of(Type.NAME, Type.ORG, Type.ADDRESS);

  /** Rules below it go by form alone. */
  private static final double WEAK = 0.9;

  /** Where a weak finding lies below it on average, in logits, it is dropped. */
  private static final double DOUBT_CHINESE = -1;

  private static final double DOUBT_ENGLISH = 0;

  /** Loaded when first used: training needs the rules and not yet the models. */
  private static final class Shipped {
    private static final Tagger CHINESE = new Tagger(TagModel.shipped("zh/tagger.bin"));
    private static final Tagger ENGLISH = new Tagger(TagModel.shipped("en/tagger.bin"));
  }

  private Learned() {}

  /** @param rules in order, without overlaps */
  static List<Finding> beside(Note note, Tokens tokens, List<Finding> rules) {
    Tagger tagger = note.chinese ? Shipped.CHINESE : Shipped.ENGLISH;
    return with(note, rules, TagUnits.of(note, tokens, rules), tagger);
  }

  static List<Finding> with(Note note, List<Finding> rules, TagUnits units, Tagger tagger) {
    List<Finding> out = new ArrayList<>(rules);
    out.removeIf(
        rule ->
            rule.confidence() < WEAK
                && WORDY.contains(rule.type())
                && doubted(rule, note.chinese ? DOUBT_CHINESE : DOUBT_ENGLISH, units, tagger));
    for (Tagger.Tagged each : tagger.tag(units)) {
      add(note, each, out);
    }
    out.sort(Comparator.comparingInt(Finding::start));
    return Echoes.with(note, out);
  }

  /** Whether a finding's units look like ordinary words to the tagger. */
  private static boolean doubted(
      Finding rule, double least, TagUnits units, Tagger tagger) {
    double sum = 0;
    int n = 0;
    for (int u = units.from(rule.start()); u < units.size && units.start[u] < rule.end(); u++) {
      sum += tagger.lead(units, u);
      n++;
    }
    return n > 0 && sum / n < least;
  }

  private static void add(Note note, Tagger.Tagged each, List<Finding> out) {
    int from = each.start();
    int to = each.end();
    Type type = null;
    Finding only = null;
    int touched = 0;
    for (Finding other : out) {
      if (other.start() < each.end() && other.end() > each.start()) {
        from = Math.min(from, other.start());
        to = Math.max(to, other.end());
        only = other;
        touched++;
        if (TagModel.Kind.of(other.type()) == each.kind()) {
          type = other.type();
        }
      }
    }
    double confidence = 0.5 + 0.45 / (1 + Math.exp(-each.margin() / 2));
    if (only == null) {
      out.add(new Finding(form(note, each), from, to, confidence, "learned"));
    } else if (touched == 1 && (from < only.start() || to > only.end())) {
      out.remove(only);
      out.add(new Finding(only.type(), from, to, only.confidence(), only.rule()));
    } else if (touched > 1) {
      int start = from;
      int end = to;
      out.removeIf(other -> other.start() < end && other.end() > start);
      out.add(
          new Finding(
              type == null ? form(note, each) : type, start, end, confidence, "learned"));
    }
  }

  private static final Set<Integer> IDENTITY = Set.of(15, 18);

  /** The type of what no rule found. */
  private static Type form(Note note, Tagger.Tagged tagged) {
    String text = note.plain.substring(tagged.start(), tagged.end());
    return switch (tagged.kind()) {
      case NAME -> Type.NAME;
      case ORG -> Type.ORG;
      case ADDRESS -> Type.ADDRESS;
      case DATE -> Type.DATE;
      case PHONE -> Type.PHONE;
      case CODE -> {
        int digits = Digits.of(note, tagged.start(), tagged.end()).length();
        yield IDENTITY.contains(digits) && !text.contains("床")
            ? Type.ID
            : digits >= 16 ? Type.BANK : Type.MRN;
      }
      case ACCOUNT ->
          text.indexOf('@') > 0 || text.startsWith("www") || text.contains("://")
              ? Type.EMAIL
              : Type.WECHAT;
    };
  }
}
