package health.lode.deidentify.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Puts what the learned tagger marks beside what the rules found: it adds, and it widens. */
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

  /**
   * @param rules in order, without overlaps
   */
  static List<Finding> beside(Note note, Tokens tokens, List<Finding> rules) {
    Tagger tagger = note.chinese ? Shipped.CHINESE : Shipped.ENGLISH;
    return with(note, rules, TagUnits.of(note, tokens, rules), tagger);
  }

  static List<Finding> with(Note note, List<Finding> rules, TagUnits units, Tagger tagger) {
    List<Finding> kept = new ArrayList<>(rules);
    kept.removeIf(
        rule ->
            rule.confidence() < WEAK
                && WORDY.contains(rule.type())
                && doubted(rule, note.chinese ? DOUBT_CHINESE : DOUBT_ENGLISH, units, tagger));
    kept = Echoes.with(note, kept);
    List<Finding> out = new ArrayList<>(kept.size() + 8);
    List<Finding> touched = new ArrayList<>(4);
    int next = 0;
    for (Tagger.Tagged each : tagger.tag(units)) {
      while (next < kept.size() && kept.get(next).end() <= each.start()) {
        out.add(kept.get(next++));
      }
      touched.clear();
      // What the stretch before was joined to may reach into this one.
      if (!out.isEmpty() && out.get(out.size() - 1).end() > each.start()) {
        touched.add(out.remove(out.size() - 1));
      }
      while (next < kept.size() && kept.get(next).start() < each.end()) {
        touched.add(kept.get(next++));
      }
      join(note, each, touched, out);
    }
    out.addAll(kept.subList(next, kept.size()));
    return Echoes.with(note, out);
  }

  /** Whether a finding's units look like ordinary words to the tagger. */
  private static boolean doubted(Finding rule, double least, TagUnits units, Tagger tagger) {
    int from = units.from(rule.start());
    int to = from;
    while (to < units.size && units.start[to] < rule.end()) {
      to++;
    }
    return to > from && tagger.lead(units, from, to) < least;
  }

  /** Adds a marked stretch with the findings that it touches, in order, as one or as they were. */
  private static void join(
      Note note, Tagger.Tagged each, List<Finding> touched, List<Finding> out) {
    double confidence = 0.5 + 0.45 / (1 + Math.exp(-each.margin() / 2));
    if (touched.isEmpty()) {
      boolean weak =
          switch (each.kind()) {
            case NAME -> each.margin() < needed(note, each.start(), each.end());
            case DATE -> counted(note, each.end());
            default -> false;
          };
      if (!weak && !OrdinaryEnglish.vetoes(note, each)) {
        out.add(new Finding(form(note, each), each.start(), each.end(), confidence, "learned"));
      }
      return;
    }
    Finding first = touched.get(0);
    // 2.1月19日: an item's number is no part of the date.
    boolean item = first.type() == Type.DATE && note.numbered(first.start());
    int from = item ? first.start() : Math.min(each.start(), first.start());
    int to = Math.max(each.end(), touched.get(touched.size() - 1).end());
    for (Finding other : touched) {
      confidence = Math.max(confidence, other.confidence());
    }
    if (touched.size() > 1) {
      Type type =
          touched.stream()
              .map(Finding::type)
              .filter(t -> TagModel.Kind.of(t) == each.kind())
              .findFirst()
              .orElseGet(() -> form(note, each));
      out.add(new Finding(type, from, to, confidence, "learned"));
    } else if (first.type() == Type.NAME
        ? words(note, from, first.start()) || words(note, first.end(), to)
        : first.type() == Type.PHONE
            && Digits.of(note, from, to).length()
                == Digits.of(note, first.start(), first.end()).length()
            && note.plain.substring(from, to).indexOf('*') < 0) {
      out.add(first);
    } else {
      out.add(new Finding(first.type(), from, to, first.confidence(), first.rule()));
    }
  }

  private static final String COUNTED = "次个片粒支袋瓶杯口%℃";
  private static final double MEDICAL = 3;
  private static final double VERB = 1.5;

  /** Whether a number up to {@code end} counts something: 每日2-3次. */
  private static boolean counted(Note note, int end) {
    return COUNTED.indexOf(note.at(end)) >= 0 || COUNTED.indexOf(note.at(end - 1)) >= 0;
  }

  /** Without a surname, and with a character that hardly any name holds: 撞伤. */
  private static boolean unlikely(String text) {
    ChineseNameModel names = ChineseNameModel.one();
    return text.length() == 2
        && names.surnameLength(text) == 0
        && text.chars().anyMatch(c -> names.given((char) c) >= ChineseNameModel.OTHER);
  }

  /** Whether a word would be added to a name: 李秀英|陪同. */
  private static boolean words(Note note, int from, int to) {
    return to - from >= 2 && Lexicon.one().trie.value(note.plain.substring(from, to)) != Trie.NONE;
  }

  /**
   * The margin that a name needs by itself: more where it is a verb or no likely name, most where a
   * medical word.
   */
  private static double needed(Note note, int from, int to) {
    String text = note.plain.substring(from, to);
    int value = Lexicon.one().trie.value(text);
    if (value == Trie.NONE || to - from < 2) {
      return Note.isHan(text.charAt(0)) && unlikely(text) ? VERB : 0;
    }
    boolean medical =
        (value & Lexicon.MEDICAL) != 0 || value >>> Lexicon.SPEECH == Lexicon.SPEECH_MEDICAL;
    return medical ? MEDICAL : value >>> Lexicon.SPEECH == Lexicon.SPEECH_VERB ? VERB : 0;
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
