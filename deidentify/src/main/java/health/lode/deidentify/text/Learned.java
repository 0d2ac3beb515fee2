package health.lode.deidentify.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where the learned tagger goes beyond the rules. */
final class Learned {
  private Learned() {}

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

  static Type type(Note note, Tagger.Tagged tagged, List<Finding> rules) {
    for (Finding rule : rules) {
      if (rule.start() < tagged.end()
          && rule.end() > tagged.start()
          && TagModel.Kind.of(rule.type()) == tagged.kind()) {
        return rule.type();
      }
    }
    return switch (tagged.kind()) {
      case NAME -> Type.NAME;
      case ORG -> Type.ORG;
      case ADDRESS -> Type.ADDRESS;
      case DATE -> Type.DATE;
      case PHONE -> Type.PHONE;
      case CODE -> Type.MRN;
      case ACCOUNT -> Type.WECHAT;
    };
  }

  static double confidence(double margin) {
    return 0.5 + 0.45 / (1 + Math.exp(-margin / 2));
  }

  static List<Finding> merged(Note note, List<Finding> rules, List<Tagger.Tagged> tagged) {
    List<Finding> out = new ArrayList<>(rules);
    for (Tagger.Tagged each : tagged) {
      List<Finding> touched = new ArrayList<>();
      for (Finding rule : rules) {
        if (rule.start() < each.end() && rule.end() > each.start()) {
          touched.add(rule);
        }
      }
      Type type = type(note, each, rules);
      double confidence = confidence(each.margin());
      if (touched.isEmpty()) {
        out.add(new Finding(type, each.start(), each.end(), confidence, "learned"));
        continue;
      }
      int from = Math.min(each.start(), touched.get(0).start());
      int to = Math.max(each.end(), touched.get(touched.size() - 1).end());
      Finding first = touched.get(0);
      if (touched.size() == 1 && (from < first.start() || to > first.end())) {
        if (out.remove(first)) {
          out.add(new Finding(first.type(), from, to, first.confidence(), first.rule()));
        }
      } else if (touched.size() > 1 && out.removeAll(touched)) {
        out.add(new Finding(type, from, to, confidence, "learned"));
      }
    }
    out.sort(Comparator.comparingInt(Finding::start));
    return out;
  }
}
