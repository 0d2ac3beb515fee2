package health.lode.governance.permit;

import health.lode.governance.party.PartyId;
import health.lode.governance.party.PartyKind;
import health.lode.governance.rulebook.CategoryColumns;
import health.lode.governance.rulebook.Cell;
import health.lode.governance.rulebook.ConsentMode;
import health.lode.governance.rulebook.Facts;
import health.lode.governance.rulebook.Form;
import health.lode.governance.rulebook.Grade;
import health.lode.governance.rulebook.Rulebook;
import health.lode.governance.rulebook.Ruling;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What one hospital's rulebook makes of one permit. */
public sealed interface Assessment {
  /**
   * Permitted once every need is met. Two such outcomes are equal in their {@link #opens} when they
   * open the same things to the permit.
   *
   * @param minimumPersons the stricter of the rulebook's and the permit's own
   */
  record Permitted(
      List<Need> needs,
      int minimumPersons,
      ConsentMode consent,
      Optional<Grade> grade,
      CategoryColumns columns)
      implements Assessment {
    /** Whether {@code other} opens exactly the same, whatever it asks of offices. */
    boolean opens(Permitted other) {
      return minimumPersons == other.minimumPersons
          && consent == other.consent
          && grade.equals(other.grade)
          && columns.equals(other.columns);
    }
  }

  /** Forbidden, with every reason. */
  record Forbidden(List<Refusal> refusals) implements Assessment {}

  /** The offices that have to sign, or the reasons against it. */
  default Needs asNeeds() {
    return this instanceof Permitted p
        ? new Needs.Needed(p.needs())
        : new Needs.Refused(((Forbidden) this).refusals());
  }

  /** Puts {@code permit} to the rulebook of {@code hospital}. */
  static Assessment of(Permit permit, Rulebook rulebook, String hospital) {
    List<Refusal> refusals = words(permit, rulebook);
    if (!permit.hospitals().isEmpty() && !permit.hospitals().contains(hospital)) {
      refusals.add(
          Refusal.of(
              PermitReason.PERMIT_OTHER_HOSPITAL,
              Words.of("the permit does not name this hospital", "许可未列出本医院"),
              Words.of("add it to hospitals, or leave hospitals out", "请将本院加入 hospitals，或省略该项")));
    }
    if (!refusals.isEmpty()) {
      return new Forbidden(refusals);
    }
    try {
      return ruled(permit, rulebook);
    } catch (RefusedException e) {
      return new Forbidden(List.of(e.refusal()));
    }
  }

  private static List<Refusal> words(Permit permit, Rulebook rulebook) {
    List<Refusal> refusals = new ArrayList<>();
    if (!rulebook.purposes().contains(permit.purpose())) {
      refusals.add(unknown("purpose", "用途", permit.purpose(), rulebook.purposes()));
    }
    for (String data : permit.data()) {
      if (!rulebook.categories().contains(data)) {
        refusals.add(unknown("data", "数据类别", data, rulebook.categories()));
      }
    }
    return refusals;
  }

  private static Refusal unknown(String en, String zh, String word, Set<String> known) {
    String shown = word.length() > 60 ? word.substring(0, 60) + "…" : word;
    String list = String.join(", ", known);
    return Refusal.of(
        PermitReason.PERMIT_WORD_UNKNOWN,
        Words.of(
            "the rulebook has no " + en + " '" + shown + "'", "规则书中没有" + zh + "“" + shown + "”"),
        Words.of("choose from: " + list, "可选：" + list));
  }

  private static Assessment ruled(Permit permit, Rulebook rulebook) {
    Facts facts = facts(permit);
    SortedMap<PartyId, Set<Words>> reasons = new TreeMap<>();
    ConsentMode consent = ConsentMode.NONE;
    Optional<Grade> grade = Optional.empty();
    List<Refusal> refusals = new ArrayList<>();
    for (Form form : permit.forms()) {
      for (String data : permit.data()) {
        Cell cell = new Cell(data, permit.purpose(), permit.recipientKind(), form);
        Ruling ruling = rulebook.rule(cell, facts);
        if (ruling instanceof Ruling.Permitted p) {
          p.approvals()
              .forEach(
                  (office, words) ->
                      reasons.computeIfAbsent(office, o -> new LinkedHashSet<>()).addAll(words));
          consent = consent.compareTo(p.consent()) >= 0 ? consent : p.consent();
          Optional<Grade> before = grade;
          grade =
              p.grade()
                  .filter(g -> before.isEmpty() || g.compareTo(before.get()) > 0)
                  .or(() -> before);
        } else {
          refusals.add(forbidden((Ruling.Forbidden) ruling));
        }
      }
    }
    if (!refusals.isEmpty()) {
      return new Forbidden(refusals);
    }
    List<Need> needs = new ArrayList<>();
    reasons.forEach((office, words) -> needs.add(new Need(office, joined(words))));
    int minimum = Math.max(rulebook.minimumPersons(), permit.limits().minimumPersons().orElse(0));
    return new Permitted(
        List.copyOf(needs), minimum, consent, grade, rulebook.columns(permit.data()));
  }

  private static Refusal forbidden(Ruling.Forbidden ruling) {
    Cell cell = ruling.cell();
    Words because = joined(ruling.because());
    Words remedy =
        ruling.remedies().isEmpty()
            ? Words.of(
                "leave " + cell.data() + " out, or ask for another purpose, recipient or form",
                "请去掉 " + cell.data() + "，或更换用途、接收方或形式")
            : joined(ruling.remedies());
    return Refusal.of(
        PermitReason.PERMIT_DATA_FORBIDDEN,
        Words.of(
            "the rulebook forbids " + cell + ": " + because.en(),
            "规则书禁止 " + cell + "：" + because.zh()),
        remedy);
  }

  private static Words joined(Iterable<Words> words) {
    List<Words> list = new ArrayList<>();
    words.forEach(list::add);
    return Words.of(
        list.stream().map(Words::en).collect(Collectors.joining(" ")),
        list.stream().map(Words::zh).collect(Collectors.joining("")));
  }

  private static Facts facts(Permit permit) {
    boolean foreign =
        permit.requester().kind() == PartyKind.FOREIGN
            || permit.recipient().kind() == PartyKind.FOREIGN;
    return new Facts(
        foreign,
        Math.max(1, permit.hospitals().size()),
        List.copyOf(permit.data()),
        permit.forms().stream().map(Form::word).toList(),
        permit.purpose(),
        permit.recipientKind().word(),
        permit.basis().orElse(""),
        permit.ethics().isPresent(),
        permit.agreement().isPresent(),
        permit.price().isPresent(),
        ChronoUnit.DAYS.between(permit.valid().from(), permit.valid().until()) + 1);
  }
}
