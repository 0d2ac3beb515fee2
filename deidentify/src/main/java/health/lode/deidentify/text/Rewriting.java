package health.lode.deidentify.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a text again with its findings replaced as the policy says. */
final class Rewriting {
  private static final String SENTENCE_ENDS = "。！？!?；;\n";
  private final Note note;
  private final TextPolicy policy;
  private final Surrogates surrogates;
  private final StringBuilder out = new StringBuilder();
  private final List<Deidentified.Edit> edits = new ArrayList<>();
  private int read;

  Rewriting(Note note, TextPolicy policy, Surrogates surrogates) {
    this.note = note;
    this.policy = policy;
    this.surrogates = surrogates;
  }

  Deidentified of(List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.end() <= read) {
        continue; // in a sentence that is gone
      }
      int start = Math.max(read, finding.start());
      switch (policy.of(finding.type())) {
        case KEEP -> {}
        case MASK -> replace(start, finding.end(), finding.type().mask(note.chinese));
        case SURROGATE ->
            replace(
                start,
                finding.end(),
                surrogate(finding).orElseGet(() -> finding.type().mask(note.chinese)));
        case DROP -> replace(sentenceStart(start), sentenceEnd(finding.end()), "");
      }
    }
    out.append(note.text, read, note.length());
    return new Deidentified(out.toString(), findings, edits);
  }

  private Optional<String> surrogate(Finding finding) {
    return read > finding.start() ? Optional.empty() : surrogates.of(finding, note);
  }

  private void replace(int start, int end, String by) {
    out.append(note.text, read, start);
    int at = out.length();
    out.append(by);
    edits.add(new Deidentified.Edit(start, end, at, out.length()));
    read = end;
  }

  private int sentenceStart(int from) {
    int start = from;
    while (start > read && SENTENCE_ENDS.indexOf(note.c[start - 1]) < 0) {
      start--;
    }
    return start;
  }

  private int sentenceEnd(int from) {
    int end = from;
    while (end < note.length() && SENTENCE_ENDS.indexOf(note.c[end]) < 0) {
      end++;
    }
    return end < note.length() && note.c[end] != '\n' ? end + 1 : end;
  }
}
