package health.lode.governance.permit;

import health.lode.governance.party.PartyId;
import health.lode.governance.rulebook.Form;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Decides whether a permit holds at a moment, asking everything anew each time. */
public record Gate(Signatures signatures, ZoneId zone) {

  /** Whether a use in this form may begin now. */
  public Admission admit(PermitState state, String permitHash, Form form, Instant now) {
    // The hash is computed from the permit itself: what the state says of it is not believed.
    if (!state.hash().equals(permitHash) || !state.permit().hash().equals(permitHash)) {
      return refuse(
          PermitReason.PERMIT_CHANGED,
          "the permit in hand is not the one that was requested and signed",
          "所持许可与申请并签署的许可不一致",
          "use the permit as it was signed, or request the changed one and have it signed anew",
          "请使用已签署的许可，或将改动后的许可重新申请并签署");
    }
    Optional<Refusal> stopped = stopped(state).or(() -> outOfTime(state.permit(), now));
    if (stopped.isPresent()) {
      return new Admission.Refused(stopped.get());
    }
    Assessment assessment =
        Assessment.of(state.permit(), signatures.present(), signatures.hospital());
    if (!(assessment instanceof Assessment.Permitted permitted)) {
      return new Admission.Refused(((Assessment.Forbidden) assessment).refusals().get(0));
    }
    for (Standing standing : signatures.standings(state, permitted)) {
      if (standing.problem().isPresent()) {
        return new Admission.Refused(standing.problem().get());
      }
    }
    return used(state, form)
        .<Admission>map(Admission.Refused::new)
        .orElseGet(() -> new Admission.Admitted(grant(state, permitted)));
  }

  /** Where the permit stands, for people. */
  public PermitStatus status(PermitState state, Instant now) {
    if (state.has(PermitAct.Kind.REVOKE)) {
      return PermitStatus.REVOKED;
    }
    if (state.has(PermitAct.Kind.CLOSE)) {
      return PermitStatus.CLOSED;
    }
    LocalDate today = LocalDate.ofInstant(now, zone);
    if (today.isAfter(state.permit().valid().until()) || ethicsOver(state.permit(), today)) {
      return PermitStatus.EXPIRED;
    }
    if (state.has(PermitAct.Kind.RETURN)) {
      return PermitStatus.RETURNED;
    }
    if (!suspendedBy(state).isEmpty()) {
      return PermitStatus.SUSPENDED;
    }
    Assessment assessment =
        Assessment.of(state.permit(), signatures.present(), signatures.hospital());
    boolean signed =
        assessment instanceof Assessment.Permitted permitted
            && signatures.standings(state, permitted).stream().allMatch(s -> s.problem().isEmpty());
    if (!signed) {
      return PermitStatus.REQUESTED;
    }
    return today.isBefore(state.permit().valid().from())
        ? PermitStatus.APPROVED
        : PermitStatus.ACTIVE;
  }

  private Optional<Refusal> stopped(PermitState state) {
    if (state.has(PermitAct.Kind.REVOKE)) {
      return Optional.of(
          stop(
              PermitReason.PERMIT_REVOKED,
              state,
              PermitAct.Kind.REVOKE,
              "revoked",
              "撤销",
              "request a new permit",
              "请另行申请许可"));
    }
    if (state.has(PermitAct.Kind.CLOSE)) {
      return Optional.of(
          stop(
              PermitReason.PERMIT_CLOSED,
              state,
              PermitAct.Kind.CLOSE,
              "closed",
              "结项",
              "request a new permit",
              "请另行申请许可"));
    }
    if (state.has(PermitAct.Kind.RETURN)) {
      return Optional.of(
          stop(
              PermitReason.PERMIT_RETURNED,
              state,
              PermitAct.Kind.RETURN,
              "returned",
              "退回",
              "answer the reason given and request it again",
              "请按退回理由处理后重新申请"));
    }
    SortedSet<PartyId> suspended = suspendedBy(state);
    if (!suspended.isEmpty()) {
      String who = names(suspended);
      return Optional.of(
          refusal(
              PermitReason.PERMIT_SUSPENDED,
              "the permit is suspended by " + who,
              "许可已被 " + who + " 暂停",
              "have " + who + " resume it",
              "请 " + who + " 恢复该许可"));
    }
    return Optional.empty();
  }

