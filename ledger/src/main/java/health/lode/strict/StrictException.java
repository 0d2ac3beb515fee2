package health.lode.strict;

import health.lode.refusal.Words;

/** A document that cannot be read to the last word; names the line and what was wrong there. */
public final class StrictException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int line;
  private final transient Words problem;

  public StrictException(int line, Words problem) {
    super(line > 0 ? "line " + line + ": " + problem.en() : problem.en());
    this.line = line;
    this.problem = problem;
  }

  /** Line in the document, from 1; 0 where the document has no lines. */
  public int line() {
    return line;
  }

  /** What is wrong, without the line. */
  public Words problem() {
    return problem;
  }

  /** What is wrong, with the line where there is one. */
  public Words located() {
    return line > 0
        ? Words.of("line " + line + ": " + problem.en(), "第 " + line + " 行：" + problem.zh())
        : problem;
  }
}
