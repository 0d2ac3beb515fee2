package health.lode.governance.rulebook;

import health.lode.governance.party.PartyId;
import health.lode.refusal.Words;
import java.util.Locale;

/** Who receives what a permit lets out, as far as rules tell recipients apart. */
public enum RecipientKind {
  /** The hospital itself, its offices and the people who work there. */
  HOSPITAL("the hospital itself", "本医院"),
  INSTITUTE("a research institute", "科研机构"),
  COMPANY("a company", "企业"),
  COMMISSION("the health commission", "卫生健康委"),
  FOREIGN("a foreign party", "境外或外资方");

  private final String en;
  private final String zh;

  RecipientKind(String en, String zh) {
    this.en = en;
    this.zh = zh;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Words title() {
    return Words.of(en, zh);
  }

  /** The kind of this party; {@code local/...} works for the hospital. */
  public static RecipientKind of(PartyId party) {
    return switch (party.kind()) {
      case HOSPITAL, LOCAL -> HOSPITAL;
      case INSTITUTE -> INSTITUTE;
      case COMPANY -> COMPANY;
      case COMMISSION -> COMMISSION;
      case FOREIGN -> FOREIGN;
    };
  }
}
