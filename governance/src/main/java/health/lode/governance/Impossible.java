package health.lode.governance;

import health.lode.governance.party.PartyId;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;

/** The refusals of events that cannot follow what came before. */
final class Impossible {
  private Impossible() {}

  static RefusedException because(String en, String zh) {
    return Refusal.of(
            GovernanceReason.EVENT_IMPOSSIBLE,
            Words.of("this cannot follow: " + en, "此事件不成立：" + zh),
            Words.of("look at the present state and act on that", "请查看当前状态后再操作"))
        .asException();
  }

  static RefusedException signature(PartyId office) {
    return Refusal.of(
            GovernanceReason.EVENT_SIGNATURE_INVALID,
            Words.of(
                "the signature is not that of " + office + " with the key pinned for it",
                "签名不是 " + office + " 用登记密钥所签"),
            Words.of("sign with the key of " + office, "请用 " + office + " 的密钥签名"))
        .asException();
  }
}