  /**
   * A stop counts whatever its signature is worth; taking it back counts only when it is genuine.
   */
  private SortedSet<PartyId> suspendedBy(PermitState state) {
    SortedSet<PartyId> offices = new TreeSet<>();
    for (PermitAct act : state.acts()) {
      if (act.kind() == PermitAct.Kind.SUSPEND) {
        offices.add(act.office());
      } else if (act.kind() == PermitAct.Kind.RESUME && signatures.holds(act)) {
        offices.remove(act.office());
      }
    }
    return offices;
  }

  private Optional<Refusal> outOfTime(Permit permit, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    Validity valid = permit.valid();
    if (today.isBefore(valid.from())) {
      return Optional.of(
          refusal(
              PermitReason.PERMIT_NOT_YET_VALID,
              "the permit begins on " + valid.from(),
              "许可自 " + valid.from() + " 起有效",
              "ask again from that day on",
              "请在该日之后再提问"));
    }
    if (today.isAfter(valid.until())) {
      return Optional.of(
          refusal(
              PermitReason.PERMIT_EXPIRED,
              "the permit ended on " + valid.until(),
              "许可已于 " + valid.until() + " 到期",
              "request a permit with a later last day and have it signed",
              "请申请有效期更晚的许可并取得签署"));
    }
    if (ethicsOver(permit, today)) {
      return Optional.of(
          refusal(
              PermitReason.PERMIT_ETHICS_EXPIRED,
              "the ethics approval that the permit names has run out",
              "许可所依据的伦理批件已过期",
              "renew the ethics approval and request a permit that names it",
              "请续期伦理批件，并以新批件申请许可"));
    }
    return Optional.empty();
  }

  private static boolean ethicsOver(Permit permit, LocalDate today) {
    return permit.ethics().flatMap(Ethics::until).map(today::isAfter).orElse(false);
  }

  private static Optional<Refusal> used(PermitState state, Form form) {
    if (!state.permit().forms().contains(form)) {
      return Optional.of(
          refusal(
              PermitReason.PERMIT_FORM_NOT_GRANTED,
              "the permit does not grant the form " + form.word(),
              "许可未授予形式 " + form.word(),
              "request a permit with forms: [" + form.word() + "]",
              "请申请包含 forms: [" + form.word() + "] 的许可"));
    }
    if (state.permit().limits().questions().isPresent()
        && state.usage().accepted() >= state.permit().limits().questions().getAsInt()) {
      return Optional.of(
          refusal(
              PermitReason.PERMIT_USED_UP,
              "as many questions were asked as the permit allows",
              "提问次数已达许可上限",
              "request a permit for more questions",
              "请申请更多提问次数的许可"));
    }
    return Optional.empty();
  }

  private static Grant grant(PermitState state, Assessment.Permitted permitted) {
    Permit permit = state.permit();
    return new Grant(
        state.id(),
        state.hash(),
        permit.requester(),
        permit.recipient(),
        permit.purpose(),
        permit.data(),
        permit.forms(),
        permitted.minimumPersons(),
        permitted.consent(),
        permitted.columns(),
        permitted.grade());
  }

  private static Refusal stop(
      PermitReason code,
      PermitState state,
      PermitAct.Kind kind,
      String en,
      String zh,
      String remedyEn,
      String remedyZh) {
    List<PartyId> offices =
        state.acts().stream().filter(a -> a.kind() == kind).map(PermitAct::office).toList();
    String who = names(new TreeSet<>(offices));
    return refusal(
        code, "the permit was " + en + " by " + who, "许可已被 " + who + " " + zh, remedyEn, remedyZh);
  }

  private static String names(SortedSet<PartyId> offices) {
    return String.join(", ", offices.stream().map(PartyId::value).toList());
  }

  private static Admission refuse(
      PermitReason code, String en, String zh, String remedyEn, String remedyZh) {
    return new Admission.Refused(refusal(code, en, zh, remedyEn, remedyZh));
  }

  private static Refusal refusal(
      PermitReason code, String en, String zh, String remedyEn, String remedyZh) {
    return Refusal.of(code, Words.of(en, zh), Words.of(remedyEn, remedyZh));
  }
}
