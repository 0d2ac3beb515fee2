package health.lode.governance.rulebook;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;

/**
 * A condition in the Common Expression Language, type-checked when the rulebook is read. One that
 * cannot be evaluated refuses: it is never taken as false, because a forbid would then be skipped.
 */
final class Condition {
  private static final int MAX_CHARACTERS = 500;

  /** Made on first use: most of the cost of reading a rulebook is here. */
  private static final class Language {
    static final CelCompiler COMPILER =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("permit.foreign", SimpleType.BOOL)
            .addVar("permit.hospitals", SimpleType.INT)
            .addVar("permit.data", ListType.create(SimpleType.STRING))
            .addVar("permit.forms", ListType.create(SimpleType.STRING))
            .addVar("permit.purpose", SimpleType.STRING)
            .addVar("permit.recipient", SimpleType.STRING)
            .addVar("permit.basis", SimpleType.STRING)
            .addVar("permit.ethics", SimpleType.BOOL)
            .addVar("permit.agreement", SimpleType.BOOL)
            .addVar("permit.priced", SimpleType.BOOL)
            .addVar("permit.days", SimpleType.INT)
            .setResultType(SimpleType.BOOL)
            .build();
    static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder().build();

    private Language() {}
  }

  private final String text;
  private final CelRuntime.Program program;

  private Condition(String text, CelRuntime.Program program) {
    this.text = text;
    this.program = program;
  }

  /** Compiles {@code text}; refused with RULEBOOK_CONDITION_INVALID and the line. */
  static Condition compile(String text, int line) {
    if (text.length() > MAX_CHARACTERS) {
      throw invalid(line, "longer than 500 characters", "超过 500 个字符").asException();
    }
    try {
      return new Condition(
          text, Language.RUNTIME.createProgram(Language.COMPILER.compile(text).getAst()));
    } catch (CelValidationException e) {
      String first = e.getErrors().isEmpty() ? "" : e.getErrors().get(0).getMessage();
      throw invalid(line, first, first).asException();
    } catch (CelEvaluationException e) {
      throw invalid(line, "cannot be compiled", "无法编译").asException();
    }
  }

  String text() {
    return text;
  }

  /** Whether it holds; refused with RULEBOOK_CONDITION_FAILED where that cannot be told. */
  boolean holds(Facts facts, int line) {
    Object value;
    try {
      value = program.eval(facts.values());
    } catch (CelEvaluationException | RuntimeException e) {
      throw failed(line).asException();
    }
    if (value instanceof Boolean b) {
      return b;
    }
    throw failed(line).asException();
  }

  private static Refusal failed(int line) {
    return Refusal.of(
        RulebookReason.RULEBOOK_CONDITION_FAILED,
        Words.of(
            "the condition in line "
                + line
                + " of the rulebook cannot be evaluated for this permit",
            "规则书第 " + line + " 行的条件无法对此许可求值"),
        Words.of("correct the condition and adopt the rulebook again", "请改正该条件并重新采用规则书"));
  }

  private static Refusal invalid(int line, String en, String zh) {
    return Refusal.of(
        RulebookReason.RULEBOOK_CONDITION_INVALID,
        Words.of("line " + line + ": condition: " + en, "第 " + line + " 行：条件：" + zh),
        Words.of(
            "use only the permit.* words of docs/spec/rulebook.md, giving true or false",
            "只能使用 docs/spec/rulebook.md 所列 permit.* 词，结果须为真或假"));
  }
}
